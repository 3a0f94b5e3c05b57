import type { Context } from '#platform/context';
import { and, eq } from '#platform/sql';
import { readMatch } from './read-match.ts';
import type { CallMatch } from './schema.ts';
import { callMatches } from './tables.ts';

/**
 * What is known of what a call is about, held until the transaction ends: what is said meanwhile waits, and is not
 * lost. Null where it was never looked for.
 */
export async function lockMatch({ ctx, callId }: { ctx: Context; callId: string }): Promise<CallMatch | null> {
  await ctx.db
    .select({ callId: callMatches.callId })
    .from(callMatches)
    .where(and(eq(callMatches.workspaceId, ctx.workspaceId), eq(callMatches.callId, callId)))
    .for('update');
  return readMatch({ ctx, callId });
}
