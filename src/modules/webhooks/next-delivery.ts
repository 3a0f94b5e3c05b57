import type { Context } from '#platform/context';
import { and, asc, between, eq, gt, lte, type SQL, sql } from '#platform/sql';
import type { DeliveryRow } from './delivery-row.ts';
import { webhookDeliveries } from './tables.ts';
import { triesThatHold } from './wait-before-retry.ts';

interface Question {
  readonly ctx: Context;
  readonly endpointId: string;
}

/**
 * What is to be sent to an endpoint now: a retry whose time has come, otherwise the oldest that was not tried yet.
 * While one is in its first tries, what came behind it waits, so that the order holds over a short outage.
 */
export async function nextDelivery(question: Question): Promise<DeliveryRow | null> {
  const now = question.ctx.clock.now();
  const retry = await oldest(question, [gt(webhookDeliveries.attempts, 0), lte(webhookDeliveries.nextAttemptAt, now)]);
  if (retry !== null) return retry;
  if (await isHeld(question)) return null;
  return oldest(question, [eq(webhookDeliveries.attempts, 0)]);
}

/** When there is something to be sent again; null where nothing waits. */
export async function nextDeliveryAt(question: Question): Promise<Date | null> {
  const counted = (await isHeld(question)) ? [gt(webhookDeliveries.attempts, 0)] : [];
  const [row] = await question.ctx.db
    .select({ at: sql<Date | null>`min(${webhookDeliveries.nextAttemptAt})`.mapWith(webhookDeliveries.nextAttemptAt) })
    .from(webhookDeliveries)
    .where(and(waitsFor(question), ...counted));
  return row?.at ?? null;
}

async function isHeld(question: Question): Promise<boolean> {
  return (await oldest(question, [between(webhookDeliveries.attempts, 1, triesThatHold)])) !== null;
}

async function oldest(question: Question, conditions: readonly SQL[]): Promise<DeliveryRow | null> {
  const [row] = await question.ctx.db
    .select()
    .from(webhookDeliveries)
    .where(and(waitsFor(question), ...conditions))
    .orderBy(asc(webhookDeliveries.eventId), asc(webhookDeliveries.id))
    .limit(1);
  return row ?? null;
}

function waitsFor({ ctx, endpointId }: Question): SQL | undefined {
  return and(
    eq(webhookDeliveries.workspaceId, ctx.workspaceId),
    eq(webhookDeliveries.endpointId, endpointId),
    eq(webhookDeliveries.state, 'waiting'),
  );
}
