import { z } from 'zod';
import { DomainEventType } from './domain-event.ts';

/** Which events an endpoint is told of: those that are named, or every one, also of kinds that come later. */
const WebhookTypes = z
  .array(z.union([DomainEventType, z.literal('*')]))
  .min(1)
  .max(DomainEventType.options.length + 1);

const WebhookProblem = z.strictObject({ code: z.string(), message: z.string(), action: z.string() });
export type WebhookProblem = z.infer<typeof WebhookProblem>;

export const AddWebhookInput = z.strictObject({
  url: z.url().max(2000),
  types: WebhookTypes,
  description: z.string().trim().min(1).max(200).nullable().default(null),
});
export type AddWebhookInput = z.input<typeof AddWebhookInput>;

export const EndpointReference = z.strictObject({ endpoint: z.string().min(1).max(80) });
export type EndpointReference = z.infer<typeof EndpointReference>;

const longestOverlapHours = 168;

export const RotateWebhookSecretInput = EndpointReference.extend({
  /** How long what is sent is signed with the old secret as well; 0 where it has become known to others. */
  overlapHours: z.int().min(0).max(longestOverlapHours).default(24),
});
export type RotateWebhookSecretInput = z.input<typeof RotateWebhookSecretInput>;

/** An endpoint without its secret, which is shown once. */
export const WebhookEndpoint = z.strictObject({
  endpointId: z.string(),
  url: z.string(),
  description: z.string().nullable(),
  types: WebhookTypes,
  state: z.enum(['active', 'disabled']),
  /** Why it is told nothing more. */
  problem: WebhookProblem.nullable(),
  /** Until when what is sent is signed with the secret before the present one as well. */
  previousSecretUntil: z.iso.datetime().nullable(),
  failingSince: z.iso.datetime().nullable(),
  lastDeliveredAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const DeliveryState = z.enum(['waiting', 'delivered', 'dead']);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const WebhookDelivery = z.strictObject({
  deliveryId: z.string(),
  endpointId: z.string(),
  messageId: z.string(),
  eventId: z.int().nullable(),
  type: z.string(),
  occurredAt: z.iso.datetime(),
  state: DeliveryState,
  attempts: z.int(),
  nextAttemptAt: z.iso.datetime().nullable(),
  problem: WebhookProblem.nullable(),
  settledAt: z.iso.datetime().nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookAttempt = z.strictObject({
  at: z.iso.datetime(),
  durationMs: z.int(),
  outcome: z.enum(['delivered', 'refused', 'timeout', 'unreachable', 'blocked']),
  status: z.int().nullable(),
  responseExcerpt: z.string().nullable(),
});
export type WebhookAttempt = z.infer<typeof WebhookAttempt>;
