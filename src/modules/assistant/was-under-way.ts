import type { StopAnswerInput } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, gt, gte, isNull, lte, or, sql } from '#platform/sql';
import { nameOfAsker } from './name-of-asker.ts';
import { assistantUnderWay } from './tables.ts';

/** What was noted longer ago was left by a process that died: no answer takes as long. */
const longestMs = 60 * 60_000;

/** Whether a word to stop found something of whoever acts to stop; the same however often the word is processed. */
export async function wasUnderWay({ ctx, stop }: { ctx: Context; stop: StopAnswerInput }): Promise<boolean> {
  const { workspaceId, askedBy, askedAt, stoppedIn, beganAt, stoppedUntil } = assistantUnderWay;
  const since = new Date(ctx.clock.now().getTime() - longestMs);
  const [row] = await ctx.db
    .select({ askedAt })
    .from(assistantUnderWay)
    .where(
      and(
        eq(workspaceId, ctx.workspaceId),
        eq(askedBy, nameOfAsker(ctx)),
        lte(askedAt, stop.askedUntil),
        sql`${stoppedIn} @> ${JSON.stringify([stop.conversation])}::jsonb`,
        or(and(isNull(stoppedUntil), gt(beganAt, since)), gte(stoppedUntil, stop.askedUntil)),
      ),
    )
    .limit(1);
  return row !== undefined;
}
