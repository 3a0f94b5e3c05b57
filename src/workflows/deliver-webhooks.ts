import { z } from 'zod';
import { deliverWebhooks as deliverDue, type WebhookContext } from '#modules/webhooks';
import type { Actor } from '#platform/context';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';

const DeliverWebhooksInput = z.strictObject({
  workspaceId: z.string(),
  requestId: z.string(),
  endpointId: z.string(),
});

export interface DeliverWebhooksDependencies {
  readonly contextFor: (options: { workspaceId: string; requestId: string; actor: Actor }) => WebhookContext;
}

const requestsPerRun = 20;

/** Sends what is due to one endpoint; what is left when it ends is due work again, so that no run lasts long. */
export function deliverWebhooks({ contextFor }: DeliverWebhooksDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'deliver-webhooks',
    queue: 'webhooks',
    input: DeliverWebhooksInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId, endpointId } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'deliver-webhooks' } });
      const holder = run.workflowId;
      return run.step({ name: 'deliver', maxAttempts: 3 }, () =>
        deliverDue({ ctx, input: { endpointId, holder, limit: requestsPerRun } }),
      );
    },
  });
}
