import type { CrmDealActivity } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { type ConnectedContext, type Context, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { and, asc, eq, inArray, isNull, lt, notInArray, or, sql } from '#platform/sql';
import { listDefinitions } from '../list-definitions.ts';
import { liveRecord } from '../live-record.ts';
import { crmActivities, crmRecords } from '../tables.ts';

const dealsPerPage = 50;
const rowsPerStatement = 500;
/** A new activity does not always move the time of its deal's last change. */
const staleAfterMs = 6 * 3_600_000;
/** The CRM's clock is not ours. */
const overlapMs = 5 * 60_000;

export interface SyncedActivities {
  readonly deals: number;
  readonly activities: number;
  /** Whether no further deal waits. */
  readonly done: boolean;
}

interface Deal {
  readonly id: string;
  readonly externalId: string;
}

/**
 * Reads the activities of open deals that have changed since they were read, or were not read for six hours: one page
 * of deals a call. The CRM is asked before, never within, the transaction.
 */
export async function syncActivities({ ctx }: { ctx: ConnectedContext }): Promise<SyncedActivities> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'crm_record', id: null } });
  const crm = requireConnection(ctx.connections.crm);
  const startedAt = ctx.clock.now();
  const deals = await dueDeals({ ctx, now: startedAt });
  if (deals.length === 0) return { deals: 0, activities: 0, done: true };
  const activities = await crm.listActivities({ dealExternalIds: deals.map(({ externalId }) => externalId) });
  await transact({ ctx }, async (inner) => {
    await store({ ctx: inner, deals, activities, startedAt });
    await audit({
      ctx: inner,
      action: 'crm.activities_read',
      resource: { type: 'workspace', id: inner.workspaceId },
      details: { deals: deals.length, activities: activities.length },
    });
  });
  return { deals: deals.length, activities: activities.length, done: deals.length < dealsPerPage };
}

async function dueDeals({ ctx, now }: { ctx: Context; now: Date }): Promise<Deal[]> {
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const closed = pipelines.flatMap(({ stages }) => stages.filter(({ isClosed }) => isClosed));
  const stage = sql<string>`coalesce(${crmRecords.properties}->>'dealstage', '')`;
  return ctx.db
    .select({ id: crmRecords.id, externalId: crmRecords.externalId })
    .from(crmRecords)
    .where(
      and(
        liveRecord({ ctx, objectType: 'deal' }),
        closed.length === 0
          ? undefined
          : notInArray(
              stage,
              closed.map(({ externalId }) => externalId),
            ),
        or(
          isNull(crmRecords.activitiesSyncedAt),
          lt(crmRecords.activitiesSyncedAt, new Date(now.getTime() - staleAfterMs)),
          sql`${crmRecords.activitiesSyncedAt} < ${crmRecords.updatedAtSource} + ${`${overlapMs} milliseconds`}::interval
            and ${crmRecords.activitiesSyncedAt} < ${new Date(now.getTime() - overlapMs).toISOString()}::timestamptz`,
        ),
      ),
    )
    .orderBy(asc(crmRecords.id))
    .limit(dealsPerPage);
}

/** What was read takes the place of what there was: an activity that is gone is gone here. */
async function store({
  ctx,
  deals,
  activities,
  startedAt,
}: {
  ctx: Context;
  deals: readonly Deal[];
  activities: readonly CrmDealActivity[];
  startedAt: Date;
}): Promise<void> {
  const ids = deals.map(({ id }) => id);
  const recordIds = new Map(deals.map(({ id, externalId }) => [externalId, id]));
  await ctx.db
    .delete(crmActivities)
    .where(and(eq(crmActivities.workspaceId, ctx.workspaceId), inArray(crmActivities.recordId, ids)));
  const rows = activities.flatMap(({ dealExternalId, at, ...activity }) => {
    const recordId = recordIds.get(dealExternalId);
    return recordId === undefined ? [] : [{ ...activity, workspaceId: ctx.workspaceId, recordId, at: new Date(at) }];
  });
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await ctx.db
      .insert(crmActivities)
      .values(rows.slice(start, start + rowsPerStatement))
      .onConflictDoNothing();
  }
  const isRead = and(eq(crmRecords.workspaceId, ctx.workspaceId), inArray(crmRecords.id, ids));
  // In the order of lock-rows.ts.
  const order = asc(crmRecords.id);
  await ctx.db.select({ id: crmRecords.id }).from(crmRecords).where(isRead).orderBy(order).for('no key update');
  await ctx.db.update(crmRecords).set({ activitiesSyncedAt: startedAt }).where(isRead);
}
