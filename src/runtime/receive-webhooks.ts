import type { SourceCall } from '#contracts';
import { markOfGongWebhook, readGongWebhook } from '#integrations/gong';
import { type HubspotEvent, readHubspotWebhooks } from '#integrations/hubspot';
import { listingKeys, receiveEvent, takeDelivery } from '#modules/intake';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import type { ReceiveWebhook, WebhookDelivery } from '#surfaces/http';
import type { ContextMaker } from './create-contexts.ts';
import type { SimulatedVendors } from './open-connections.ts';

interface WebhookSettings {
  readonly workspaceId: string;
  readonly vendors: SimulatedVendors;
  /** Where vendors reach this server. */
  readonly publicUrl: () => string;
  readonly contextFor: ContextMaker;
}

/** What is done with the webhooks of each vendor that is connected: check the signature, write it to the inbox. */
export function receiveWebhooks(settings: WebhookSettings): Record<string, ReceiveWebhook> {
  const { gong, hubspot } = settings.vendors;
  const { webhookPublicKey } = gong;
  const { clientSecret } = hubspot;
  const receivers: Record<string, ReceiveWebhook> = {};
  if (webhookPublicKey !== null) {
    receivers['gong'] = (delivery) => receiveFromGong({ settings, delivery, publicKey: webhookPublicKey });
  }
  if (clientSecret !== null) {
    receivers['hubspot'] = (delivery) => receiveFromHubspot({ settings, delivery, secret: clientSecret });
  }
  return receivers;
}

async function receiveFromGong({
  settings,
  delivery,
  publicKey,
}: {
  settings: WebhookSettings;
  delivery: WebhookDelivery;
  publicKey: string;
}): Promise<void> {
  const { workspaceId, publicUrl, contextFor } = settings;
  const { requestId, body, headers, url } = delivery;
  const ctx = contextFor({ workspaceId, requestId, actor: { type: 'webhook', source: 'gong' } });
  const signed = { body, authorization: headers['authorization'] };
  const call = await readGongWebhook({
    delivery: signed,
    publicKey,
    webhookUrl: `${publicUrl()}${url}`,
    now: ctx.clock.now(),
  });
  await transact({ ctx }, async (inner) => {
    await takeDelivery({ ctx: inner, input: { source: 'gong', mark: markOfGongWebhook(signed) } });
    if (call !== null) await keepGongCall({ ctx: inner, call });
  });
}

async function keepGongCall({ ctx, call }: { ctx: Context; call: SourceCall }): Promise<void> {
  const { externalId, sourceWorkspaceId, startedAt, durationSeconds, isPrivate, isInternal } = call;
  await receiveEvent({
    ctx,
    input: {
      source: 'gong',
      kind: 'call.completed',
      dedupeKey: listingKeys(call).webhook,
      subject: externalId,
      // No word of it: the call is fetched, and a private one leaves nothing behind.
      payload: { callId: externalId, workspaceId: sourceWorkspaceId, durationSeconds, isPrivate, isInternal },
      occurredAt: startedAt,
    },
  });
}

/** Several events come in one delivery; each is kept by itself, and they stand or fall together: HubSpot sends all again. */
async function receiveFromHubspot({
  settings,
  delivery,
  secret,
}: {
  settings: WebhookSettings;
  delivery: WebhookDelivery;
  secret: string;
}): Promise<void> {
  const { workspaceId, publicUrl, contextFor } = settings;
  const { requestId, method, body, headers, url } = delivery;
  const ctx = contextFor({ workspaceId, requestId, actor: { type: 'webhook', source: 'hubspot' } });
  const events = readHubspotWebhooks({
    method,
    publicUrl: `${publicUrl()}${url}`,
    headers,
    body,
    secret,
    now: ctx.clock.now(),
  });
  await transact({ ctx }, async (inner) => {
    // In one order for every delivery, so that two which tell of the same do not deadlock.
    const ordered = events.toSorted((one, other) => (one.dedupeKey < other.dedupeKey ? -1 : 1));
    for (const event of ordered) await keepHubspotEvent({ ctx: inner, event });
  });
}

async function keepHubspotEvent({ ctx, event }: { ctx: Context; event: HubspotEvent }): Promise<void> {
  const { kind, objectType, externalIds, associated, occurredAt } = event;
  // Of what is not mirrored one event is kept for each kind, so that somebody sees the needless subscription.
  const dedupeKey = isToRead(event) ? event.dedupeKey : `unknown:${kind}`;
  await receiveEvent({
    ctx,
    input: {
      source: 'hubspot',
      kind,
      dedupeKey,
      subject: externalIds[0] ?? associated?.externalId ?? kind,
      payload: { objectType, externalIds, associated },
      occurredAt: occurredAt.toISOString(),
    },
  });
}

/** What happens to records that are not mirrored changes nothing here. */
function isToRead({ objectType, externalIds, associated }: HubspotEvent): boolean {
  return (objectType !== null && externalIds.length > 0) || associated !== null;
}
