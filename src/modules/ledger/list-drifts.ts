import { authorise, isBounded } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, desc, eq, gte } from '#platform/sql';
import { Drift } from './drift.ts';
import { drifts } from './tables.ts';

/**
 * What was found to be otherwise than before, since a day (YYYY-MM-DD), the newest first. It is of the whole company:
 * whoever sees a part of the calls sees none of it.
 */
export async function listDrifts({ ctx, input }: Verb<{ since: string; limit: number }>): Promise<{ drifts: Drift[] }> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: null } });
  if (isBounded(ctx)) return { drifts: [] };
  const rows = await ctx.db
    .select()
    .from(drifts)
    .where(and(eq(drifts.workspaceId, ctx.workspaceId), gte(drifts.foundAt, new Date(`${input.since}T00:00:00Z`))))
    .orderBy(desc(drifts.foundAt), desc(drifts.id))
    .limit(input.limit);
  return { drifts: rows.map(toDrift) };
}

/** Rows and drifts meet here. */
export function toDrift({ id, source, what, lines, foundAt }: typeof drifts.$inferSelect): Drift {
  return Drift.parse({ driftId: id, source, what, lines, foundAt: foundAt.toISOString() });
}
