import { AddWebhookInput } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { count, eq } from '#platform/sql';
import { createSecret } from './sign-message.ts';
import { webhookEndpoints } from './tables.ts';
import type { WebhookContext } from './webhook-context.ts';

const mostEndpoints = 50;

/**
 * Has a program told of events from now on. The secret is shown this once. Throws `webhook.address-refused` where the
 * address may not be asked, and `webhook.too-many`.
 */
export async function addWebhook({
  ctx,
  input,
}: {
  ctx: WebhookContext;
  input: AddWebhookInput;
}): Promise<{ endpointId: string; secret: string }> {
  authorise({ ctx, action: 'webhook.manage', resource: { type: 'webhook', id: null } });
  const { url, types, description } = parseInput({ schema: AddWebhookInput, input, what: 'an endpoint of a webhook' });
  ctx.outbound.assertAllowed(url);
  return transact({ ctx }, async (inner) => {
    const [existing] = await inner.db
      .select({ count: count() })
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.workspaceId, inner.workspaceId));
    if ((existing?.count ?? 0) >= mostEndpoints) {
      throw new SophiaError('webhook.too-many', `Expected at most ${mostEndpoints} endpoints, found as many already.`);
    }
    const endpointId = inner.ids.create('webhookEndpoint');
    const secret = createSecret();
    const now = inner.clock.now();
    await inner.db.insert(webhookEndpoints).values({
      id: endpointId,
      workspaceId: inner.workspaceId,
      url,
      description,
      types: [...new Set(types)],
      secret: ctx.secretBox.seal(secret),
      state: 'active',
      createdAt: now,
      updatedAt: now,
    });
    await audit({
      ctx: inner,
      action: 'webhook.added',
      resource: { type: 'webhook', id: endpointId },
      details: { before: null, after: { host: new URL(url).host, types, description, state: 'active' } },
    });
    return { endpointId, secret };
  });
}
