import type { Context } from '#platform/context';
import { assertNoTransactionHeld, effects } from '#platform/db';
import { and, eq } from '#platform/sql';

/**
 * Takes back what an effect left outside, whatever process made it, so that it can be made anew; nothing where it is not
 * known to be done. `undo` may run twice for the same trace.
 */
export async function undoEffect({
  ctx,
  target,
  key,
  undo,
}: {
  ctx: Context;
  target: string;
  key: string;
  undo: (externalId: string) => Promise<void>;
}): Promise<void> {
  assertNoTransactionHeld('take something outside back');
  const isIt = and(eq(effects.workspaceId, ctx.workspaceId), eq(effects.target, target), eq(effects.key, key));
  const isDone = and(isIt, eq(effects.state, 'done'));
  const [row] = await ctx.db.select({ externalId: effects.externalId }).from(effects).where(isDone);
  const externalId = row?.externalId ?? null;
  if (externalId === null) return;
  await undo(externalId);
  const undone = { state: 'intended' as const, externalId: null, updatedAt: ctx.clock.now() };
  await ctx.db.update(effects).set(undone).where(isDone);
}
