import type { CallSummary } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, desc, eq, type SQL, sql } from '#platform/sql';
import { type CallFilter, callConditions } from './call-conditions.ts';
import { calls, callVersions } from './tables.ts';
import { summaryColumns, toCallSummary } from './to-call-summary.ts';

// As the index of this order has them: a page is read from where the one before it ended.
const dayKey = sql`coalesce(${calls.callDate}, '-infinity'::date)`;
const startKey = sql`coalesce(${calls.startedAt}, '-infinity'::timestamptz)`;

/**
 * Calls of the workspace as the filters say, by their day and start, newest first, those without a day last; at most `limit`
 * of them, behind the given one. Throws `call.not-found` where that one is gone.
 */
export async function listCalls({
  ctx,
  input,
}: Verb<{ limit: number; beforeCallId: string | null; only?: CallFilter }>): Promise<{
  calls: CallSummary[];
  nextBefore: string | null;
}> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  const { beforeCallId } = input;
  const behind = beforeCallId === null ? undefined : await behindCall({ ctx, callId: beforeCallId });
  const rows = await ctx.db
    .select(summaryColumns)
    .from(calls)
    .innerJoin(callVersions, and(eq(callVersions.callId, calls.id), eq(callVersions.version, calls.currentVersion)))
    .where(and(...callConditions({ ctx, only: input.only ?? {} }), seenCall(ctx, calls.id), behind))
    .orderBy(desc(dayKey), desc(startKey), desc(calls.id))
    .limit(input.limit);
  const summaries = rows.map(toCallSummary);
  return { calls: summaries, nextBefore: rows.length === input.limit ? (rows.at(-1)?.call.id ?? null) : null };
}

/** What a call has to be to stand behind this one in the list, which is only read from one that the actor sees. */
async function behindCall({ ctx, callId }: { ctx: Context; callId: string }): Promise<SQL> {
  const [found] = await ctx.db
    .select({ day: sql<string>`${dayKey}::text`, start: sql<string>`${startKey}::text` })
    .from(calls)
    .where(and(eq(calls.workspaceId, ctx.workspaceId), eq(calls.id, callId), seenCall(ctx, calls.id)));
  if (found === undefined) {
    throw new SophiaError(
      'call.not-found',
      `Expected a call ${callId} to go on behind, found none: it is gone. Begin the list anew.`,
      { details: { callId } },
    );
  }
  return sql`(${dayKey}, ${startKey}, ${calls.id}) < (${found.day}::date, ${found.start}::timestamptz, ${callId})`;
}
