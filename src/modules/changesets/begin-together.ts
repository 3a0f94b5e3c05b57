import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { and, eq, inArray } from '#platform/sql';
import type { JointChange } from './apply/joint-change.ts';
import { openAttempts } from './attempt.ts';
import type { ChangeContext } from './change-context.ts';
import { recordMoves } from './move-change.ts';
import { changes } from './tables.ts';

/** Takes the changes on, with a line for the attempt of each; those that another worker has just taken are left out. */
export async function beginTogether({
  ctx,
  joint,
}: {
  ctx: ChangeContext;
  joint: readonly JointChange[];
}): Promise<JointChange[]> {
  for (const { change } of joint) {
    authorise({ ctx, action: 'change_set.apply', resource: { type: 'change', id: change.id } });
  }
  return transact({ ctx }, async (inner) => {
    const ids = joint.map(({ change }) => change.id);
    const taken = await inner.db
      .update(changes)
      .set({ state: 'applying', updatedAt: inner.clock.now() })
      .where(
        and(
          eq(changes.workspaceId, inner.workspaceId),
          inArray(changes.id, ids),
          inArray(changes.state, ['proposed', 'approved']),
        ),
      )
      .returning({ id: changes.id });
    const takenIds = new Set(taken.map(({ id }) => id));
    const begun = joint.filter(({ change }) => takenIds.has(change.id));
    if (begun.length === 0) return [];
    await recordMoves({
      ctx: inner,
      moves: begun.map(({ change }) => ({ changeId: change.id, from: change.state, to: 'applying', reason: null })),
    });
    const attempts = await openAttempts({ ctx: inner, changes: begun.map(({ change }) => change) });
    await audit({
      ctx: inner,
      action: 'change.begun',
      resource: begun.map(({ change }) => ({ type: 'change', id: change.id })),
    });
    return begun.map((one) => ({
      ...one,
      attemptId: attempts.get(one.change.id) ?? '',
      change: { ...one.change, state: 'applying' },
    }));
  });
}
