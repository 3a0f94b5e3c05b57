import { z } from 'zod';
import type { ChangeState } from '#contracts';
import { authorise } from '#modules/access';
import { listDuplicates, settleDuplicate } from '#modules/crm';
import { parseInput } from '#platform/errors';
import type { ChangeContext } from '../change-context.ts';
import { getChangeSet } from '../get-change-set.ts';

const SettleMergeInput = z.strictObject({ changeSetId: z.string().min(1) });
type SettleMergeInput = z.infer<typeof SettleMergeInput>;

/** What becomes of a pair once the merge that was proposed of it is settled; what is not answered is asked anew by hand. */
const stateAfter: Readonly<Partial<Record<ChangeState, 'merged' | 'rejected' | 'found'>>> = {
  applied: 'merged',
  rejected: 'rejected',
  expired: 'found',
  failed: 'found',
  not_applied: 'found',
  conflict: 'found',
};

/** Carries what became of a proposed merge over to the pair that it was about. */
export async function settleMerge({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: SettleMergeInput;
}): Promise<{ settled: number }> {
  authorise({ ctx, action: 'change_set.apply', resource: { type: 'change_set', id: input.changeSetId } });
  const { changeSetId } = parseInput({ schema: SettleMergeInput, input, what: 'a proposed merge' });
  const { changes } = await getChangeSet({ ctx, input: { changeSetId } });
  const state = changes.map((change) => stateAfter[change.state]).find((after) => after !== undefined);
  if (state === undefined) return { settled: 0 };
  const pairs = await listDuplicates({ ctx, input: { objectType: null, state: 'proposed', limit: 200, changeSetId } });
  for (const { duplicateId } of pairs) await settleDuplicate({ ctx, input: { duplicateId, state, changeSetId } });
  return { settled: pairs.length };
}
