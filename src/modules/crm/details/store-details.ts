import type { CrmAssociation, CrmDetailType } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, inArray, or, sql } from '#platform/sql';
import { insertTies } from '../sync/insert-ties.ts';
import { crmAssociations, crmDetails } from '../tables.ts';
import type { ReadDetails } from './read-details.ts';

interface Storing {
  readonly ctx: Context;
  readonly source: string;
  readonly objectType: CrmDetailType;
}

const rowsPerStatement = 500;

/**
 * Puts what was read in the place of what there was, in ctx's transaction: what is gone or belongs to no deal any more
 * is deleted, not kept as gone. Returns how many are new, changed or deleted.
 */
export async function storeDetails({
  read,
  ...storing
}: Storing & { read: ReadDetails }): Promise<{ changed: number; vanished: number }> {
  const { records, ties, gone } = read;
  const ids = records.map(({ externalId }) => externalId);
  const dealsBefore = await dealsOf({ ...storing, ids });
  await removeTies({ ...storing, ids: [...ids, ...gone] });
  const vanished = await remove({ ...storing, ids: gone });
  const before = await knownDetails({ ...storing, ids });
  await upsert({ ...storing, records });
  // Those of line items are kept from the deal, as the deal's own reading keeps them.
  await insertTies({ ...storing, ties: ties.map(fromDeal) });
  const dealsNow = await dealsOf({ ...storing, ids });
  await noteAnew({ ...storing, ids: ids.filter((id) => dealsBefore.get(id) !== dealsNow.get(id)) });
  const changed = records.filter(({ externalId, updatedAt }) => before.get(externalId) !== updatedAt);
  return { changed: changed.length, vanished };
}

/** When those that are there were last changed, as the mirror has it. */
export async function knownDetails({
  ids,
  ...storing
}: Storing & { ids: readonly string[] }): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await storing.ctx.db
    .select({ externalId: crmDetails.externalId, updatedAt: crmDetails.updatedAtSource })
    .from(crmDetails)
    .where(isOf({ ...storing, ids }));
  return new Map(rows.map(({ externalId, updatedAt }) => [externalId, updatedAt.toISOString()]));
}

/** The deals that each e-mail belongs to, in one text that two can be compared by. */
async function dealsOf({
  ctx,
  source,
  objectType,
  ids,
}: Storing & { ids: readonly string[] }): Promise<ReadonlyMap<string, string>> {
  if (objectType !== 'email' || ids.length === 0) return new Map();
  const { fromType, fromExternalId, toType, toExternalId } = crmAssociations;
  const rows = await ctx.db
    .select({ id: fromExternalId, deals: sql<string>`string_agg(${toExternalId}, ' ' order by ${toExternalId})` })
    .from(crmAssociations)
    .where(
      and(
        eq(crmAssociations.workspaceId, ctx.workspaceId),
        eq(crmAssociations.source, source),
        eq(fromType, objectType),
        inArray(fromExternalId, [...ids]),
        eq(toType, 'deal'),
      ),
    )
    .groupBy(fromExternalId);
  return new Map(rows.map(({ id, deals }) => [id, deals]));
}

/** An e-mail that was moved speaks of another deal now. */
async function noteAnew(moved: Storing & { ids: readonly string[] }): Promise<void> {
  if (moved.ids.length === 0) return;
  await moved.ctx.db.update(crmDetails).set({ notedAt: null }).where(isOf(moved));
}

function isOf({ ctx, source, objectType, ids }: Storing & { ids: readonly string[] }) {
  return and(
    eq(crmDetails.workspaceId, ctx.workspaceId),
    eq(crmDetails.source, source),
    eq(crmDetails.objectType, objectType),
    inArray(crmDetails.externalId, [...ids]),
  );
}

async function remove({ ids, ...storing }: Storing & { ids: readonly string[] }): Promise<number> {
  if (ids.length === 0) return 0;
  const rows = await storing.ctx.db
    .delete(crmDetails)
    .where(isOf({ ...storing, ids }))
    .returning({ id: crmDetails.id });
  return rows.length;
}

async function upsert({ ctx, source, objectType, records }: Storing & Pick<ReadDetails, 'records'>): Promise<void> {
  const now = ctx.clock.now();
  // In one order for every process, so that two which store the same do not deadlock.
  const ordered = records.toSorted((one, other) => (one.externalId < other.externalId ? -1 : 1));
  const rows = ordered.map(({ externalId, properties, createdAt, updatedAt }) => ({
    id: ctx.ids.create('crmDetail'),
    workspaceId: ctx.workspaceId,
    source,
    objectType,
    externalId,
    properties,
    createdAtSource: new Date(createdAt),
    updatedAtSource: new Date(updatedAt),
    syncedAt: now,
  }));
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await ctx.db
      .insert(crmDetails)
      .values(rows.slice(start, start + rowsPerStatement))
      .onConflictDoUpdate({
        target: [crmDetails.workspaceId, crmDetails.source, crmDetails.objectType, crmDetails.externalId],
        set: {
          properties: sql`excluded.properties`,
          updatedAtSource: sql`excluded.updated_at_source`,
          syncedAt: now,
          notedAt: sql`case when ${crmDetails.properties} = excluded.properties then ${crmDetails.notedAt} end`,
        },
      });
  }
}

function fromDeal({ from, to, labels }: CrmAssociation): CrmAssociation {
  return from.objectType === 'line_item' ? { from: to, to: from, labels } : { from, to, labels };
}

async function removeTies({ ctx, source, objectType, ids }: Storing & { ids: readonly string[] }): Promise<void> {
  if (ids.length === 0) return;
  const { fromType, fromExternalId, toType, toExternalId } = crmAssociations;
  const end =
    objectType === 'line_item'
      ? and(eq(toType, objectType), inArray(toExternalId, [...ids]))
      : or(and(eq(fromType, objectType), inArray(fromExternalId, [...ids])));
  await ctx.db
    .delete(crmAssociations)
    .where(and(eq(crmAssociations.workspaceId, ctx.workspaceId), eq(crmAssociations.source, source), end));
}
