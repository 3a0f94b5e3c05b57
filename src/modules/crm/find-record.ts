import { authorise, seenRecord } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { type CrmRecordRow, ExternalRecordInput } from './schema.ts';
import { crmRecords } from './tables.ts';
import { toRecordRow } from './to-record-row.ts';

/** A record by its id in the CRM, also one that is archived or gone; null where the mirror has never seen it. */
export async function findRecord({ ctx, input }: Verb<ExternalRecordInput>): Promise<CrmRecordRow | null> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { objectType, externalId } = parseInput({ schema: ExternalRecordInput, input, what: 'a record of the CRM' });
  const [row] = await ctx.db
    .select()
    .from(crmRecords)
    .where(
      and(
        eq(crmRecords.workspaceId, ctx.workspaceId),
        seenRecord(ctx, crmRecords),
        eq(crmRecords.objectType, objectType),
        eq(crmRecords.externalId, externalId),
      ),
    );
  return row === undefined ? null : toRecordRow(row, ctx);
}
