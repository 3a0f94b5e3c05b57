import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, count, eq } from '#platform/sql';
import { calls } from './tables.ts';

/** How many calls the actor sees. */
export async function countCalls({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ total: number }> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  const [row] = await ctx.db
    .select({ total: count() })
    .from(calls)
    .where(and(eq(calls.workspaceId, ctx.workspaceId), seenCall(ctx, calls.id)));
  return { total: row?.total ?? 0 };
}
