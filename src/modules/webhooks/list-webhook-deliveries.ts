import type { WebhookDelivery } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, lt, type SQL } from '#platform/sql';
import { toDelivery } from './delivery-row.ts';
import { findEndpoint } from './endpoint-row.ts';
import { ListWebhookDeliveriesInput } from './schema.ts';
import { webhookDeliveries } from './tables.ts';

/** What was sent or is to be, the newest first. Throws `webhook.not-found` where the endpoint that is named is none. */
export async function listWebhookDeliveries({
  ctx,
  input,
}: Verb<ListWebhookDeliveriesInput>): Promise<{ deliveries: WebhookDelivery[]; nextBefore: string | null }> {
  authorise({ ctx, action: 'webhook.read', resource: { type: 'webhook', id: input.endpoint } });
  const question = parseInput({ schema: ListWebhookDeliveriesInput, input, what: 'endpoint, state, before and limit' });
  const { endpoint, state, before, limit } = question;
  const conditions: SQL[] = [eq(webhookDeliveries.workspaceId, ctx.workspaceId)];
  if (endpoint !== null) {
    const { id } = await findEndpoint({ ctx, reference: endpoint });
    conditions.push(eq(webhookDeliveries.endpointId, id));
  }
  if (state !== null) conditions.push(eq(webhookDeliveries.state, state));
  if (before !== null) conditions.push(lt(webhookDeliveries.id, before));
  const rows = await ctx.db
    .select()
    .from(webhookDeliveries)
    .where(and(...conditions))
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit);
  return { deliveries: rows.map(toDelivery), nextBefore: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
}
