import type { Context } from '#platform/context';
import { and, eq } from '#platform/sql';
import type { EndpointRow } from './endpoint-row.ts';
import type { SentDelivery } from './send-delivery.ts';
import { webhookAttempts, webhookEndpoints } from './tables.ts';

/** Puts a request into the log, in ctx's transaction, and notes at the endpoint whether it takes anything. */
export async function recordAttempt({
  ctx,
  endpoint,
  deliveryId,
  sent,
}: {
  ctx: Context;
  endpoint: EndpointRow;
  deliveryId: string;
  sent: SentDelivery;
}): Promise<void> {
  const { workspaceId } = ctx;
  const { durationMs, outcome, status, responseExcerpt } = sent;
  await ctx.db.insert(webhookAttempts).values({
    id: ctx.ids.create('webhookAttempt'),
    workspaceId,
    deliveryId,
    at: new Date(sent.at),
    durationMs,
    outcome,
    status,
    responseExcerpt,
  });
  const isTaken = sent.problem === null;
  if (!isTaken && endpoint.failingSince !== null) return;
  const now = ctx.clock.now();
  await ctx.db
    .update(webhookEndpoints)
    .set(isTaken ? { failingSince: null, lastDeliveredAt: now } : { failingSince: now })
    .where(and(eq(webhookEndpoints.workspaceId, workspaceId), eq(webhookEndpoints.id, endpoint.id)));
}
