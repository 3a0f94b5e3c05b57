import type { ChangeState } from '#contracts';
import { type Context, recordedActor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { mayMove } from './change-moves.ts';
import { changeMoveRecords, changes } from './tables.ts';

export type ChangeRow = typeof changes.$inferSelect;

/**
 * Moves a change and records who did and why; the one way in which a change changes its state. Call it in a transaction.
 * Throws `change.move-not-allowed` where the list of moves has no such one, or another was quicker.
 */
export async function moveChange({
  ctx,
  change,
  to,
  reason,
  set = {},
}: {
  ctx: Context;
  change: Pick<ChangeRow, 'id' | 'state'>;
  to: ChangeState;
  reason: string | null;
  set?: Partial<Omit<typeof changes.$inferInsert, 'id' | 'state'>>;
}): Promise<void> {
  const now = ctx.clock.now();
  if (!mayMove({ from: change.state, to })) throw notAllowed({ change, to });
  const moved = await ctx.db
    .update(changes)
    .set({ ...set, state: to, updatedAt: now })
    .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.id, change.id), eq(changes.state, change.state)))
    .returning({ id: changes.id });
  if (moved.length === 0) {
    throw new SophiaError(
      'change.move-not-allowed',
      `Expected the change ${change.id} to be ${change.state} still, and somebody else has just moved it.`,
    );
  }
  await recordMoves({ ctx, moves: [{ changeId: change.id, from: change.state, to, reason }] });
}

export interface RecordedMove {
  readonly changeId: string;
  /** Null for a change that has just been made. */
  readonly from: ChangeState | null;
  readonly to: ChangeState;
  readonly reason: string | null;
}

/** The lines in the histories of changes. */
export async function recordMoves({ ctx, moves }: { ctx: Context; moves: readonly RecordedMove[] }): Promise<void> {
  if (moves.length === 0) return;
  await ctx.db.insert(changeMoveRecords).values(
    moves.map(({ changeId, from, to, reason }) => ({
      id: ctx.ids.create('changeMove'),
      workspaceId: ctx.workspaceId,
      changeId,
      fromState: from,
      toState: to,
      actor: recordedActor(ctx.actor),
      reason,
      at: ctx.clock.now(),
    })),
  );
}

function notAllowed({ change, to }: { change: Pick<ChangeRow, 'id' | 'state'>; to: ChangeState }): SophiaError {
  return new SophiaError(
    'change.move-not-allowed',
    `The change ${change.id} is ${change.state} and cannot become ${to}.`,
    {
      details: { changeId: change.id, state: change.state, to },
    },
  );
}
