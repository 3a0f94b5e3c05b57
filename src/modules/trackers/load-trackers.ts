import { SavedTracker, type Tracker, type TrackerFilter } from '#contracts';
import type { Context } from '#platform/context';
import { and, asc, eq, isNull } from '#platform/sql';
import { trackers } from './tables.ts';

/** A filter that narrows nothing: that of every tracker saved before there were filters. */
const noFilter: TrackerFilter = {
  since: null,
  until: null,
  account: null,
  deal: null,
  stage: null,
  owner: null,
  team: null,
  source: null,
  minMinutes: null,
};

/** The trackers in force in the workspace as they were saved, by name. */
export async function loadTrackers({ ctx }: { ctx: Context }): Promise<Tracker[]> {
  const rows = await ctx.db
    .select()
    .from(trackers)
    .where(and(eq(trackers.workspaceId, ctx.workspaceId), isNull(trackers.supersededAt)))
    .orderBy(asc(trackers.name));
  return rows.map((row) => ({
    trackerId: row.id,
    name: row.name,
    definition: readDefinition(row.definition),
    createdAt: row.createdAt.toISOString(),
  }));
}

function readDefinition(definition: unknown): SavedTracker {
  return SavedTracker.parse({ filter: noFilter, ...Object(definition) });
}
