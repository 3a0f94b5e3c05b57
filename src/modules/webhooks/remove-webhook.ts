import { EndpointReference } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { cancelWork } from '#platform/due-work';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { findEndpoint, recordedEndpoint } from './endpoint-row.ts';
import { webhookEndpoints } from './tables.ts';
import { deliveryWorkKind } from './wake-delivery.ts';

/** Takes an endpoint away with its log; what waited for it is not sent. Throws `webhook.not-found`. */
export async function removeWebhook({ ctx, input }: Verb<EndpointReference>): Promise<{ endpointId: string }> {
  authorise({ ctx, action: 'webhook.manage', resource: { type: 'webhook', id: input.endpoint } });
  const { endpoint } = parseInput({ schema: EndpointReference, input, what: 'an endpoint' });
  const row = await findEndpoint({ ctx, reference: endpoint });
  const endpointId = row.id;
  await transact({ ctx }, async (inner) => {
    await inner.db
      .delete(webhookEndpoints)
      .where(and(eq(webhookEndpoints.workspaceId, inner.workspaceId), eq(webhookEndpoints.id, endpointId)));
    await cancelWork({ ctx: inner, kind: deliveryWorkKind, subject: endpointId });
    await audit({
      ctx: inner,
      action: 'webhook.removed',
      resource: { type: 'webhook', id: endpointId },
      details: { before: recordedEndpoint(row), after: null },
    });
  });
  return { endpointId };
}
