import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, lt } from '#platform/sql';
import { takenDeliveries } from './tables.ts';

/** As long as events are kept; what a replay tells of after that is known by the keys of the inbox. */
const keptMs = 90 * 86_400_000;

/** Forgets which deliveries were taken long ago. Returns how many. */
export async function sweepDeliveries({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ deleted: number }> {
  authorise({ ctx, action: 'upkeep.run', resource: { type: 'system', id: null } });
  const before = new Date(ctx.clock.now().getTime() - keptMs);
  const { rowCount } = await ctx.db
    .delete(takenDeliveries)
    .where(and(eq(takenDeliveries.workspaceId, ctx.workspaceId), lt(takenDeliveries.takenAt, before)));
  return { deleted: rowCount ?? 0 };
}
