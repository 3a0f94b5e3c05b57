import type { CrmRecordType } from '#contracts';
import type { Context } from '#platform/context';
import { and, asc, eq, inArray } from '#platform/sql';
import { crmRecords } from '../tables.ts';

/**
 * Holds the rows of the mirror for these ids of the CRM until ctx's transaction ends. Whoever writes several rows calls
 * it first: all are locked in one order, so that two processes wait for each other and do not deadlock. What points at
 * the rows can still be written.
 */
export async function lockRows({
  ctx,
  source,
  objectType,
  externalIds,
}: {
  readonly ctx: Context;
  readonly source: string;
  readonly objectType: CrmRecordType;
  readonly externalIds: readonly string[];
}): Promise<void> {
  if (externalIds.length === 0) return;
  await ctx.db
    .select({ id: crmRecords.id })
    .from(crmRecords)
    .where(
      and(
        eq(crmRecords.workspaceId, ctx.workspaceId),
        eq(crmRecords.source, source),
        eq(crmRecords.objectType, objectType),
        inArray(crmRecords.externalId, [...externalIds]),
      ),
    )
    .orderBy(asc(crmRecords.id))
    .for('no key update');
}
