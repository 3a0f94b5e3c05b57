import { z } from 'zod';
import type { CrmDealActivity } from '#contracts';
import { authorise } from '#modules/access';
import { readSyncCursor, saveSyncCursor } from '#modules/intake';
import { audit } from '#platform/audit';
import { type ConnectedContext, type Context, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { and, eq, inArray, isNotNull } from '#platform/sql';
import { liveRecord } from '../live-record.ts';
import { crmActivities, crmRecords } from '../tables.ts';

const stream = 'meetings';
/** The CRM's index may lag; what is read twice by it is the same. */
const overlapMs = 5 * 60_000;
/** The activities of deals are read whole every six hours: what is older than that is known. */
const firstLookMs = 6 * 3_600_000;

const Position = z.object({ through: z.iso.datetime() });

/**
 * Reads the meetings that were made, moved or called off since the last look, also of deals that are otherwise as they
 * were. Deals whose activities were never read are left to that reading. The CRM is asked before the transaction.
 */
export async function syncMeetings({ ctx }: { ctx: ConnectedContext }): Promise<{ meetings: number }> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'crm_record', id: null } });
  const crm = requireConnection(ctx.connections.crm);
  const startedAt = ctx.clock.now();
  const since = await sinceOf({ ctx, source: crm.name, startedAt });
  const externalIds: string[] = [];
  const activities: CrmDealActivity[] = [];
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const page: Awaited<ReturnType<typeof crm.listChangedMeetings>> = await crm.listChangedMeetings({ since, cursor });
    externalIds.push(...page.externalIds);
    activities.push(...page.activities);
    cursor = page.cursor;
  }
  const position = { through: startedAt.toISOString() };
  await transact({ ctx }, async (inner) => {
    const changed = await store({ ctx: inner, externalIds, activities });
    await saveSyncCursor({ ctx: inner, input: { source: crm.name, stream, position, count: externalIds.length } });
    if (changed === 0) return;
    await audit({
      ctx: inner,
      action: 'crm.meetings_read',
      resource: { type: 'workspace', id: inner.workspaceId },
      details: { meetings: externalIds.length },
    });
  });
  return { meetings: externalIds.length };
}

async function sinceOf({ ctx, source, startedAt }: { ctx: Context; source: string; startedAt: Date }): Promise<Date> {
  const known = await readSyncCursor({ ctx, input: { source, stream } });
  const fromMs =
    known === null ? startedAt.getTime() - firstLookMs : Date.parse(Position.parse(known.position).through) - overlapMs;
  return new Date(fromMs);
}

/** What was read takes the place of what there was. Returns how many rows went or came. */
async function store({
  ctx,
  externalIds,
  activities,
}: {
  ctx: Context;
  externalIds: readonly string[];
  activities: readonly CrmDealActivity[];
}): Promise<number> {
  if (externalIds.length === 0) return 0;
  const gone = await ctx.db
    .delete(crmActivities)
    .where(
      and(
        eq(crmActivities.workspaceId, ctx.workspaceId),
        eq(crmActivities.kind, 'meeting'),
        inArray(crmActivities.externalId, [...externalIds]),
      ),
    )
    .returning({ recordId: crmActivities.recordId });
  const dealIds = [...new Set(activities.map(({ dealExternalId }) => dealExternalId))];
  if (dealIds.length === 0) return gone.length;
  const deals = await ctx.db
    .select({ id: crmRecords.id, externalId: crmRecords.externalId })
    .from(crmRecords)
    .where(
      and(
        liveRecord({ ctx, objectType: 'deal' }),
        isNotNull(crmRecords.activitiesSyncedAt),
        inArray(crmRecords.externalId, dealIds),
      ),
    );
  const recordIds = new Map(deals.map(({ id, externalId }) => [externalId, id]));
  const rows = activities.flatMap(({ dealExternalId, at, ...activity }) => {
    const recordId = recordIds.get(dealExternalId);
    return recordId === undefined ? [] : [{ ...activity, workspaceId: ctx.workspaceId, recordId, at: new Date(at) }];
  });
  if (rows.length > 0) await ctx.db.insert(crmActivities).values(rows).onConflictDoNothing();
  return gone.length + rows.length;
}
