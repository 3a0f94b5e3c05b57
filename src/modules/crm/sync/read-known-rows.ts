import type { CrmRecordType } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { crmRecords } from '../tables.ts';

/** A record as its row has it. */
export type RecordRow = typeof crmRecords.$inferSelect;

/** The rows of the mirror for these ids of the CRM, by that id; what the mirror does not know is left out. */
export async function readKnownRows({
  ctx,
  source,
  objectType,
  externalIds,
}: {
  readonly ctx: Context;
  readonly source: string;
  readonly objectType: CrmRecordType;
  readonly externalIds: readonly string[];
}): Promise<ReadonlyMap<string, RecordRow>> {
  const rows = await ctx.db
    .select()
    .from(crmRecords)
    .where(
      and(
        eq(crmRecords.workspaceId, ctx.workspaceId),
        eq(crmRecords.source, source),
        eq(crmRecords.objectType, objectType),
        inArray(crmRecords.externalId, [...externalIds]),
      ),
    );
  return new Map(rows.map((row) => [row.externalId, row]));
}
