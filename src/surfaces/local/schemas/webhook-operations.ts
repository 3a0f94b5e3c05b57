import { z } from 'zod';
import {
  AddWebhookInput,
  DeliveryState,
  RotateWebhookSecretInput,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
} from '#contracts';
import { Nothing } from './nothing.ts';

const Endpoint = z.strictObject({ endpoint: z.string().min(1) });
const Named = z.object({ endpointId: z.string() });
const Problem = WebhookEndpoint.shape.problem;

/** What can be asked about the programs that are told of events. */
export const webhookOperations = {
  'webhooks.add': { input: AddWebhookInput, output: Named.extend({ secret: z.string() }) },
  'webhooks.list': { input: Nothing, output: z.object({ endpoints: z.array(WebhookEndpoint) }) },
  'webhooks.remove': { input: Endpoint, output: Named },
  'webhooks.enable': { input: Endpoint, output: Named },
  'webhooks.rotate': {
    input: RotateWebhookSecretInput,
    output: Named.extend({ secret: z.string(), previousSecretUntil: z.string().nullable() }),
  },
  'webhooks.test': {
    input: Endpoint,
    output: Named.extend({
      deliveryId: z.string(),
      messageId: z.string(),
      ...WebhookAttempt.shape,
      problem: Problem,
    }),
  },
  'webhooks.deliveries': {
    input: z.strictObject({
      endpoint: z.string().min(1).nullable(),
      state: DeliveryState.nullable(),
      limit: z.int().min(1).max(500),
    }),
    output: z.object({ deliveries: z.array(WebhookDelivery), nextBefore: z.string().nullable() }),
  },
  'webhooks.delivery': {
    input: z.strictObject({ delivery: z.string().min(1) }),
    output: WebhookDelivery.extend({ body: z.string(), tries: z.array(WebhookAttempt) }),
  },
  'webhooks.replay': {
    input: z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('delivery'), delivery: z.string().min(1) }),
      z.strictObject({
        what: z.literal('range'),
        endpoint: z.string().min(1),
        from: z.iso.datetime(),
        to: z.iso.datetime().nullable(),
      }),
    ]),
    output: Named.extend({ queued: z.int(), state: WebhookEndpoint.shape.state }),
  },
} as const;
