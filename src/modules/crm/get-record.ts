import { authorise, seenRecord } from '#modules/access';
import type { Verb } from '#platform/context';
import { buildOnce, type Database } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, type SQL, sql } from '#platform/sql';
import { type CrmRecordRow, RecordInput } from './schema.ts';
import { crmRecords } from './tables.ts';
import { toRecordRow } from './to-record-row.ts';

/** A record by our id, also one that is archived or gone. Throws `record.not-found`. */
export async function getRecord({ ctx, input }: Verb<RecordInput>): Promise<CrmRecordRow> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: input.recordId } });
  const { recordId } = parseInput({ schema: RecordInput, input, what: 'a record' });
  const seen = seenRecord(ctx, crmRecords);
  const statement = seen === undefined ? anyRecord(ctx.db) : recordById(ctx.db, seen);
  const [row] = await statement.execute({ workspaceId: ctx.workspaceId, recordId });
  if (row !== undefined) return toRecordRow(row, ctx);
  throw new SophiaError('record.not-found', `Expected a record of the CRM with the id ${recordId}, found none.`);
}

const anyRecord = buildOnce((db) => recordById(db, undefined));

function recordById(db: Database, seen: SQL | undefined) {
  const { workspaceId, id } = crmRecords;
  return db
    .select()
    .from(crmRecords)
    .where(and(eq(workspaceId, sql.placeholder('workspaceId')), eq(id, sql.placeholder('recordId')), seen))
    .prepare('');
}
