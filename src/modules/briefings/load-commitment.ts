import { callPage, listCallsById } from '#modules/calls';
import { getCommitment, type TrackedCommitment } from '#modules/commitments';
import { getRecord } from '#modules/crm';
import { type CommitmentView, dayInWords, readQuotes } from '#modules/notifications';
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

async function settledOf({
  ctx,
  baseUrl,
  promise: { settledBy },
}: BriefingOptions & { promise: TrackedCommitment }): Promise<CommitmentView['settled']> {
  if (settledBy === null) return null;
  switch (settledBy.by) {
    case 'call': {
      const { callId, evidence } = settledBy;
      const title = (await titleOf({ ctx, callId })) ?? 'a later call';
      return { because: `Said in ${title}`, quote: (await readQuotes({ ctx, callId, baseUrl }))(evidence) };
    }
    case 'meeting':
      return { because: `Met in ${(await titleOf({ ctx, callId: settledBy.callId })) ?? 'a later call'}`, quote: null };
    case 'activity':
      return { because: `Done in the CRM: ${settledBy.subject ?? settledBy.kind}`, quote: null };
    case 'person': {
      const { name, reason } = settledBy;
      return { because: reason === null ? `Settled by ${name}` : `Settled by ${name}: ${reason}`, quote: null };
    }
  }
}
