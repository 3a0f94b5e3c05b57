import { getCommitment } from '#modules/commitments';
import { getRecord } from '#modules/crm';
import { type CommitmentDueView, readQuotes } from '#modules/notifications';
import type { BriefingOptions } from './briefing-options.ts';

/** A promise that is due, with the words in which it was made. */
export async function loadCommitment({
  ctx,
  baseUrl,
  commitmentId,
}: BriefingOptions & { commitmentId: string }): Promise<CommitmentDueView> {
  const promise = await getCommitment({ ctx, input: { commitmentId } });
  const { callId, evidence, dueDate, companyRecordId } = promise;
  const quotes = await readQuotes({ ctx, callId, baseUrl });
  const company = companyRecordId === null ? null : await getRecord({ ctx, input: { recordId: companyRecordId } });
  return {
    kind: 'commitment_due',
    commitmentId,
    text: promise.text,
    owner: promise.owner,
    side: promise.side,
    due: dueDate,
    isOverdue: dueDate !== null && dueDate < ctx.clock.now().toISOString().slice(0, 10),
    account: company?.name ?? null,
    quote: quotes(evidence),
    state: promise.state,
  };
}
