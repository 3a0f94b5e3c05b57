import type { CrmRecordType } from '#contracts';
import { authorise, seenCall, seenRecord } from '#modules/access';
import { crmRecords } from '#modules/crm';
import type { Verb } from '#platform/context';
import { type Share, type SharePage, shareOut } from '#platform/db';
import { and, eq, inArray, isNull, sql } from '#platform/sql';
import { callLinks } from './tables.ts';

/** The ids of the records of a type that each call is about, the surest first, a page of each. */
export async function shareRecordsOfCalls({
  ctx,
  input,
}: Verb<SharePage & { callIds: readonly string[]; objectType: CrmRecordType }>): Promise<ReadonlyMap<string, Share>> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  const where = and(
    eq(callLinks.workspaceId, ctx.workspaceId),
    inArray(callLinks.callId, [...input.callIds]),
    eq(callLinks.objectType, input.objectType),
    isNull(callLinks.endedAt),
    seenCall(ctx, callLinks.callId),
    seenRecord(ctx, crmRecords),
  );
  return shareOut({
    db: ctx.db,
    source: sql`select ${callLinks.callId} as parent, ${crmRecords.id} as id, max(${callLinks.confidence}) as confidence
      from ${callLinks} join ${crmRecords} on ${crmRecords.id} = ${callLinks.recordId} where ${where}
      group by ${callLinks.callId}, ${crmRecords.id}`,
    order: sql`confidence desc, id`,
    after: input.after,
    limit: input.limit,
  });
}
