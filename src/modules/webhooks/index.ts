export { addWebhook } from './add-webhook.ts';
export { deliverWebhooks } from './deliver-webhooks.ts';
export { enableWebhook } from './enable-webhook.ts';
export { getWebhookDelivery } from './get-webhook-delivery.ts';
export { listWebhookDeliveries } from './list-webhook-deliveries.ts';
export { listWebhooks } from './list-webhooks.ts';
export { queueWebhooks } from './queue-webhooks.ts';
export { removeWebhook } from './remove-webhook.ts';
export { replayWebhooks } from './replay-webhooks.ts';
export { resealWebhookSecrets } from './reseal-webhook-secrets.ts';
export { rotateWebhookSecret } from './rotate-webhook-secret.ts';
export {
  AddWebhookInput,
  DeliveryState,
  RotateWebhookSecretInput,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
} from './schema.ts';
export { webhookAttempts, webhookDeliveries, webhookEndpoints } from './tables.ts';
export { testWebhook } from './test-webhook.ts';
export type { WebhookContext } from './webhook-context.ts';
