import { EndpointReference } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { findEndpoint, recordedEndpoint } from './endpoint-row.ts';
import { webhookEndpoints } from './tables.ts';
import { wakeDelivery } from './wake-delivery.ts';

/**
 * Has an endpoint told again that was disabled; what still waited for it is sent. What happened while it was disabled
 * comes by a replay. Throws `webhook.not-found`.
 */
export async function enableWebhook({ ctx, input }: Verb<EndpointReference>): Promise<{ endpointId: string }> {
  authorise({ ctx, action: 'webhook.manage', resource: { type: 'webhook', id: input.endpoint } });
  const { endpoint } = parseInput({ schema: EndpointReference, input, what: 'an endpoint' });
  const row = await findEndpoint({ ctx, reference: endpoint });
  const endpointId = row.id;
  return transact({ ctx }, async (inner) => {
    const now = inner.clock.now();
    await inner.db
      .update(webhookEndpoints)
      .set({ state: 'active', problem: null, failingSince: null, updatedAt: now })
      .where(and(eq(webhookEndpoints.workspaceId, inner.workspaceId), eq(webhookEndpoints.id, endpointId)));
    await wakeDelivery({ ctx: inner, endpointId, dueAt: now });
    const before = recordedEndpoint(row);
    await audit({
      ctx: inner,
      action: 'webhook.enabled',
      resource: { type: 'webhook', id: endpointId },
      details: { before, after: { ...before, state: 'active' } },
    });
    return { endpointId };
  });
}
