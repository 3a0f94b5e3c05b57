import { WebhookAttempt, type WebhookDelivery } from '#contracts';
import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { findId } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, asc, eq } from '#platform/sql';
import { type DeliveryRow, toDelivery } from './delivery-row.ts';
import { webhookAttempts, webhookDeliveries } from './tables.ts';

/** A delivery with what is sent, and each try with what was answered. */
export interface WebhookDeliveryDetails extends WebhookDelivery {
  readonly body: string;
  readonly tries: WebhookAttempt[];
}

/** One delivery, named by as much of its id as only one has. Throws `webhook.not-found`. */
export async function getWebhookDelivery({ ctx, input }: Verb<{ delivery: string }>): Promise<WebhookDeliveryDetails> {
  authorise({ ctx, action: 'webhook.read', resource: { type: 'webhook', id: input.delivery } });
  const row = await findDelivery({ ctx, reference: input.delivery });
  const tries = await ctx.db
    .select()
    .from(webhookAttempts)
    .where(and(eq(webhookAttempts.workspaceId, ctx.workspaceId), eq(webhookAttempts.deliveryId, row.id)))
    .orderBy(asc(webhookAttempts.id));
  return {
    ...toDelivery(row),
    body: row.body,
    tries: tries.map(({ at, durationMs, outcome, status, responseExcerpt }) =>
      WebhookAttempt.parse({ at: at.toISOString(), durationMs, outcome, status, responseExcerpt }),
    ),
  };
}

/** The row of a delivery. Throws `webhook.not-found`. */
export async function findDelivery({ ctx, reference }: { ctx: Context; reference: string }): Promise<DeliveryRow> {
  const id = await findId({
    ctx,
    reference,
    tables: [webhookDeliveries],
    what: 'webhook delivery',
    code: 'webhook.not-found',
  });
  const [row] = await ctx.db
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.workspaceId, ctx.workspaceId), eq(webhookDeliveries.id, id)));
  if (row === undefined) throw new SophiaError('webhook.not-found', `Expected the delivery ${id}, found none.`);
  return row;
}
