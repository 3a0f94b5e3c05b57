import { authorise } from '#modules/access';
import type { Context } from '#platform/context';
import { and, eq, lt } from '#platform/sql';
import { readEndpoint } from './endpoint-row.ts';
import { nextDelivery, nextDeliveryAt } from './next-delivery.ts';
import { sendDelivery } from './send-delivery.ts';
import { settleAttempt } from './settle-attempt.ts';
import { webhookDeliveries } from './tables.ts';
import { endTurn, type Turn, takeTurn } from './take-turn.ts';
import { wakeDelivery } from './wake-delivery.ts';
import type { WebhookContext } from './webhook-context.ts';

export interface DeliverWebhooksInput {
  readonly endpointId: string;
  /** Which run it is: the same when it runs again, another for each. */
  readonly holder: string;
  /** So many requests at most; what is left is planned. */
  readonly limit: number;
}

export interface DeliveredWebhooks {
  readonly delivered: number;
  readonly failed: number;
  /** When there is more to send; null where nothing waits. */
  readonly nextAt: string | null;
}

const otherRunMs = 2_000;
const keptMs = 30 * 24 * 3_600_000;

/**
 * Sends what is due to one endpoint, one after the other, and plans when it is to go on. Of several runs one sends.
 * A process that ends between a request and its record sends it again, with the same `webhook-id`.
 */
export async function deliverWebhooks({
  ctx,
  input,
}: {
  ctx: WebhookContext;
  input: DeliverWebhooksInput;
}): Promise<DeliveredWebhooks> {
  authorise({ ctx, action: 'webhook.deliver', resource: { type: 'webhook', id: input.endpointId } });
  const { endpointId, holder, limit } = input;
  const turn = { ctx, endpointId, holder };
  const first = await takeTurn(turn);
  if (first === null) return { delivered: 0, failed: 0, nextAt: await planBehindOther(turn) };
  const counted = await sendDue({ ctx, turn, limit });
  await forgetOld(turn);
  await endTurn(turn);
  const nextAt = counted.isDisabled ? null : await nextDeliveryAt(turn);
  if (nextAt !== null) await wakeDelivery({ ctx, endpointId, dueAt: nextAt });
  return { delivered: counted.delivered, failed: counted.failed, nextAt: nextAt?.toISOString() ?? null };
}

async function sendDue({ ctx, turn, limit }: { ctx: WebhookContext; turn: Turn; limit: number }): Promise<{
  delivered: number;
  failed: number;
  isDisabled: boolean;
}> {
  const counted = { delivered: 0, failed: 0, isDisabled: false };
  while (counted.delivered + counted.failed < limit) {
    const endpoint = await takeTurn(turn);
    const delivery = endpoint === null ? null : await nextDelivery(turn);
    if (endpoint === null || delivery === null) break;
    const sent = await sendDelivery({ ctx, endpoint, messageId: delivery.messageId, body: delivery.body });
    const { isDisabled } = await settleAttempt({ ctx, input: { endpoint, delivery, sent } });
    if (sent.problem === null) counted.delivered += 1;
    else counted.failed += 1;
    if (isDisabled) {
      ctx.log.warn(
        { endpointId: endpoint.id, status: sent.status },
        'A webhook endpoint is disabled: nothing was taken for long; sophia webhooks list says why',
      );
      return { ...counted, isDisabled };
    }
  }
  return counted;
}

/** What the other run does not see any more is looked for once it must be through; a disabled endpoint waits for a person. */
async function planBehindOther({ ctx, endpointId }: Turn): Promise<string | null> {
  const endpoint = await readEndpoint({ ctx, endpointId });
  if (endpoint === null || endpoint.state === 'disabled') return null;
  const dueAt = new Date(ctx.clock.now().getTime() + otherRunMs);
  await wakeDelivery({ ctx, endpointId, dueAt });
  return dueAt.toISOString();
}

/** The log of an endpoint goes back a month; the events themselves stay and can be replayed. */
async function forgetOld({ ctx, endpointId }: { ctx: Context; endpointId: string }): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - keptMs);
  await ctx.db
    .delete(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.workspaceId, ctx.workspaceId),
        eq(webhookDeliveries.endpointId, endpointId),
        lt(webhookDeliveries.settledAt, before),
      ),
    );
}
