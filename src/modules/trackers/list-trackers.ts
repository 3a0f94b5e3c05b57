import type { Tracker, TrackerFilter } from '#contracts';
import { authorise, seenRecordId } from '#modules/access';
import { crmRecords } from '#modules/crm';
import type { Context, Verb } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { loadTrackers } from './load-trackers.ts';

/** The trackers in force in the workspace, by name. A deal that the actor does not see has no name in a filter. */
export async function listTrackers({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ trackers: Tracker[] }> {
  authorise({ ctx, action: 'tracker.read', resource: { type: 'tracker', id: null } });
  const trackers = await loadTrackers({ ctx });
  const seen = await seenRecordsOf({ ctx, trackers });
  function asSeen(record: TrackerFilter['deal']): TrackerFilter['deal'] {
    if (record === null || seen === null || seen.has(record.recordId ?? '')) return record;
    return { recordId: null, name: null };
  }
  return {
    trackers: trackers.map(({ definition, ...tracker }) => {
      const { account, deal, ...filter } = definition.filter;
      return {
        ...tracker,
        definition: { ...definition, filter: { ...filter, account: asSeen(account), deal: asSeen(deal) } },
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
