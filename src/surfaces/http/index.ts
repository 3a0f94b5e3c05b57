export { createServer } from './create-server.ts';
export type { ServerResources } from './server-resources.ts';
export type { ReceiveSlack, ReceiveWebhook, WebhookDelivery } from './webhook-delivery.ts';
