import type { Tracker, TrackerFilter } from '#contracts';
import { authorise, isBounded, seenRecordId } from '#modules/access';
import { crmRecords } from '#modules/crm';
import { teamsSeen } from '#modules/pipeline';
import type { Context, Verb } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { loadTrackers } from './load-trackers.ts';

/** The trackers in force in the workspace, by name. A deal or a team that the actor does not see has no name in a filter. */
export async function listTrackers({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ trackers: Tracker[] }> {
  authorise({ ctx, action: 'tracker.read', resource: { type: 'tracker', id: null } });
  const trackers = await loadTrackers({ ctx });
  const seen = await seenRecordsOf({ ctx, trackers });
  function asSeen(record: TrackerFilter['deal']): TrackerFilter['deal'] {
    if (record === null || seen === null || seen.has(record.recordId ?? '')) return record;
    return { recordId: null, name: null };
  }
  const ownTeams = isBounded(ctx) ? new Set((await teamsSeen(ctx)).map(({ id }) => id)) : null;
  function teamAsSeen(team: TrackerFilter['team']): TrackerFilter['team'] {
    const id = team?.id ?? '';
    if (team === null || ownTeams === null || id.startsWith('crm:') || ownTeams.has(id)) return team;
    return { id: null, label: null };
  }
  return {
    trackers: trackers.map(({ definition, ...tracker }) => {
      const { account, deal, team, ...rest } = definition.filter;
      const filter = { ...rest, account: asSeen(account), deal: asSeen(deal), team: teamAsSeen(team) };
      return {
        ...tracker,
        definition: { ...definition, filter },
      };
    }),
  };
}

/** Of the records in their filters those that the actor sees; null for whoever sees all of them. */
async function seenRecordsOf({
  ctx,
  trackers,
}: {
  ctx: Context;
  trackers: readonly Tracker[];
}): Promise<ReadonlySet<string> | null> {
  const condition = seenRecordId(ctx, crmRecords.id);
  if (condition === undefined) return null;
  const named = trackers.flatMap(({ definition: { filter } }) =>
    [filter.account, filter.deal].flatMap((record) => record?.recordId ?? []),
  );
  if (named.length === 0) return new Set();
  const rows = await ctx.db
    .select({ id: crmRecords.id })
    .from(crmRecords)
    .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), inArray(crmRecords.id, named), condition));
  return new Set(rows.map(({ id }) => id));
}
