import type { CrmDealActivity } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq } from '#platform/sql';
import { getRecord } from './get-record.ts';
import { RecordInput } from './schema.ts';
import { crmActivities, crmRecords } from './tables.ts';

export interface DealActivities {
  /** The newest first, with what lies ahead. */
  readonly activities: readonly CrmDealActivity[];
  /** When the CRM was asked for them last; null where it never was, which is no proof that there are none. */
  readonly syncedAt: string | null;
}

/** What was done with a deal by the CRM's account, and what is to be done. Throws `record.not-found`. */
export async function listActivities({ ctx, input }: Verb<RecordInput>): Promise<DealActivities> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: input.recordId } });
  const { recordId } = parseInput({ schema: RecordInput, input, what: 'a deal' });
  const { externalId: dealExternalId } = await getRecord({ ctx, input: { recordId } });
  const [deal] = await ctx.db
    .select({ syncedAt: crmRecords.activitiesSyncedAt })
    .from(crmRecords)
    .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), eq(crmRecords.id, recordId)));
  const rows = await ctx.db
    .select()
    .from(crmActivities)
    .where(and(eq(crmActivities.workspaceId, ctx.workspaceId), eq(crmActivities.recordId, recordId)))
    .orderBy(desc(crmActivities.at), desc(crmActivities.externalId));
  return {
    activities: rows.map(({ kind, externalId, at, direction, done, ownerId, subject }) => ({
      kind,
      externalId,
      dealExternalId,
      at: at.toISOString(),
      direction,
      done,
      ownerId,
      subject,
    })),
    syncedAt: deal?.syncedAt?.toISOString() ?? null,
  };
}
