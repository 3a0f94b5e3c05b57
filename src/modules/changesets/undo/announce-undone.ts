import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import type { ChangeContext } from '../change-context.ts';
import type { ChangeRow } from '../move-change.ts';
import type { UndoOutcome, UndoRight } from './undo-outcome.ts';

/** Announces each set of which something was taken back. */
export async function announceUndone({
  ctx,
  chosen,
  results,
  right,
}: {
  ctx: ChangeContext;
  chosen: readonly ChangeRow[];
  results: readonly (UndoOutcome & { changeId: string })[];
  right: UndoRight;
}): Promise<void> {
  authorise({ ctx, action: right, resource: { type: 'change_set', id: null } });
  const undone = new Set(results.filter(({ state }) => state === 'undone').map(({ changeId }) => changeId));
  const sets = new Set(chosen.filter(({ id }) => undone.has(id)).map(({ changeSetId }) => changeSetId));
  await transact({ ctx }, async (inner) => {
    for (const changeSetId of sets) {
      await publish({ ctx: inner, event: { type: 'change_set.undone', changeSetId } });
      await audit({ ctx: inner, action: 'change_set.undone', resource: { type: 'change_set', id: changeSetId } });
    }
  });
}
