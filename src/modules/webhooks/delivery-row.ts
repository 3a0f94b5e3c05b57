import { type EventMessage, WebhookDelivery } from '#contracts';
import type { Context } from '#platform/context';
import type { webhookDeliveries } from './tables.ts';

export type DeliveryRow = typeof webhookDeliveries.$inferSelect;

/** Rows and deliveries meet here. */
export function toDelivery(row: DeliveryRow): WebhookDelivery {
  return WebhookDelivery.parse({
    deliveryId: row.id,
    endpointId: row.endpointId,
    messageId: row.messageId,
    eventId: row.eventId,
    type: row.type,
    occurredAt: row.occurredAt.toISOString(),
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    problem: row.problem ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
  });
}

/** The row of an event that is to be sent now. */
export function newDelivery({
  ctx,
  endpointId,
  message,
}: {
  ctx: Context;
  endpointId: string;
  message: EventMessage;
}): typeof webhookDeliveries.$inferInsert {
  const now = ctx.clock.now();
  return {
    id: ctx.ids.create('webhookDelivery'),
    workspaceId: ctx.workspaceId,
    endpointId,
    messageId: messageIdOf(message),
    eventId: message.eventId,
    type: message.type,
    body: JSON.stringify(message),
    occurredAt: new Date(message.timestamp),
    state: 'waiting',
    nextAttemptAt: now,
    createdAt: now,
  };
}

/** The same for an event however often it is sent, and another after the database has been made anew. */
function messageIdOf({ eventId, timestamp }: EventMessage): string {
  return `evt_${String(eventId)}_${new Date(timestamp).getTime().toString(36)}`;
}
