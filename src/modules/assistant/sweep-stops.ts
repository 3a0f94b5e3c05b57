import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, lt } from '#platform/sql';
import { assistantStops } from './tables.ts';

/** No question is tried again for as long as this. */
const neededForMs = 48 * 60 * 60_000;

/** Deletes words to stop that no answer can be waiting for any more. Returns how many. */
export async function sweepStops({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ deleted: number }> {
  authorise({ ctx, action: 'upkeep.run', resource: { type: 'system', id: null } });
  const before = new Date(ctx.clock.now().getTime() - neededForMs);
  const { rowCount } = await ctx.db
    .delete(assistantStops)
    .where(and(eq(assistantStops.workspaceId, ctx.workspaceId), lt(assistantStops.stoppedAt, before)));
  return { deleted: rowCount ?? 0 };
}
