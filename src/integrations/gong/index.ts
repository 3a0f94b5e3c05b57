export { connectGong, type GongSettings, gongPolicies } from './config.ts';
export { type GongDelivery, markOfGongWebhook, readGongWebhook } from './webhooks.ts';
