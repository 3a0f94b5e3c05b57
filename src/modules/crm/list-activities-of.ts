import { z } from 'zod';
import type { CrmDealActivity } from '#contracts';
import { authorise, seenRecord } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, inArray } from '#platform/sql';
import { crmActivities, crmRecords } from './tables.ts';

const ActivitiesOfInput = z.strictObject({ recordIds: z.array(z.string().trim().min(1)).max(500) });
type ActivitiesOfInput = z.infer<typeof ActivitiesOfInput>;

export interface DealActivities {
  /** The newest first, with what lies ahead. */
  readonly activities: readonly CrmDealActivity[];
  /** When the CRM was asked for them last; null where it never was, which is no proof that there are none. */
  readonly syncedAt: string | null;
}

/**
 * What was done with each of these deals by the CRM's account, and what is to be done, in two statements however many
 * there are. What is not there or not seen is absent.
 */
export async function listActivitiesOf({
  ctx,
  input,
}: Verb<ActivitiesOfInput>): Promise<ReadonlyMap<string, DealActivities>> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { recordIds } = parseInput({ schema: ActivitiesOfInput, input, what: 'deals' });
  if (recordIds.length === 0) return new Map();
  const deals = await ctx.db
    .select({ id: crmRecords.id, externalId: crmRecords.externalId, syncedAt: crmRecords.activitiesSyncedAt })
    .from(crmRecords)
    .where(
      and(eq(crmRecords.workspaceId, ctx.workspaceId), inArray(crmRecords.id, recordIds), seenRecord(ctx, crmRecords)),
    );
  const rows = await ctx.db
    .select()
    .from(crmActivities)
    .where(and(eq(crmActivities.workspaceId, ctx.workspaceId), inArray(crmActivities.recordId, recordIds)))
    .orderBy(desc(crmActivities.at), desc(crmActivities.externalId));
  const ofDeal = Map.groupBy(rows, ({ recordId }) => recordId);
  return new Map(
    deals.map(({ id, externalId: dealExternalId, syncedAt }) => {
      const activities = (ofDeal.get(id) ?? []).map(
        ({ workspaceId: _workspace, recordId: _record, at, ...activity }): CrmDealActivity => ({
          ...activity,
          dealExternalId,
          at: at.toISOString(),
        }),
      );
      return [id, { activities, syncedAt: syncedAt?.toISOString() ?? null }];
    }),
  );
}
