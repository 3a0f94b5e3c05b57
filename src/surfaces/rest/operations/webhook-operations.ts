import { z } from 'zod';
import { AddWebhookInput, DeliveryState, RotateWebhookSecretInput } from '#contracts';
import { listWebhookDeliveries } from '#modules/webhooks';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { readCursor, writeCursor } from '../cursor.ts';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, limitUpTo, NextCursor, Reference } from '../fields.ts';
import { pageWithin } from '../page-within.ts';

const tag = 'webhooks';
const most = 200;
const params = { endpoint: Reference.describe('The id of an endpoint, or as much of it as only one has.') };
const errors = ['webhook.not-found'] as const;
const Deliveries = operationSchemas['webhooks.deliveries'].output;

export const webhookOperations = [
  declareOperation({
    id: 'listWebhooks',
    method: 'GET',
    path: '/webhooks',
    tag,
    summary: 'The programs that are told of events',
    query: { limit: limitUpTo(most), cursor: Cursor },
    answer: z.strictObject({
      endpoints: operationSchemas['webhooks.list'].output.shape.endpoints,
      nextCursor: NextCursor,
    }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const { endpoints } = await performOperation('webhooks.list', { ...call, input: {} });
      const page = pageWithin({
        operation: 'listWebhooks',
        query,
        rows: endpoints,
        idOf: ({ endpointId }) => endpointId,
      });
      return { endpoints: page.rows, nextCursor: page.nextCursor };
    },
  }),
  declareOperation({
    id: 'addWebhook',
    method: 'POST',
    path: '/webhooks',
    tag,
    isSecret: true,
    summary: 'Has a program told of events; the secret is shown this once',
    body: AddWebhookInput,
    answer: operationSchemas['webhooks.add'].output,
    status: 201,
    errors: ['webhook.address-refused', 'webhook.too-many'],
    run: ({ body, ...call }) => performOperation('webhooks.add', { ...call, input: body }),
  }),
  declareOperation({
    id: 'removeWebhook',
    method: 'DELETE',
    path: '/webhooks/{endpoint}',
    tag,
    summary: 'Tells a program of nothing more',
    params,
    answer: operationSchemas['webhooks.remove'].output,
    errors,
    run: ({ params: input, ...call }) => performOperation('webhooks.remove', { ...call, input }),
  }),
  declareOperation({
    id: 'enableWebhook',
    method: 'POST',
    path: '/webhooks/{endpoint}/enable',
    tag,
    summary: 'Has a program told again that was disabled',
    params,
    answer: operationSchemas['webhooks.enable'].output,
    errors,
    run: ({ params: input, ...call }) => performOperation('webhooks.enable', { ...call, input }),
  }),
  declareOperation({
    id: 'rotateWebhookSecret',
    method: 'POST',
    path: '/webhooks/{endpoint}/secret',
    tag,
    isSecret: true,
    summary: 'A new secret, shown this once; the one before it signs as well for a while',
    params,
    body: RotateWebhookSecretInput.omit({ endpoint: true }),
    answer: operationSchemas['webhooks.rotate'].output,
    errors,
    run: ({ params: named, body, ...call }) =>
      performOperation('webhooks.rotate', { ...call, input: { ...named, ...body } }),
  }),
  declareOperation({
    id: 'testWebhook',
    method: 'POST',
    path: '/webhooks/{endpoint}/test',
    tag,
    summary: 'Sends an event of the type `webhook.test` at once, and says what was answered',
    params,
    answer: operationSchemas['webhooks.test'].output,
    errors,
    run: ({ params: input, ...call }) => performOperation('webhooks.test', { ...call, input }),
  }),
  declareOperation({
    id: 'replayWebhooks',
    method: 'POST',
    path: '/webhooks/{endpoint}/replay',
    tag,
    summary: 'Sends every event of a time again',
    params,
    body: z.strictObject({
      from: z.iso.datetime(),
      to: z.iso.datetime().nullable().default(null).describe('Not in it; null for the present moment.'),
    }),
    answer: operationSchemas['webhooks.replay'].output,
    errors: ['webhook.not-found', 'webhook.too-many'],
    run: ({ params: named, body, ...call }) =>
      performOperation('webhooks.replay', { ...call, input: { what: 'range', ...named, ...body } }),
  }),
  declareOperation({
    id: 'listWebhookDeliveries',
    method: 'GET',
    path: '/webhook-deliveries',
    tag,
    summary: 'What was sent, the newest first',
    query: {
      endpoint: params.endpoint.optional(),
      state: DeliveryState.optional(),
      limit: limitUpTo(500),
      cursor: Cursor,
    },
    answer: z.strictObject({ deliveries: Deliveries.shape.deliveries, nextCursor: NextCursor }),
    errors: ['webhook.not-found', 'cursor.malformed'],
    run: async ({ ctx, query }) => {
      const list = { operation: 'listWebhookDeliveries', query };
      const { endpoint = null, state = null, limit, cursor } = query;
      const input = { endpoint, state, limit, before: readCursor(list, cursor) };
      const { deliveries, nextBefore } = await listWebhookDeliveries({ ctx, input });
      return { deliveries, nextCursor: writeCursor(list, nextBefore) };
    },
  }),
  declareOperation({
    id: 'getWebhookDelivery',
    method: 'GET',
    path: '/webhook-deliveries/{delivery}',
    tag,
    summary: 'One delivery with its body and each try',
    params: { delivery: Reference },
    answer: operationSchemas['webhooks.delivery'].output,
    errors,
    run: ({ params: input, ...call }) => performOperation('webhooks.delivery', { ...call, input }),
  }),
  declareOperation({
    id: 'replayWebhookDelivery',
    method: 'POST',
    path: '/webhook-deliveries/{delivery}/replay',
    tag,
    summary: 'Sends one event again',
    params: { delivery: Reference },
    answer: operationSchemas['webhooks.replay'].output,
    errors,
    run: ({ params: named, ...call }) =>
      performOperation('webhooks.replay', { ...call, input: { what: 'delivery', ...named } }),
  }),
];
