import { authorise, seenCall, seenRecordId } from '#modules/access';
import { calls } from '#modules/calls';
import type { Verb } from '#platform/context';
import { type Share, type SharePage, shareOut } from '#platform/db';
import { and, eq, inArray, isNull, sql } from '#platform/sql';
import { callLinks } from './tables.ts';

/** The ids of the calls that are about each record of the CRM, the newest first, a page of each. */
export async function shareCallsOfRecords({
  ctx,
  input,
}: Verb<SharePage & { recordIds: readonly string[] }>): Promise<ReadonlyMap<string, Share>> {
  authorise({ ctx, action: 'call.read', resource: { type: 'crm_record', id: null } });
  const where = and(
    eq(callLinks.workspaceId, ctx.workspaceId),
    inArray(callLinks.recordId, [...input.recordIds]),
    isNull(callLinks.endedAt),
    seenCall(ctx, calls.id),
    seenRecordId(ctx, callLinks.recordId),
  );
  return shareOut({
    db: ctx.db,
    source: sql`select distinct ${callLinks.recordId} as parent, ${calls.id} as id, ${calls.startedAt} as started_at
      from ${callLinks} join ${calls} on ${calls.id} = ${callLinks.callId} where ${where}`,
    order: sql`started_at desc nulls last, id desc`,
    after: input.after,
    limit: input.limit,
  });
}
