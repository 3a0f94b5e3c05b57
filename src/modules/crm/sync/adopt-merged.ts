import type { CrmRecord, CrmRecordType } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, inArray, or } from '#platform/sql';
import { splitValues } from '../normalize.ts';
import { crmAssociations, crmRecords } from '../tables.ts';
import { type RecordRow, readKnownRows } from './read-known-rows.ts';

interface Place {
  readonly ctx: Context;
  readonly source: string;
  readonly objectType: CrmRecordType;
}

/**
 * The CRM gives what it has made of two records an id that nobody knew. Our row of the first of them goes on under that
 * id, so that calls, promises and warnings stay with it; the old id is kept in a row that leads to it. The mirror's ties
 * to either of them follow at once. Call it in the transaction that stores the records.
 */
export async function adoptMerged({ records, ...place }: Place & { records: readonly CrmRecord[] }): Promise<void> {
  for (const { externalId, properties } of records) {
    const oldIds = splitValues(properties['hs_merged_object_ids']).filter((id) => id !== externalId);
    if (oldIds.length === 0) continue;
    const known = await readKnownRows({ ...place, externalIds: [externalId, ...oldIds] });
    const first = oldIds.map((id) => known.get(id)).find((row) => row !== undefined && row.mergedInto === null);
    if (first === undefined) continue;
    if (!known.has(externalId)) await goOnUnder({ ...place, row: first, externalId });
    await moveTies({ ...place, oldIds, externalId });
  }
}

async function goOnUnder({ ctx, row, externalId }: Place & { row: RecordRow; externalId: string }): Promise<void> {
  await ctx.db
    .update(crmRecords)
    // Its activities are those of both from now on, and are read when they are looked at next.
    .set({ externalId, activitiesSyncedAt: null })
    .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), eq(crmRecords.id, row.id)));
  await ctx.db.insert(crmRecords).values({ ...row, id: ctx.ids.create('crmRecord'), mergedInto: row.id });
}

async function moveTies({
  ctx,
  source,
  objectType,
  oldIds,
  externalId,
}: Place & { oldIds: readonly string[]; externalId: string }): Promise<void> {
  const isOfOurs = and(eq(crmAssociations.workspaceId, ctx.workspaceId), eq(crmAssociations.source, source));
  const from = and(eq(crmAssociations.fromType, objectType), inArray(crmAssociations.fromExternalId, [...oldIds]));
  const to = and(eq(crmAssociations.toType, objectType), inArray(crmAssociations.toExternalId, [...oldIds]));
  const ties = await ctx.db
    .select()
    .from(crmAssociations)
    .where(and(isOfOurs, or(from, to)));
  if (ties.length === 0) return;
  const moved = ties.map((tie) => ({
    ...tie,
    fromExternalId: isOld(tie.fromType, tie.fromExternalId) ? externalId : tie.fromExternalId,
    toExternalId: isOld(tie.toType, tie.toExternalId) ? externalId : tie.toExternalId,
  }));
  await ctx.db.insert(crmAssociations).values(moved).onConflictDoNothing();
  await ctx.db.delete(crmAssociations).where(and(isOfOurs, or(from, to)));

  function isOld(type: string, id: string): boolean {
    return type === objectType && oldIds.includes(id);
  }
}
