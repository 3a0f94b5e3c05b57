import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { CrmRecordType } from '#contracts';
import { SophiaError } from '#platform/errors';
import { type WebhookEvent, WebhookEvents } from './schema.ts';

/** A webhook as it came in: the body as its bytes, because a signature is made over them. */
export interface HubspotDelivery {
  readonly method: string;
  /** The address that HubSpot was given, with its query: SOPHIA_PUBLIC_URL and the path, never what a proxy made of it. */
  readonly publicUrl: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
  readonly secret: string;
  readonly now: Date;
}

/** One thing that happened, in our words. `null` where HubSpot did not say it. */
export interface HubspotEvent {
  /** The same for the same event however often it comes; an id alone is not unique at HubSpot. */
  readonly dedupeKey: string;
  /** HubSpot's own type, such as `deal.propertyChange`. */
  readonly kind: string;
  /** Null for what is not mirrored. */
  readonly objectType: CrmRecordType | null;
  /** The records to read again, the first of them the one it is about. */
  readonly externalIds: readonly string[];
  /** The other end of an association. */
  readonly associated: { readonly objectType: CrmRecordType; readonly externalId: string } | null;
  readonly property: string | null;
  readonly mergedIds: readonly string[];
  readonly occurredAt: Date;
  readonly portalId: string | null;
}

const windowMs = 300_000;

/** Proves who sent a webhook and reads it. Throws `webhook.unauthentic`, or `input.invalid` where it is no list of events. */
export function readHubspotWebhooks(delivery: HubspotDelivery): HubspotEvent[] {
  verifyWebhook(delivery);
  return parseBody(delivery.body)
    .toSorted((first, second) => first.occurredAt - second.occurredAt)
    .map(toEvent);
}

/**
 * The third version covers method, address, body and time, and is demanded wherever it is there; the first covers the
 * body alone and counts only where HubSpot sends no other.
 */
function verifyWebhook(delivery: HubspotDelivery): void {
  const third = headerOf(delivery, 'x-hubspot-signature-v3');
  if (third !== null) {
    verifyThird({ delivery, signature: third });
    return;
  }
  const first = headerOf(delivery, 'x-hubspot-signature');
  if (first === null) throw unauthentic('no signature');
  if (headerOf(delivery, 'x-hubspot-signature-version') === 'v2') throw unauthentic('a signature of version 2');
  const expected = createHash('sha256').update(delivery.secret).update(delivery.body).digest('hex');
  if (!isEqual(first, expected)) throw unauthentic('a signature that does not fit the body and the secret');
}

function verifyThird({ delivery, signature }: { delivery: HubspotDelivery; signature: string }): void {
  const { method, publicUrl, body, secret, now } = delivery;
  const timestamp = headerOf(delivery, 'x-hubspot-request-timestamp') ?? '';
  if (!/^\d{1,15}$/u.test(timestamp)) throw unauthentic('no time of sending');
  const ageMs = now.getTime() - Number(timestamp);
  if (Math.abs(ageMs) > windowMs) {
    throw unauthentic(
      `one sent ${Math.round(ageMs / 1000)} s ago, and more than ${windowMs / 1000} s count as replayed`,
    );
  }
  const expected = createHmac('sha256', secret)
    .update(`${method.toUpperCase()}${decodeUrl(publicUrl)}`)
    .update(body)
    .update(timestamp)
    .digest('base64');
  if (!isEqual(signature, expected)) throw unauthentic('a signature that does not fit address, body and secret');
}

/** HubSpot signs the address with these characters, and no others, in plain. */
const decoded: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

function decodeUrl(url: string): string {
  return url.replace(/%[0-9a-f]{2}/giu, (code) => decoded[code.toUpperCase()] ?? code);
}

function isEqual(given: string, expected: string): boolean {
  const first = Buffer.from(given);
  const second = Buffer.from(expected);
  return first.byteLength === second.byteLength && timingSafeEqual(first, second);
}

function headerOf({ headers }: HubspotDelivery, name: string): string | null {
  const found = Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1];
  const value = typeof found === 'string' ? found : found?.[0];
  return value === undefined || value === '' ? null : value;
}

function parseBody(body: Uint8Array): WebhookEvent[] {
  try {
    return WebhookEvents.parse(JSON.parse(Buffer.from(body).toString('utf8')));
  } catch {
    throw notEvents();
  }
}

const typesByNumber: Readonly<Record<string, CrmRecordType>> = {
  '0-1': 'contact',
  '0-2': 'company',
  '0-3': 'deal',
  '0-136': 'lead',
};

function toEvent(event: WebhookEvent): HubspotEvent {
  const kind = event.subscriptionType ?? event.eventType ?? '';
  const ids = [event.primaryObjectId, event.newObjectId, event.objectId, event.fromObjectId];
  const mergedIds = event.mergedObjectIds ?? [];
  const externalIds = [...new Set([...ids.flatMap((id) => id ?? []), ...mergedIds])];
  return {
    dedupeKey: dedupeKeyOf({ event, kind, externalIds }),
    kind,
    objectType: recordTypeOf(kind.split('.')[0] ?? '') ?? recordTypeOf(event.objectTypeId ?? ''),
    externalIds,
    associated: associatedOf(event),
    property: event.propertyName ?? null,
    mergedIds,
    occurredAt: new Date(event.occurredAt),
    portalId: event.portalId ?? null,
  };
}

function dedupeKeyOf({
  event,
  kind,
  externalIds,
}: {
  event: WebhookEvent;
  kind: string;
  externalIds: readonly string[];
}): string {
  const { eventId, subscriptionId, occurredAt, propertyName, associationType, toObjectId, associationRemoved } = event;
  const parts = [eventId, subscriptionId, kind, externalIds.join('+'), occurredAt, propertyName];
  const tie = (associationType ?? null) === null ? [] : [associationType, toObjectId, associationRemoved];
  return [...parts, ...tie].map((part) => String(part ?? '')).join(':');
}

/** `DEAL_TO_CONTACT` names both ends. */
function associatedOf({ associationType, toObjectId }: WebhookEvent): HubspotEvent['associated'] {
  const objectType = recordTypeOf(associationType?.split('_TO_')[1]?.toLowerCase() ?? '');
  return objectType === null || toObjectId === null || toObjectId === undefined
    ? null
    : { objectType, externalId: toObjectId };
}

function recordTypeOf(name: string): CrmRecordType | null {
  return CrmRecordType.options.find((type) => type === name) ?? typesByNumber[name] ?? null;
}

function unauthentic(found: string): SophiaError {
  return new SophiaError('webhook.unauthentic', `Expected a webhook signed by HubSpot, found ${found}.`);
}

function notEvents(): SophiaError {
  return new SophiaError('input.invalid', 'Expected a list of events from HubSpot, found something else.');
}
