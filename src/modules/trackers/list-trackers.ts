import { type Tracker, TrackerDefinition } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq, isNull } from '#platform/sql';
import { trackers } from './tables.ts';

/** The trackers in force in the workspace, by name. */
export async function listTrackers({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ trackers: Tracker[] }> {
  authorise({ ctx, action: 'tracker.read', resource: { type: 'tracker', id: null } });
  const rows = await ctx.db
    .select()
    .from(trackers)
    .where(and(eq(trackers.workspaceId, ctx.workspaceId), isNull(trackers.supersededAt)))
    .orderBy(asc(trackers.name));
  return {
    trackers: rows.map((row) => ({
      trackerId: row.id,
      name: row.name,
      definition: TrackerDefinition.parse(row.definition),
      createdAt: row.createdAt.toISOString(),
    })),
  };
}
