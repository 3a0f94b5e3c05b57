import type { WebhookEndpoint } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { asc, eq } from '#platform/sql';
import { toEndpoint } from './endpoint-row.ts';
import { webhookEndpoints } from './tables.ts';

/** The endpoints of the workspace, the oldest first, without their secrets. */
export async function listWebhooks({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ endpoints: WebhookEndpoint[] }> {
  authorise({ ctx, action: 'webhook.read', resource: { type: 'webhook', id: null } });
  const rows = await ctx.db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.workspaceId, ctx.workspaceId))
    .orderBy(asc(webhookEndpoints.id));
  return { endpoints: rows.map((row) => toEndpoint({ ctx, row })) };
}
