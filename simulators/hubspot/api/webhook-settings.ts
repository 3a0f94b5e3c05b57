import { z } from 'zod';
import type { Answer } from '../../kit/index.ts';
import { invalidInput, notFound } from '../hubspot-problem.ts';
import { appId } from '../portal.ts';
import { isoText } from '../records/read-property.ts';
import type { Subscription } from '../state.ts';
import { batchAnswer } from './batch-answer.ts';
import { type Call, noContent, ok, parameter, readBody } from './call.ts';

const SettingsInput = z.object({
  targetUrl: z.url(),
  throttling: z.object({ maxConcurrentRequests: z.int().min(1).max(10) }).loose(),
});
const crmEvents = ['creation', 'deletion', 'propertyChange', 'associationChange', 'merge', 'restore'];
const eventTypes = new Set([
  ...['contact', 'company', 'deal', 'ticket', 'product', 'line_item', 'object'].flatMap((object) =>
    crmEvents.map((event) => `${object}.${event}`),
  ),
  'contact.privacyDeletion',
  ...['creation', 'deletion', 'newMessage', 'privacyDeletion', 'propertyChange'].map(
    (event) => `conversation.${event}`,
  ),
  'event.completed',
]);
const SubscriptionInput = z.object({
  eventType: z.string().refine((type) => eventTypes.has(type), 'there is no such event type'),
  propertyName: z.string().nullish(),
  objectTypeId: z.string().nullish(),
  active: z.boolean().nullish(),
});
const BatchInput = z.object({ inputs: z.array(z.object({ id: z.coerce.number().int(), active: z.boolean() })) });

export function getSettings(call: Call): Answer {
  checkApp(call);
  const { createdAtMs, updatedAtMs, maxConcurrentRequests } = call.state.webhooks;
  const targetUrl = call.exchange.webhooks.targets()['default'] ?? null;
  if (targetUrl === null) throw notFound('No webhook settings were found for this app.');
  return ok({
    targetUrl,
    throttling: { maxConcurrentRequests, period: 'SECONDLY' },
    createdAt: isoText(createdAtMs),
    updatedAt: isoText(updatedAtMs),
  });
}

export function putSettings(call: Call): Answer {
  checkApp(call);
  const { targetUrl, throttling } = readBody(call, SettingsInput);
  const { maxConcurrentRequests } = throttling;
  Object.assign(call.state.webhooks, { maxConcurrentRequests, updatedAtMs: call.nowMs });
  call.exchange.webhooks.setTarget('default', targetUrl);
  return getSettings(call);
}

export function deleteSettings(call: Call): Answer {
  checkApp(call);
  call.exchange.webhooks.setTarget('default', null);
  return noContent();
}

export function listSubscriptions(call: Call): Answer {
  checkApp(call);
  return ok({ results: call.state.webhooks.subscriptions.map(presentSubscription) });
}

export function getSubscription(call: Call): Answer {
  checkApp(call);
  return ok(presentSubscription(requireSubscription(call, Number(parameter(call, 'subscriptionId')))));
}

export function createSubscription(call: Call): Answer {
  checkApp(call);
  const { eventType, propertyName = null, objectTypeId = null, active } = readBody(call, SubscriptionInput);
  const isPropertyChange = eventType.endsWith('.propertyChange');
  if (isPropertyChange && propertyName === null) throw invalidInput(`${eventType} needs a propertyName.`);
  if (eventType.startsWith('object.') && objectTypeId === null)
    throw invalidInput(`${eventType} needs an objectTypeId.`);
  const { subscriptions } = call.state.webhooks;
  const subscription: Subscription = {
    id: subscriptions.reduce((highest, { id }) => Math.max(highest, id), 8_101_000) + 1,
    eventType,
    propertyName,
    objectTypeId,
    active: active ?? false,
    createdAtMs: call.nowMs,
    updatedAtMs: call.nowMs,
  };
  subscriptions.push(subscription);
  return ok(presentSubscription(subscription), 201);
}

export function updateSubscription(call: Call): Answer {
  checkApp(call);
  const subscription = requireSubscription(call, Number(parameter(call, 'subscriptionId')));
  subscription.active = readBody(call, z.object({ active: z.boolean() })).active;
  subscription.updatedAtMs = call.nowMs;
  return ok(presentSubscription(subscription));
}

export function deleteSubscription(call: Call): Answer {
  checkApp(call);
  const { webhooks } = call.state;
  const gone = requireSubscription(call, Number(parameter(call, 'subscriptionId')));
  webhooks.subscriptions = webhooks.subscriptions.filter(({ id }) => id !== gone.id);
  return noContent();
}

export function batchUpdateSubscriptions(call: Call): Answer {
  checkApp(call);
  const { inputs } = readBody(call, BatchInput);
  const chosen = inputs.map(({ id, active }) => ({ subscription: requireSubscription(call, id), active }));
  const results = chosen.map(({ subscription, active }) => {
    subscription.active = active;
    subscription.updatedAtMs = call.nowMs;
    return presentSubscription(subscription);
  });
  return batchAnswer(call, { results, problems: [] });
}

function checkApp(call: Call): void {
  if (parameter(call, 'appId') !== String(appId)) throw notFound(`No app with id ${parameter(call, 'appId')} exists.`);
}

function requireSubscription(call: Call, asked: number): Subscription {
  const subscription = call.state.webhooks.subscriptions.find(({ id }) => id === asked);
  if (subscription === undefined) throw notFound(`No subscription with id ${asked} exists.`);
  return subscription;
}

function presentSubscription(subscription: Subscription): Record<string, unknown> {
  const { id, eventType, propertyName, objectTypeId, active, createdAtMs, updatedAtMs } = subscription;
  return {
    id: String(id),
    eventType,
    ...(propertyName === null ? {} : { propertyName }),
    ...(objectTypeId === null ? {} : { objectTypeId }),
    active,
    createdAt: isoText(createdAtMs),
    updatedAt: isoText(updatedAtMs),
  };
}
