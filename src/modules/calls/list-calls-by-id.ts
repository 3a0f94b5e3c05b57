import type { CallSummary } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { calls, callVersions } from './tables.ts';
import { summaryColumns, toCallSummary } from './to-call-summary.ts';

/** The calls with these ids, by id; one that is not there, or that the actor does not see, is absent. */
export async function listCallsById({
  ctx,
  input,
}: Verb<{ callIds: readonly string[] }>): Promise<ReadonlyMap<string, CallSummary>> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  if (input.callIds.length === 0) return new Map();
  const rows = await ctx.db
    .select(summaryColumns)
    .from(calls)
    .innerJoin(callVersions, and(eq(callVersions.callId, calls.id), eq(callVersions.version, calls.currentVersion)))
    .where(and(eq(calls.workspaceId, ctx.workspaceId), inArray(calls.id, [...input.callIds]), seenCall(ctx, calls.id)));
  return new Map(rows.map((row) => [row.call.id, toCallSummary(row)]));
}
