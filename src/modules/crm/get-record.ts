import { authorise, seenRecord } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { type CrmRecordRow, RecordInput } from './schema.ts';
import { crmRecords } from './tables.ts';
import { toRecordRow } from './to-record-row.ts';

/** A record by our id, also one that is archived or gone. Throws `record.not-found`. */
export async function getRecord({ ctx, input }: Verb<RecordInput>): Promise<CrmRecordRow> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: input.recordId } });
  const { recordId } = parseInput({ schema: RecordInput, input, what: 'a record' });
  const [row] = await ctx.db
    .select()
    .from(crmRecords)
    .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), eq(crmRecords.id, recordId), seenRecord(ctx, crmRecords)));
  if (row !== undefined) return toRecordRow(row, ctx);
  throw new SophiaError('record.not-found', `Expected a record of the CRM with the id ${recordId}, found none.`);
}
