export type { TokenKeeper } from './auth.ts';
export {
  type HubspotConnectionOptions,
  type HubspotSettings,
  hubspotPolicies,
  readHubspotConnection,
} from './config.ts';
export { createHubspotCrm, type HubspotOptions } from './create-hubspot-crm.ts';
export { type HubspotDelivery, type HubspotEvent, readHubspotWebhooks } from './webhooks.ts';
