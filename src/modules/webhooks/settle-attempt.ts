import type { WebhookProblem } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { and, eq } from '#platform/sql';
import type { DeliveryRow } from './delivery-row.ts';
import { type EndpointRow, recordedEndpoint } from './endpoint-row.ts';
import { recordAttempt } from './record-attempt.ts';
import type { SentDelivery } from './send-delivery.ts';
import { webhookDeliveries, webhookEndpoints } from './tables.ts';
import { waitBeforeRetry } from './wait-before-retry.ts';

export interface SettleAttemptInput {
  readonly endpoint: EndpointRow;
  readonly delivery: DeliveryRow;
  readonly sent: SentDelivery;
}

/** A little less than all tries of one delivery take. */
const silentMs = 23 * 3_600_000;

/**
 * Writes down how a try has ended: delivered, to be tried again, or a dead letter. Where one is given up and nothing
 * else was taken since it was tried first, or the receiver says that it is gone, the endpoint is told nothing more.
 */
export async function settleAttempt({ ctx, input }: Verb<SettleAttemptInput>): Promise<{ isDisabled: boolean }> {
  authorise({ ctx, action: 'webhook.deliver', resource: { type: 'webhook', id: input.endpoint.id } });
  const { endpoint, delivery, sent } = input;
  const now = ctx.clock.now();
  const attempts = delivery.attempts + 1;
  const waitMs = sent.isGone ? null : waitBeforeRetry({ attempts, retryAfterSeconds: sent.retryAfterSeconds });
  const isDead = sent.problem !== null && waitMs === null;
  const isDisabled = isDead && (sent.isGone || isSilent({ endpoint, now }));
  await transact({ ctx }, async (inner) => {
    const { workspaceId } = inner;
    await recordAttempt({ ctx: inner, endpoint, deliveryId: delivery.id, sent });
    await inner.db
      .update(webhookDeliveries)
      .set({
        state: sent.problem === null ? 'delivered' : isDead ? 'dead' : 'waiting',
        attempts,
        nextAttemptAt: sent.problem === null || waitMs === null ? null : new Date(now.getTime() + waitMs),
        problem: sent.problem,
        settledAt: sent.problem === null || isDead ? now : null,
      })
      .where(and(eq(webhookDeliveries.workspaceId, workspaceId), eq(webhookDeliveries.id, delivery.id)));
    if (isDead) {
      await audit({
        ctx: inner,
        action: 'webhook.given_up',
        resource: { type: 'webhook_delivery', id: delivery.id },
        result: 'failed',
        details: { endpointId: endpoint.id, attempts, status: sent.status, code: sent.problem?.code },
      });
    }
    if (isDisabled) {
      await inner.db
        .update(webhookEndpoints)
        .set({ state: 'disabled', problem: reasonOf(sent), updatedAt: now })
        .where(and(eq(webhookEndpoints.workspaceId, workspaceId), eq(webhookEndpoints.id, endpoint.id)));
      await publish({ ctx: inner, event: { type: 'webhook.disabled', endpointId: endpoint.id } });
      const before = recordedEndpoint(endpoint);
      await audit({
        ctx: inner,
        action: 'webhook.disabled',
        resource: { type: 'webhook', id: endpoint.id },
        details: { before, after: { ...before, state: 'disabled' } },
      });
    }
  });
  return { isDisabled };
}

/** Whether nothing at all was taken for as long as the tries of one delivery last. */
function isSilent({ endpoint, now }: { endpoint: EndpointRow; now: Date }): boolean {
  return endpoint.failingSince !== null && now.getTime() - endpoint.failingSince.getTime() >= silentMs;
}

function reasonOf({ isGone, problem }: SentDelivery): WebhookProblem {
  const action = 'Once the receiver answers: sophia webhooks test, enable, and replay of the time that it missed.';
  const message = isGone
    ? 'The receiver answered 410: it is gone.'
    : `Nothing was taken for about a day. The last try: ${problem?.message ?? ''}`;
  return { code: problem?.code ?? 'vendor.refused', message, action };
}
