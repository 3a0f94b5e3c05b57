import { bigint, integer, jsonb, pgTable, text, timestamp } from '#platform/sql';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

/** Where programs are told what happened. */
export const webhookEndpoints = pgTable('webhook_endpoints', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  url: text('url').notNull(),
  description: text('description'),
  types: jsonb('types').$type<unknown>().notNull(),
  secret: text('secret').notNull(),
  previousSecret: text('previous_secret'),
  previousSecretUntil: instant('previous_secret_until'),
  state: text('state').$type<'active' | 'disabled'>().notNull(),
  problem: jsonb('problem').$type<unknown>(),
  failingSince: instant('failing_since'),
  lastDeliveredAt: instant('last_delivered_at'),
  leaseHolder: text('lease_holder'),
  leaseUntil: instant('lease_until'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

/** One event for one endpoint. */
export const webhookDeliveries = pgTable('webhook_deliveries', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  endpointId: text('endpoint_id').notNull(),
  messageId: text('message_id').notNull(),
  eventId: bigint('event_id', { mode: 'number' }),
  type: text('type').notNull(),
  body: text('body').notNull(),
  occurredAt: instant('occurred_at').notNull(),
  state: text('state').$type<'waiting' | 'delivered' | 'dead'>().notNull(),
  attempts: integer('attempts').notNull().default(0),
  nextAttemptAt: instant('next_attempt_at'),
  problem: jsonb('problem').$type<unknown>(),
  createdAt: instant('created_at').notNull(),
  settledAt: instant('settled_at'),
});

/** Every request that was made, with the beginning of what was answered. */
export const webhookAttempts = pgTable('webhook_attempts', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  deliveryId: text('delivery_id').notNull(),
  at: instant('at').notNull(),
  durationMs: integer('duration_ms').notNull(),
  outcome: text('outcome').$type<'delivered' | 'refused' | 'timeout' | 'unreachable' | 'blocked'>().notNull(),
  status: integer('status'),
  responseExcerpt: text('response_excerpt'),
});
