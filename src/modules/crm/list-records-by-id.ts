import { authorise, seenRecord } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import type { CrmRecordRow } from './schema.ts';
import { crmRecords } from './tables.ts';
import { toRecordRows } from './to-record-row.ts';

/** The records with these ids, by id, also those that are archived or gone; what the actor does not see is absent. */
export async function listRecordsById({
  ctx,
  input,
}: Verb<{ recordIds: readonly string[] }>): Promise<ReadonlyMap<string, CrmRecordRow>> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  if (input.recordIds.length === 0) return new Map();
  const rows = await ctx.db
    .select()
    .from(crmRecords)
    .where(
      and(
        eq(crmRecords.workspaceId, ctx.workspaceId),
        inArray(crmRecords.id, [...input.recordIds]),
        seenRecord(ctx, crmRecords),
      ),
    );
  const records = await toRecordRows(rows, ctx);
  return new Map(records.map((record) => [record.recordId, record]));
}
