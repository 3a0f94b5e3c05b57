import type { CallSummary } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, desc, eq, lt } from '#platform/sql';
import { type CallFilter, callConditions } from './call-conditions.ts';
import { calls, callVersions } from './tables.ts';
import { summaryColumns, toCallSummary } from './to-call-summary.ts';

/** Calls of the workspace, newest import first, at most `limit` of them, before the given id and as the filters say. */
export async function listCalls({
  ctx,
  input,
}: Verb<{ limit: number; beforeCallId: string | null; only?: CallFilter }>): Promise<{
  calls: CallSummary[];
  nextBefore: string | null;
}> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  const rows = await ctx.db
    .select(summaryColumns)
    .from(calls)
    .innerJoin(callVersions, and(eq(callVersions.callId, calls.id), eq(callVersions.version, calls.currentVersion)))
    .where(
      and(
        ...callConditions({ ctx, only: input.only ?? {} }),
        seenCall(ctx, calls.id),
        input.beforeCallId === null ? undefined : lt(calls.id, input.beforeCallId),
      ),
    )
    .orderBy(desc(calls.id))
    .limit(input.limit);
  const summaries = rows.map(toCallSummary);
  return { calls: summaries, nextBefore: rows.length === input.limit ? (rows.at(-1)?.call.id ?? null) : null };
}
