import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { type HubspotDelivery, readHubspotWebhooks } from './webhooks.ts';

const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const body =
  '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
const publicUrl = 'https://www.example.com/webhook_uri';
const sentAtMs = 1_700_000_000_000;

function delivery(change: Partial<Omit<HubspotDelivery, 'body'>> & { text?: string }): HubspotDelivery {
  const { text = body, ...rest } = change;
  return {
    method: 'POST',
    publicUrl,
    headers: {},
    body: Buffer.from(text),
    secret,
    now: new Date(sentAtMs + 1000),
    ...rest,
  };
}

function signed(options: { text?: string; url?: string; atMs?: number; key?: string } = {}): HubspotDelivery {
  const { text = body, url = publicUrl, atMs = sentAtMs, key = secret } = options;
  const signature = createHmac('sha256', key).update(`POST${url}${text}${atMs}`).digest('base64');
  return delivery({
    text,
    headers: { 'X-HubSpot-Signature-v3': signature, 'X-HubSpot-Request-Timestamp': String(atMs) },
  });
}

function batch(...events: readonly Readonly<Record<string, unknown>>[]): string {
  return JSON.stringify(
    events.map((event) => ({ eventId: 7, subscriptionId: 1, portalId: 5, occurredAt: 1, ...event })),
  );
}

const unauthentic = { code: 'webhook.unauthentic' };

describe('a webhook of HubSpot', () => {
  it('is accepted with the signature of the first version that HubSpot publishes', () => {
    const signature = '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de';
    const headers = { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': 'v1' };
    const [event] = readHubspotWebhooks(delivery({ headers }));
    assert.deepEqual([event?.kind, event?.objectType, event?.externalIds], ['contact.creation', 'contact', ['123']]);
    assert.throws(() => readHubspotWebhooks(delivery({ headers, text: body.replace('123,', '124,') })), unauthentic);
  });

  it('is accepted with a signature of the third version over method, address, body and time', () => {
    const text = '{"example_field":"example_value"}';
    const headers = {
      'x-hubspot-signature-v3': 'rQEKkaNUiu+1qGF//O/pw4BCzstSqO1PyUnGICmf+7o=',
      'x-hubspot-request-timestamp': String(sentAtMs),
    };
    assert.throws(() => readHubspotWebhooks(delivery({ headers, text })), { code: 'input.invalid' });
    assert.equal(readHubspotWebhooks(signed()).length, 1);
  });

  it('is refused with another secret, another address, or a byte changed', () => {
    assert.throws(() => readHubspotWebhooks(signed({ key: 'other' })), unauthentic);
    assert.throws(() => readHubspotWebhooks(signed({ url: 'http://127.0.0.1:8000/webhook_uri' })), unauthentic);
    const good = signed();
    assert.throws(() => readHubspotWebhooks({ ...good, body: Buffer.from(`${body} `) }), unauthentic);
    assert.throws(() => readHubspotWebhooks({ ...good, method: 'PUT' }), unauthentic);
    assert.throws(() => readHubspotWebhooks(delivery({})), unauthentic);
  });

  it('is refused more than five minutes before or after it was sent', () => {
    const good = signed();
    assert.equal(readHubspotWebhooks({ ...good, now: new Date(sentAtMs + 300_000) }).length, 1);
    for (const offMs of [300_001, -300_001]) {
      assert.throws(() => readHubspotWebhooks({ ...good, now: new Date(sentAtMs + offMs) }), unauthentic);
    }
  });

  it('does not fall back to the first version where a wrong third one is there', () => {
    const headers = {
      'x-hubspot-signature': '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de',
      'x-hubspot-signature-v3': 'AAAA',
      'x-hubspot-request-timestamp': String(sentAtMs),
    };
    assert.throws(() => readHubspotWebhooks(delivery({ headers })), unauthentic);
  });

  it('is signed over an address in which some characters are in plain', () => {
    const good = signed({ url: 'https://www.example.com/hook?to=a:b%20c' });
    const asSent = { ...good, publicUrl: 'https://www.example.com/hook?to=a%3Ab%20c' };
    assert.equal(readHubspotWebhooks(asSent).length, 1);
  });

  it('gives its events in the order in which they happened, whatever their order in the list', () => {
    const text = batch(
      { subscriptionType: 'deal.propertyChange', objectId: 9, propertyName: 'amount', occurredAt: 30 },
      { subscriptionType: 'deal.creation', objectId: 9, occurredAt: 10 },
      { subscriptionType: 'deal.propertyChange', objectId: 9, propertyName: 'dealstage', occurredAt: 20 },
    );
    const events = readHubspotWebhooks(signed({ text }));
    assert.deepEqual(
      events.map(({ kind, property }) => [kind, property]),
      [
        ['deal.creation', null],
        ['deal.propertyChange', 'dealstage'],
        ['deal.propertyChange', 'amount'],
      ],
    );
  });

  it('has a key for each event that a retry does not change and another event never shares', () => {
    const change = { subscriptionType: 'deal.propertyChange', objectId: 9, propertyName: 'amount' };
    const variants = [
      change,
      { ...change, objectId: 10 },
      { ...change, propertyName: 'dealstage' },
      { ...change, occurredAt: 2 },
      { ...change, subscriptionId: 2 },
      { ...change, eventId: 8 },
    ];
    const keys = readHubspotWebhooks(signed({ text: batch(...variants) })).map(({ dedupeKey }) => dedupeKey);
    assert.equal(new Set(keys).size, variants.length);
    const [again] = readHubspotWebhooks(signed({ text: batch({ ...change, attemptNumber: 3 }) }));
    assert.ok(keys.includes(again?.dedupeKey ?? ''));
  });

  it('names every record of a merge and both ends of a tie, under either name of the type', () => {
    const text = batch(
      { eventType: 'contact.merge', primaryObjectId: 1, mergedObjectIds: [2, 3], newObjectId: 4, objectId: 1 },
      {
        eventType: 'deal.associationChange',
        associationType: 'DEAL_TO_CONTACT',
        fromObjectId: 9,
        toObjectId: 2,
        associationRemoved: true,
        occurredAt: 2,
      },
      { eventType: 'conversation.creation', objectId: 77, occurredAt: 3 },
      { eventType: 'object.creation', objectTypeId: '0-136', objectId: 78, occurredAt: 4 },
    );
    const [merge, tie, other, lead] = readHubspotWebhooks(signed({ text }));
    assert.deepEqual(
      [merge?.externalIds, merge?.mergedIds],
      [
        ['1', '4', '2', '3'],
        ['2', '3'],
      ],
    );
    assert.deepEqual([tie?.externalIds, tie?.associated], [['9'], { objectType: 'contact', externalId: '2' }]);
    assert.equal(other?.objectType, null);
    assert.deepEqual([lead?.objectType, lead?.externalIds], ['lead', ['78']]);
  });
});
