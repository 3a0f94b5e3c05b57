import { callPage, listCallsById } from '#modules/calls';
import { getCommitment, type TrackedCommitment } from '#modules/commitments';
import { dayInWords, getRecord } from '#modules/crm';
import { getMatch } from '#modules/matching';
import { type CommitmentView, readQuotes } from '#modules/notifications';
import type { BriefingOptions } from './briefing-options.ts';

/** A promise as it stands now, with the words in which it was made, and those by which it was settled. */
export async function loadCommitment({
  ctx,
  baseUrl,
  commitmentId,
}: BriefingOptions & { commitmentId: string }): Promise<CommitmentView> {
  const promise = await getCommitment({ ctx, input: { commitmentId } });
  const { callId, evidence, dueDate, companyRecordId } = promise;
  const quotes = await readQuotes({ ctx, callId, baseUrl });
  const company = companyRecordId === null ? null : await getRecord({ ctx, input: { recordId: companyRecordId } });
  const title = await titleOf({ ctx, callId });
  return {
    kind: 'commitment',
    commitmentId,
    text: promise.text,
    owner: promise.owner,
    side: promise.side,
    due: dueDate,
    isOverdue: dueDate !== null && dueDate < ctx.clock.now().toISOString().slice(0, 10),
    account: company?.name ?? null,
    call: title === null ? null : { text: title, address: `${baseUrl}${callPage({ ctx, callId })}` },
    quote: quotes(evidence),
    state: promise.state,
    settled: await settledOf({ ctx, baseUrl, promise }),
  };
}

async function titleOf({ ctx, callId }: Pick<BriefingOptions, 'ctx'> & { callId: string }): Promise<string | null> {
  const call = (await listCallsById({ ctx, input: { callIds: [callId] } })).get(callId);
  if (call === undefined) return null;
  const title = call.title ?? 'a call';
  return call.date === null ? title : `${title} of ${dayInWords(call.date)}`;
}

/** Who is told of the deal of a promise need not see a call that is about another one. */
async function isAboutTheSame({
  ctx,
  promise: { dealRecordId, companyRecordId },
  callId,
}: Pick<BriefingOptions, 'ctx'> & { promise: TrackedCommitment; callId: string }): Promise<boolean> {
  const links = (await getMatch({ ctx, input: { callId } }))?.links ?? [];
  const recordId = dealRecordId ?? companyRecordId;
  return links.some((link) => link.recordId === recordId);
}

async function settledOf({
  ctx,
  baseUrl,
  promise,
}: BriefingOptions & { promise: TrackedCommitment }): Promise<CommitmentView['settled']> {
  const { settledBy } = promise;
  if (settledBy === null) return null;
  switch (settledBy.by) {
    case 'call': {
      const { callId, evidence } = settledBy;
      const title = (await isAboutTheSame({ ctx, promise, callId })) ? await titleOf({ ctx, callId }) : null;
      if (title === null) return { because: 'Said in a later call', quote: null };
      return { because: `Said in ${title}`, quote: (await readQuotes({ ctx, callId, baseUrl }))(evidence) };
    }
    case 'meeting': {
      const { callId } = settledBy;
      const title = (await isAboutTheSame({ ctx, promise, callId })) ? await titleOf({ ctx, callId }) : null;
      return { because: `Met in ${title ?? 'a later call'}`, quote: null };
    }
    case 'activity':
      return { because: `Done in the CRM: ${settledBy.subject ?? settledBy.kind}`, quote: null };
    case 'person': {
      const { name, reason } = settledBy;
      return { because: reason === null ? `Settled by ${name}` : `Settled by ${name}: ${reason}`, quote: null };
    }
  }
}
