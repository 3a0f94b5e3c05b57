import { authorise, seenCall } from '#modules/access';
import { calls } from '#modules/calls';
import type { Verb } from '#platform/context';
import { and, desc, eq, gt, isNull, sql } from '#platform/sql';
import { callLinks } from './tables.ts';

export interface CallOfRecord {
  readonly callId: string;
  readonly title: string | null;
  readonly date: string | null;
  readonly startedAt: string | null;
}

interface ListCallsOfRecordInput {
  readonly recordId: string;
  /** An instant: none but calls that began later are listed. */
  readonly startedAfter?: string;
  readonly limit: number;
}

/** The calls that are about a record of the CRM, the newest first. */
export async function listCallsOfRecord({
  ctx,
  input,
}: Verb<ListCallsOfRecordInput>): Promise<{ calls: CallOfRecord[] }> {
  authorise({ ctx, action: 'call.read', resource: { type: 'crm_record', id: input.recordId } });
  const rows = await ctx.db
    .select({ callId: calls.id, title: calls.title, date: calls.callDate, startedAt: calls.startedAt })
    .from(callLinks)
    .innerJoin(calls, eq(calls.id, callLinks.callId))
    .where(
      and(
        eq(callLinks.workspaceId, ctx.workspaceId),
        eq(callLinks.recordId, input.recordId),
        isNull(callLinks.endedAt),
        input.startedAfter === undefined ? undefined : gt(calls.startedAt, new Date(input.startedAfter)),
        seenCall(ctx, calls.id),
      ),
    )
    .orderBy(sql`${calls.startedAt} desc nulls last`, desc(calls.id))
    .limit(input.limit);
  return { calls: rows.map((row) => ({ ...row, startedAt: row.startedAt?.toISOString() ?? null })) };
}
