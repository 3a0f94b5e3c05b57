import { z } from 'zod';
import { authorise } from '#modules/access';
import { dismissDuplicate, findDuplicate } from '#modules/crm';
import { parseInput } from '#platform/errors';
import type { ChangeContext } from '../change-context.ts';
import { decideChanges } from '../decide-changes.ts';
import { getChangeSet } from '../get-change-set.ts';

const RejectDuplicateInput = z.strictObject({
  reference: z.string().min(1),
  reason: z.string().min(1).max(1000).nullable(),
});
type RejectDuplicateInput = z.infer<typeof RejectDuplicateInput>;

/** A person says that two records are two: it is remembered, and what waits for a word on them is turned down. */
export async function rejectDuplicate({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: RejectDuplicateInput;
}): Promise<{ duplicateId: string; rejectedChanges: number }> {
  authorise({ ctx, action: 'duplicate.dismiss', resource: { type: 'duplicate', id: input.reference } });
  const { reference, reason } = parseInput({ schema: RejectDuplicateInput, input, what: 'a pair' });
  const { duplicateId } = await findDuplicate({ ctx, input: { reference } });
  const { changeSetId } = await dismissDuplicate({ ctx, input: { duplicateId, reason } });
  if (changeSetId === null) return { duplicateId, rejectedChanges: 0 };
  const { changes } = await getChangeSet({ ctx, input: { changeSetId } });
  const decisions = changes
    .filter(({ state }) => state === 'waiting')
    .map(({ changeId }) => ({ changeId, decision: 'reject' as const, value: null, reason }));
  if (decisions.length > 0) await decideChanges({ ctx, input: { changeSetId, decisions } });
  return { duplicateId, rejectedChanges: decisions.length };
}
