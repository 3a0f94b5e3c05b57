import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import type { ChangeContext } from '../change-context.ts';
import type { ChangeRow } from '../move-change.ts';
import type { UndoOutcome, UndoRight } from './undo-outcome.ts';

/** Announces each set of which something was taken back, and each of which something was not: its cards say so to all. */
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
  const setOf = new Map(chosen.map(({ id, changeSetId }) => [id, changeSetId]));
  function setsWith(wanted: UndoOutcome['state']): Set<string> {
    const found = results.filter(({ state }) => state === wanted).map(({ changeId }) => setOf.get(changeId));
    return new Set(found.filter((changeSetId) => changeSetId !== undefined));
  }
  await transact({ ctx }, async (inner) => {
    for (const changeSetId of setsWith('undone')) {
      await publish({ ctx: inner, event: { type: 'change_set.undone', changeSetId } });
      await audit({ ctx: inner, action: 'change_set.undone', resource: { type: 'change_set', id: changeSetId } });
    }
    // What each change met with is in the trail already (`change.undo_settled`).
    for (const changeSetId of setsWith('undo_refused')) {
      await publish({ ctx: inner, event: { type: 'change_set.undo_refused', changeSetId } });
    }
  });
}
