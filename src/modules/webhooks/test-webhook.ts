import { EndpointReference, type WebhookAttempt, type WebhookProblem } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { findEndpoint } from './endpoint-row.ts';
import { recordAttempt } from './record-attempt.ts';
import { type SentDelivery, sendDelivery } from './send-delivery.ts';
import { webhookDeliveries } from './tables.ts';
import type { WebhookContext } from './webhook-context.ts';

export interface TestedWebhook extends WebhookAttempt {
  readonly endpointId: string;
  readonly deliveryId: string;
  readonly messageId: string;
  readonly problem: WebhookProblem | null;
}

/** Sends an event of the type `webhook.test` at once, whatever waits, and says what was answered. It is sent once. */
export async function testWebhook({
  ctx,
  input,
}: {
  ctx: WebhookContext;
  input: EndpointReference;
}): Promise<TestedWebhook> {
  authorise({ ctx, action: 'webhook.manage', resource: { type: 'webhook', id: input.endpoint } });
  const { endpoint: reference } = parseInput({ schema: EndpointReference, input, what: 'an endpoint' });
  const endpoint = await findEndpoint({ ctx, reference });
  const deliveryId = ctx.ids.create('webhookDelivery');
  const now = ctx.clock.now();
  const messageId = `test_${deliveryId}`;
  const body = JSON.stringify({
    type: 'webhook.test',
    timestamp: now.toISOString(),
    workspaceId: ctx.workspaceId,
    eventId: null,
    data: { endpointId: endpoint.id },
  });
  const sent = await sendDelivery({ ctx, endpoint, messageId, body });
  const row = { id: deliveryId, endpointId: endpoint.id, messageId, type: 'webhook.test', body, occurredAt: now };
  await transact({ ctx }, async (inner) => {
    const { workspaceId } = inner;
    await inner.db.insert(webhookDeliveries).values({
      ...row,
      workspaceId,
      state: sent.problem === null ? 'delivered' : 'dead',
      attempts: 1,
      problem: sent.problem,
      createdAt: now,
      settledAt: inner.clock.now(),
    });
    await recordAttempt({ ctx: inner, endpoint, deliveryId, sent });
    await audit({
      ctx: inner,
      action: 'webhook.tested',
      resource: { type: 'webhook', id: endpoint.id },
      result: sent.problem === null ? 'done' : 'failed',
      details: { deliveryId, status: sent.status },
    });
  });
  return { endpointId: endpoint.id, deliveryId, messageId, ...attemptOf(sent), problem: sent.problem };
}

function attemptOf({ at, durationMs, outcome, status, responseExcerpt }: SentDelivery): WebhookAttempt {
  return { at, durationMs, outcome, status, responseExcerpt };
}
