import { authorise, seenRecord } from '#modules/access';
import type { Verb } from '#platform/context';
import { buildOnce, type Database } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, type SQL, sql } from '#platform/sql';
import { type CrmRecordRow, ExternalRecordInput } from './schema.ts';
import { crmRecords } from './tables.ts';
import { toRecordRow } from './to-record-row.ts';

/** A record by its id in the CRM, also one that is archived or gone; null where the mirror has never seen it. */
export async function findRecord({ ctx, input }: Verb<ExternalRecordInput>): Promise<CrmRecordRow | null> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { objectType, externalId } = parseInput({ schema: ExternalRecordInput, input, what: 'a record of the CRM' });
  const seen = seenRecord(ctx, crmRecords);
  const statement = seen === undefined ? anyRecord(ctx.db) : recordInCrm(ctx.db, seen);
  const [row] = await statement.execute({ workspaceId: ctx.workspaceId, objectType, externalId });
  return row === undefined ? null : toRecordRow(row, ctx);
}

const anyRecord = buildOnce((db) => recordInCrm(db, undefined));

function recordInCrm(db: Database, seen: SQL | undefined) {
  return db
    .select()
    .from(crmRecords)
    .where(
      and(
        eq(crmRecords.workspaceId, sql.placeholder('workspaceId')),
        seen,
        eq(crmRecords.objectType, sql.placeholder('objectType')),
        eq(crmRecords.externalId, sql.placeholder('externalId')),
      ),
    )
    .prepare('');
}
