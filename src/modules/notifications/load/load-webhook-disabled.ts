import { listWebhooks } from '#modules/webhooks';
import type { SubjectOfNotification } from '../notification-context.ts';
import type { WebhookDisabledView } from '../views.ts';

/** A program that is told of events no more; one that is told again meanwhile, or is removed, is told of to nobody. */
export async function loadWebhookDisabled({
  ctx,
  subject,
}: SubjectOfNotification): Promise<WebhookDisabledView | null> {
  const { endpoints } = await listWebhooks({ ctx });
  const endpoint = endpoints.find(({ endpointId }) => endpointId === subject.endpointId);
  if (endpoint === undefined || endpoint.state !== 'disabled') return null;
  return {
    kind: 'webhook_disabled',
    host: new URL(endpoint.url).host,
    endpointId: endpoint.endpointId,
    reason: endpoint.problem?.message ?? '',
    advice: endpoint.problem?.action ?? '',
  };
}
