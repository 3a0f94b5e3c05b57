import { authorise, seenCall } from '#modules/access';
import { calls } from '#modules/calls';
import { crmRecords } from '#modules/crm';
import type { Context, Verb } from '#platform/context';
import { and, between, count, desc, eq, inArray, isNull, type SQL } from '#platform/sql';
import type { CallOfRecord } from './list-calls-of-record.ts';
import { callLinks } from './tables.ts';

export interface CallOfPeriod extends Omit<CallOfRecord, 'startedAt'> {
  /** The company that it was matched to. */
  readonly account: string | null;
}

interface PeriodInput {
  readonly from: string;
  readonly to: string;
  /** Only those that are about this record. */
  readonly recordId?: string | null;
  readonly limit: number;
}

/** The calls of some days, both included, the newest first, and how many there are in all. */
export async function listCallsOfPeriod({
  ctx,
  input,
}: Verb<PeriodInput>): Promise<{ calls: CallOfPeriod[]; total: number }> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  const { recordId = null } = input;
  const within = and(
    eq(calls.workspaceId, ctx.workspaceId),
    between(calls.callDate, input.from, input.to),
    recordId === null ? undefined : isAbout(ctx, recordId),
    seenCall(ctx, calls.id),
  );
  const rows = await ctx.db
    .select({ callId: calls.id, title: calls.title, date: calls.callDate, startedAt: calls.startedAt })
    .from(calls)
    .where(within)
    .orderBy(desc(calls.callDate), desc(calls.startedAt), desc(calls.id))
    .limit(input.limit);
  const [sum] = await ctx.db.select({ total: count() }).from(calls).where(within);
  const accounts = await accountsOf({ ctx, callIds: rows.map(({ callId }) => callId) });
  return {
    calls: rows.map(({ startedAt, ...row }) => ({
      ...row,
      startedAt: startedAt?.toISOString() ?? null,
      account: accounts.get(row.callId) ?? null,
    })),
    total: sum?.total ?? 0,
  };
}

function isAbout(ctx: Context, recordId: string): SQL {
  const { callId } = callLinks;
  const isOfRecord = and(eq(callLinks.workspaceId, ctx.workspaceId), eq(callLinks.recordId, recordId));
  return inArray(
    calls.id,
    ctx.db
      .select({ callId })
      .from(callLinks)
      .where(and(isOfRecord, isNull(callLinks.endedAt))),
  );
}

async function accountsOf({
  ctx,
  callIds,
}: {
  ctx: Context;
  callIds: readonly string[];
}): Promise<ReadonlyMap<string, string | null>> {
  if (callIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ callId: callLinks.callId, name: crmRecords.name })
    .from(callLinks)
    .innerJoin(crmRecords, eq(crmRecords.id, callLinks.recordId))
    .where(
      and(
        eq(callLinks.workspaceId, ctx.workspaceId),
        eq(callLinks.objectType, 'company'),
        inArray(callLinks.callId, [...callIds]),
        isNull(callLinks.endedAt),
      ),
    );
  return new Map(rows.map(({ callId, name }) => [callId, name]));
}
