export { connectGong, type GongSettings, gongPolicies } from './config.ts';
export { type GongDelivery, readGongWebhook } from './webhooks.ts';
