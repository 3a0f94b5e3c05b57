import { authorise, seenCall } from '#modules/access';
import { calls } from '#modules/calls';
import type { Verb } from '#platform/context';
import { and, asc, eq, inArray, isNull, lte, sql } from '#platform/sql';
import type { CallOfRecord } from './list-calls-of-record.ts';
import { callLinks } from './tables.ts';

/**
 * The calls that are about each of these records, the newest first and at most `limit` of each, in one statement however
 * many there are. One without a call that is seen is absent.
 */
export async function listCallsOfRecords({
  ctx,
  input: { recordIds, limit },
}: Verb<{ recordIds: readonly string[]; limit: number }>): Promise<ReadonlyMap<string, readonly CallOfRecord[]>> {
  authorise({ ctx, action: 'call.read', resource: { type: 'crm_record', id: null } });
  if (recordIds.length === 0) return new Map();
  const place = sql<number>`row_number() over (partition by ${callLinks.recordId} order by ${calls.startedAt} desc nulls last, ${calls.id} desc)`;
  const placed = ctx.db
    .select({
      recordId: callLinks.recordId,
      callId: calls.id,
      title: calls.title,
      date: calls.callDate,
      startedAt: calls.startedAt,
      place: place.as('place'),
    })
    .from(callLinks)
    .innerJoin(calls, eq(calls.id, callLinks.callId))
    .where(
      and(
        eq(callLinks.workspaceId, ctx.workspaceId),
        inArray(callLinks.recordId, [...recordIds]),
        isNull(callLinks.endedAt),
        seenCall(ctx, calls.id),
      ),
    )
    .as('placed');
  const rows = await ctx.db.select().from(placed).where(lte(placed.place, limit)).orderBy(asc(placed.place));
  const ofRecord = Map.groupBy(rows, ({ recordId }) => recordId);
  return new Map(
    [...ofRecord].map(([recordId, found]) => [
      recordId,
      found.map(({ callId, title, date, startedAt }) => ({
        callId,
        title,
        date,
        startedAt: startedAt?.toISOString() ?? null,
      })),
    ]),
  );
}
