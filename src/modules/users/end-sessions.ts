import type { Context } from '#platform/context';
import { and, eq, gt, isNull } from '#platform/sql';
import { sessions } from './tables.ts';

type Reason = NonNullable<(typeof sessions.$inferSelect)['endedBecause']>;

/** Ends every session of somebody, in ctx's transaction, at once; returns which. */
export async function endSessions(
  ctx: Context,
  { userId, because }: { userId: string; because: Reason },
): Promise<string[]> {
  const now = ctx.clock.now();
  const ended = await ctx.db
    .update(sessions)
    .set({ endedAt: now, endedBecause: because })
    .where(
      and(
        eq(sessions.workspaceId, ctx.workspaceId),
        eq(sessions.userId, userId),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, now),
      ),
    )
    .returning({ id: sessions.id });
  return ended.map(({ id }) => id);
}
