import type { Context } from '#platform/context';
import { lockMatch } from './lock-match.ts';
import type { CallMatch } from './schema.ts';
import { callMatches } from './tables.ts';

/** The same for whoever looks first: with a row of its own, which nobody else writes before this has ended. */
export async function openMatch({ ctx, callId }: { ctx: Context; callId: string }): Promise<CallMatch | null> {
  const now = ctx.clock.now();
  const opened = await ctx.db
    .insert(callMatches)
    .values({ callId, workspaceId: ctx.workspaceId, state: 'unmatched', firstTriedAt: now, lastTriedAt: now })
    .onConflictDoNothing()
    .returning({ callId: callMatches.callId });
  return opened.length > 0 ? null : lockMatch({ ctx, callId });
}
