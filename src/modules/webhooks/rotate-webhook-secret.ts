import { RotateWebhookSecretInput } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { findEndpoint } from './endpoint-row.ts';
import { createSecret } from './sign-message.ts';
import { webhookEndpoints } from './tables.ts';
import type { WebhookContext } from './webhook-context.ts';

const hourMs = 3_600_000;

/**
 * Gives an endpoint a new secret, shown this once. What is sent is signed with the old one as well for a while, so that
 * the receiver can change over; one before that ends at once. Throws `webhook.not-found`.
 */
export async function rotateWebhookSecret({
  ctx,
  input,
}: {
  ctx: WebhookContext;
  input: RotateWebhookSecretInput;
}): Promise<{
  endpointId: string;
  secret: string;
  previousSecretUntil: string | null;
}> {
  authorise({ ctx, action: 'webhook.manage', resource: { type: 'webhook', id: input.endpoint } });
  const parsed = parseInput({ schema: RotateWebhookSecretInput, input, what: 'an endpoint and hours' });
  const { endpoint, overlapHours } = parsed;
  const { id: endpointId, secret: previousSecret } = await findEndpoint({ ctx, reference: endpoint });
  return transact({ ctx }, async (inner) => {
    const now = inner.clock.now();
    const until = overlapHours === 0 ? null : new Date(now.getTime() + overlapHours * hourMs);
    const secret = createSecret();
    await inner.db
      .update(webhookEndpoints)
      .set({
        secret: ctx.secretBox.seal(secret),
        previousSecret: until === null ? null : previousSecret,
        previousSecretUntil: until,
        updatedAt: now,
      })
      .where(and(eq(webhookEndpoints.workspaceId, inner.workspaceId), eq(webhookEndpoints.id, endpointId)));
    await audit({
      ctx: inner,
      action: 'webhook.secret_rotated',
      resource: { type: 'webhook', id: endpointId },
      details: { overlapHours },
    });
    return { endpointId, secret, previousSecretUntil: until?.toISOString() ?? null };
  });
}
