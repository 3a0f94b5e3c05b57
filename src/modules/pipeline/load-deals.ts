import { z } from 'zod';
import { crmPropertyChanges, crmRecords } from '#modules/crm';
import type { Context } from '#platform/context';
import { and, asc, eq, gt, inArray, type SQL, sql } from '#platform/sql';
import { type DatedValue, type DealHistory, type TrackedProperty, trackedProperties } from './deal-history.ts';

type Row = typeof crmRecords.$inferSelect;

const Tracked = z.enum(trackedProperties);

/** A page of all deals of the mirror, also of those that are gone, behind the record with that id. */
export async function loadDeals({
  ctx,
  after,
  limit,
  dayOf,
  currency,
  goneSince,
  where,
}: {
  ctx: Context;
  after: string;
  limit: number;
  dayOf: (instant: Date) => string;
  currency: string;
  /** Of a merged record nobody knows the day: it is not there from this one on. */
  goneSince: string;
  /** Which of them; all where it is left out. */
  where?: SQL | undefined;
}): Promise<DealHistory[]> {
  const rows = await ctx.db
    .select()
    .from(crmRecords)
    .where(
      and(
        eq(crmRecords.workspaceId, ctx.workspaceId),
        eq(crmRecords.objectType, 'deal'),
        gt(crmRecords.id, after),
        where,
      ),
    )
    .orderBy(asc(crmRecords.id))
    .limit(limit);
  const changes = await loadChanges({ ctx, recordIds: rows.map(({ id }) => id), dayOf });
  return rows.map((row) => ({
    recordId: row.id,
    createdDay: dayOf(row.createdAtSource),
    goneFrom: goneFrom({ row, dayOf, goneSince }),
    currency: currencyOf({ properties: row.properties, currency }),
    now: nowOf(row),
    changes: changes.get(row.id) ?? {},
  }));
}

/** As the deal names it, or that of the workspace. */
export function currencyOf({ properties, currency }: { properties: Row['properties']; currency: string }): string {
  const named = (properties['deal_currency_code'] ?? '').trim().toUpperCase();
  return named === '' ? currency : named;
}

function goneFrom({
  row,
  dayOf,
  goneSince,
}: {
  row: Row;
  dayOf: (instant: Date) => string;
  goneSince: string;
}): string | null {
  const ends = [row.archivedAt, row.vanishedAt].flatMap((instant) => (instant === null ? [] : [dayOf(instant)]));
  if (row.mergedInto !== null) ends.push(goneSince);
  return ends.sort()[0] ?? null;
}

function nowOf({ properties, ownerId }: Row): DealHistory['now'] {
  return {
    dealstage: properties['dealstage'] ?? null,
    amount: properties['amount'] ?? null,
    closedate: properties['closedate'] ?? null,
    pipeline: properties['pipeline'] ?? null,
    hubspot_owner_id: ownerId,
  };
}

async function loadChanges({
  ctx,
  recordIds,
  dayOf,
}: {
  ctx: Context;
  recordIds: readonly string[];
  dayOf: (instant: Date) => string;
}): Promise<ReadonlyMap<string, Partial<Record<TrackedProperty, DatedValue[]>>>> {
  const found = new Map<string, Partial<Record<TrackedProperty, DatedValue[]>>>();
  if (recordIds.length === 0) return found;
  const rows = await ctx.db
    .select({
      recordId: crmPropertyChanges.recordId,
      property: crmPropertyChanges.property,
      at: crmPropertyChanges.at,
      value: crmPropertyChanges.value,
    })
    .from(crmPropertyChanges)
    .where(
      and(
        eq(crmPropertyChanges.workspaceId, ctx.workspaceId),
        inArray(crmPropertyChanges.recordId, [...recordIds]),
        inArray(crmPropertyChanges.property, [...trackedProperties]),
      ),
    )
    .orderBy(crmPropertyChanges.recordId, asc(crmPropertyChanges.at), asc(crmPropertyChanges.position));
  for (const { recordId, property, at, value } of rows) {
    const ofDeal = found.get(recordId) ?? {};
    const name = Tracked.parse(property);
    ofDeal[name] = [...(ofDeal[name] ?? []), { day: dayOf(at), value }];
    found.set(recordId, ofDeal);
  }
  return found;
}

/** The first day of which the history of stages tells; null where it tells of none. */
export async function firstDayKnown({
  ctx,
  dayOf,
}: {
  ctx: Context;
  dayOf: (instant: Date) => string;
}): Promise<string | null> {
  const [row] = await ctx.db
    .select({ at: sql<string | null>`min(${crmPropertyChanges.at})::text` })
    .from(crmPropertyChanges)
    .innerJoin(crmRecords, eq(crmRecords.id, crmPropertyChanges.recordId))
    .where(
      and(
        eq(crmPropertyChanges.workspaceId, ctx.workspaceId),
        eq(crmPropertyChanges.property, 'dealstage'),
        eq(crmRecords.objectType, 'deal'),
      ),
    );
  const at = row?.at ?? null;
  return at === null ? null : dayOf(new Date(at));
}
