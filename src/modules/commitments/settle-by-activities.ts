import { Side } from '#contracts';
import { calls } from '#modules/calls';
import { crmActivities } from '#modules/crm';
import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import { and, desc, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from '#platform/sql';
import { keptBy } from './kept-by.ts';
import type { Settlement } from './schema.ts';
import { commitments } from './tables.ts';

/** The newest ones; those of a deal are also looked at whenever a call of it comes in. */
const mostPromises = 1000;

/**
 * Settles open promises by what the CRM's account shows was done with their deal after they were made. Of the deals
 * named, or of all. Call it in a transaction.
 */
export async function settleByActivities({
  ctx,
  dealRecordIds,
}: {
  ctx: Context;
  dealRecordIds: readonly string[] | null;
}): Promise<{ settled: readonly string[] }> {
  const promises = await openOf({ ctx, dealRecordIds });
  if (promises.length === 0) return { settled: [] };
  const dealIds = [...new Set(promises.map(({ dealRecordId }) => dealRecordId))];
  const earliest = new Date(Math.min(...promises.map(({ madeAt }) => madeAt.getTime())));
  const activities = Map.groupBy(await namedOf({ ctx, dealIds, earliest }), ({ recordId }) => recordId);
  const now = ctx.clock.now();
  const settled: string[] = [];
  for (const { id, dealRecordId, ...promise } of promises) {
    const activity = keptBy({ promise, activities: activities.get(dealRecordId) ?? [], now });
    if (activity === null) continue;
    const { kind, externalId, at, subject } = activity;
    await settle({ ctx, id, settledBy: { by: 'activity', kind, externalId, at: at.toISOString(), subject } });
    settled.push(id);
  }
  return { settled };
}

async function settle({ ctx, id, settledBy }: { ctx: Context; id: string; settledBy: Settlement }): Promise<void> {
  await ctx.db
    .update(commitments)
    .set({ state: 'kept', settledBy, settledAt: ctx.clock.now() })
    .where(and(eq(commitments.workspaceId, ctx.workspaceId), or(eq(commitments.id, id), eq(commitments.repeats, id))));
  await publish({ ctx, event: { type: 'commitment.settled', commitmentId: id } });
}

async function openOf({ ctx, dealRecordIds }: { ctx: Context; dealRecordIds: readonly string[] | null }) {
  const which: (SQL | undefined)[] =
    dealRecordIds === null ? [] : [inArray(commitments.dealRecordId, [...dealRecordIds])];
  const rows = await ctx.db
    .select({ promise: commitments, madeAt: calls.startedAt })
    .from(commitments)
    .innerJoin(calls, eq(calls.id, commitments.callId))
    .where(
      and(
        eq(commitments.workspaceId, ctx.workspaceId),
        eq(commitments.state, 'open'),
        isNull(commitments.repeats),
        isNotNull(commitments.dealRecordId),
        isNotNull(calls.startedAt),
        ...which,
      ),
    )
    .orderBy(desc(commitments.id))
    .limit(mostPromises);
  return rows.flatMap(({ promise: { id, dealRecordId, text, context, side, dueDate }, madeAt }) =>
    dealRecordId === null || madeAt === null
      ? []
      : [{ id, dealRecordId, text, context, side: Side.parse(side), dueDate, madeAt }],
  );
}

async function namedOf({ ctx, dealIds, earliest }: { ctx: Context; dealIds: readonly string[]; earliest: Date }) {
  return ctx.db
    .select()
    .from(crmActivities)
    .where(
      and(
        eq(crmActivities.workspaceId, ctx.workspaceId),
        inArray(crmActivities.recordId, [...dealIds]),
        gt(crmActivities.at, earliest),
        or(eq(crmActivities.kind, 'meeting'), isNotNull(crmActivities.subject)),
        sql`(${crmActivities.kind} not in ('task', 'meeting') or ${crmActivities.done})`,
      ),
    );
}
