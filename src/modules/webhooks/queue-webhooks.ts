import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { readEventMessage } from '#platform/events';
import { and, eq } from '#platform/sql';
import { newDelivery } from './delivery-row.ts';
import { toEndpoint } from './endpoint-row.ts';
import { webhookDeliveries, webhookEndpoints } from './tables.ts';
import { wakeDelivery } from './wake-delivery.ts';

/** Has an event sent to every endpoint that is told of its type, once each; the time is when each of them is due. */
export async function queueWebhooks({
  ctx,
  input,
}: Verb<{ eventId: number; type: string }>): Promise<{ endpointIds: string[]; dueAt: Date }> {
  authorise({ ctx, action: 'webhook.deliver', resource: { type: 'webhook', id: null } });
  const dueAt = ctx.clock.now();
  const rows = await ctx.db
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.workspaceId, ctx.workspaceId), eq(webhookEndpoints.state, 'active')));
  const wanted = rows.map((row) => toEndpoint({ ctx, row })).filter(({ types }) => isTold(types, input.type));
  if (wanted.length === 0) return { endpointIds: [], dueAt };
  const { db, workspaceId } = ctx;
  const message = await readEventMessage({ db, workspaceId, eventId: input.eventId });
  if (message === null) return { endpointIds: [], dueAt };
  return transact({ ctx }, async (inner) => {
    const written = await inner.db
      .insert(webhookDeliveries)
      .values(wanted.map(({ endpointId }) => newDelivery({ ctx: inner, endpointId, message })))
      .onConflictDoNothing()
      .returning({ id: webhookDeliveries.id, endpointId: webhookDeliveries.endpointId });
    for (const { endpointId } of written) await wakeDelivery({ ctx: inner, endpointId, dueAt });
    await audit({
      ctx: inner,
      action: 'webhook.queued',
      resource: written.map(({ id }) => ({ type: 'webhook_delivery', id })),
      details: { eventId: input.eventId, type: input.type },
    });
    return { endpointIds: written.map(({ endpointId }) => endpointId), dueAt };
  });
}

function isTold(types: readonly string[], type: string): boolean {
  return types.includes('*') || types.includes(type);
}
