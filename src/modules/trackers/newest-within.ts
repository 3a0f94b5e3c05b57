import type { TrackerFilter } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import { calls, callVersions } from '#modules/calls';
import type { Context } from '#platform/context';
import { and, count, desc, eq, gte } from '#platform/sql';
import { conditionsOf } from './calls-within.ts';

interface FoundCall {
  readonly callId: string;
  readonly title: string | null;
  readonly sourceName: string;
}

/** The newest calls that a filter lets through, and how many of those that the actor sees it keeps out on the way. */
export async function newestWithin({
  ctx,
  filter,
  limit,
}: {
  ctx: Context;
  filter: TrackerFilter;
  limit: number;
}): Promise<{ within: FoundCall[]; filteredOut: number }> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  const conditions = await conditionsOf({ ctx, filter });
  const seen = and(eq(calls.workspaceId, ctx.workspaceId), seenCall(ctx, calls.id));
  const current = and(eq(callVersions.callId, calls.id), eq(callVersions.version, calls.currentVersion));
  const within = await ctx.db
    .select({ callId: calls.id, title: calls.title, sourceName: callVersions.sourceName })
    .from(calls)
    .innerJoin(callVersions, current)
    .where(and(seen, ...conditions))
    .orderBy(desc(calls.id))
    .limit(limit);
  if (conditions.length === 0) return { within, filteredOut: 0 };
  const last = within.length === limit ? within.at(-1) : undefined;
  const [looked] = await ctx.db
    .select({ count: count() })
    .from(calls)
    .where(and(seen, last === undefined ? undefined : gte(calls.id, last.callId)));
  return { within, filteredOut: Math.max(0, (looked?.count ?? 0) - within.length) };
}
