import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq } from '#platform/sql';
import { webhookEndpoints } from './tables.ts';

/** Whether any endpoint is told of events at this moment; where none is, nothing has to be queued for what came before. */
export async function hasWebhooks({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<boolean> {
  authorise({ ctx, action: 'webhook.deliver', resource: { type: 'webhook', id: null } });
  const [active] = await ctx.db
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.workspaceId, ctx.workspaceId), eq(webhookEndpoints.state, 'active')))
    .limit(1);
  return active !== undefined;
}
