import type { Context } from '#platform/context';
import { and, eq } from '#platform/sql';
import { nameOfAsker } from './name-of-asker.ts';
import { assistantUnderWay } from './tables.ts';

/** A question in a conversation that may be stopped. */
export interface StoppableQuestion {
  readonly conversation: string;
  /** The place of the question in its channel's own time. */
  readonly askedAt: number;
  /** The conversations in which a word to stop ends it. */
  readonly stoppedIn: readonly string[];
}

/** Notes that a question is being answered. Returns how to note its end: up to where it was stopped, null where it was not. */
export async function noteUnderWay({
  ctx,
  question,
}: {
  ctx: Context;
  question: StoppableQuestion;
}): Promise<(stoppedUntil: number | null) => Promise<void>> {
  const { conversation, askedAt, stoppedIn } = question;
  const { workspaceId } = ctx;
  const askedBy = nameOfAsker(ctx);
  const table = assistantUnderWay;
  const noted = { stoppedIn, beganAt: ctx.clock.now() };
  await ctx.db
    .insert(table)
    .values({ workspaceId, askedBy, conversation, askedAt, ...noted })
    .onConflictDoUpdate({ target: [table.workspaceId, table.askedBy, table.conversation, table.askedAt], set: noted });
  const isIt = and(
    eq(table.workspaceId, workspaceId),
    eq(table.askedBy, askedBy),
    eq(table.conversation, conversation),
    eq(table.askedAt, askedAt),
  );
  return async (stoppedUntil) => {
    if (stoppedUntil === null) await ctx.db.delete(table).where(isIt);
    else await ctx.db.update(table).set({ stoppedUntil }).where(isIt);
  };
}
