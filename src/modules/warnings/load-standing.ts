import type { Context } from '#platform/context';
import { and, eq, inArray, isNull } from '#platform/sql';
import { dealWarnings } from './tables.ts';

export type StandingWarning = typeof dealWarnings.$inferSelect;

/** The warnings that stand, by deal: of these deals, or of all. */
export async function loadStanding({
  ctx,
  recordIds,
}: {
  ctx: Context;
  recordIds: readonly string[] | null;
}): Promise<ReadonlyMap<string, readonly StandingWarning[]>> {
  const rows = await ctx.db
    .select()
    .from(dealWarnings)
    .where(
      and(
        eq(dealWarnings.workspaceId, ctx.workspaceId),
        recordIds === null ? undefined : inArray(dealWarnings.recordId, [...recordIds]),
        isNull(dealWarnings.clearedAt),
      ),
    );
  return Map.groupBy(rows, ({ recordId }) => recordId);
}
