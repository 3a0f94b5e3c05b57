import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Signature } from '@hubspot/api-client';
import { SubscriptionCreateRequestEventTypeEnum } from '@hubspot/api-client/lib/codegen/webhooks/index.js';
import { z } from 'zod';
import { takeWebhooks, type WebhookTaker } from '#test/take-webhooks';
import { waitUntil } from '#test/wait-until';
import { appId, clientSecret } from '../portal.ts';
import { startTestPortal, type TestPortal } from '../test-portal.ts';

const Attempts = z.object({ attempts: z.array(z.unknown()) });
const Events = z.array(z.record(z.string(), z.unknown()));

describe('webhooks', () => {
  let taker: WebhookTaker;
  let portal: TestPortal;
  let webhookUrl: string;

  before(async () => {
    taker = await takeWebhooks();
    webhookUrl = `${taker.url}/webhooks/hubspot`;
    portal = await startTestPortal({ webhookUrl });
  });
  beforeEach(async () => {
    await portal.control('reset', {});
    taker.taken.length = 0;
    taker.status = 200;
  });
  after(async () => {
    await portal.close();
    taker.close();
  });

  /** What has come, once there is so much of it. */
  async function receive(count: number) {
    await waitUntil(`${count} deliveries have come`, { condition: () => taker.taken.length >= count });
    return taker.taken.map(({ headers, body }) => ({ headers, body, events: Events.parse(JSON.parse(body)) }));
  }

  /** The next attempt is planned once the answer to this one has come back. */
  async function attemptsAreNoted(count: number): Promise<void> {
    await waitUntil(`${count} attempts are noted`, {
      condition: async () => {
        const answer = await fetch(`${portal.url}/_control/webhooks`);
        return Attempts.parse(await answer.json()).attempts.length >= count;
      },
    });
  }

  function changeAmount(value: string, silent = false): Promise<unknown> {
    return portal.control('changes', { objectType: 'deals', id: 'deal-alder', property: 'amount', value, silent });
  }

  it('come as an array whose signatures the client of HubSpot accepts', async () => {
    await changeAmount('38400.00');
    const received = await receive(1);
    const [delivery] = received;
    assert.ok(delivery !== undefined);
    const deal = Number(await portal.idOf('deal-alder'));
    const [event] = delivery.events;
    assert.deepEqual(
      [event?.['subscriptionType'], event?.['propertyName'], event?.['propertyValue'], event?.['objectId']],
      ['deal.propertyChange', 'amount', '38400.00', deal],
    );
    assert.deepEqual(
      [event?.['portalId'], event?.['appId'], event?.['attemptNumber'], event?.['changeSource']],
      [8_100_001, appId, 0, 'CRM_UI'],
    );
    const signed = { clientSecret, requestBody: delivery.body, url: webhookUrl, method: 'POST' };
    const v1 = String(delivery.headers['x-hubspot-signature']);
    assert.equal(delivery.headers['x-hubspot-signature-version'], 'v1');
    assert.ok(Signature.isValid({ ...signed, signatureVersion: 'v1', signature: v1 }));
    const v3 = String(delivery.headers['x-hubspot-signature-v3']);
    const timestamp = Number(delivery.headers['x-hubspot-request-timestamp']);
    assert.ok(Signature.isValid({ ...signed, signatureVersion: 'v3', signature: v3, timestamp }));
  });

  it('tell of what the app does too, and of a record with each watched value', async () => {
    await portal.client.crm.deals.basicApi.create({
      properties: { dealname: 'Fern Row', amount: '12000.00', dealstage: 'discovery' },
      associations: [],
    });
    const received = await receive(1);
    const kinds = received[0]?.events.map((event) => [event['subscriptionType'], event['propertyName'] ?? '']);
    assert.deepEqual(kinds, [
      ['deal.creation', ''],
      ['deal.propertyChange', 'dealname'],
      ['deal.propertyChange', 'amount'],
      ['deal.propertyChange', 'dealstage'],
      ['deal.propertyChange', 'pipeline'],
    ]);
    assert.ok(received[0]?.events.every((event) => event['changeSource'] === 'INTEGRATION'));
  });

  it('say nothing of a silent change and of a record that vanishes', async () => {
    await changeAmount('1.00', true);
    await portal.control('vanish', { objectType: 'deals', id: 'deal-cobble-first' });
    await changeAmount('2.00');
    const received = await receive(1);
    assert.equal(received[0]?.events[0]?.['propertyValue'], '2.00');
  });

  it('are tried again over a day, each attempt with its number and a fresh signature', async () => {
    taker.status = 503;
    await changeAmount('7.00');
    let received = await receive(1);
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await attemptsAreNoted(attempt);
      await portal.control('clock', { advanceMs: 8 * 3_600_000 });
      received = await receive(attempt + 1);
    }
    assert.deepEqual(
      received.map(({ events }) => events[0]?.['attemptNumber']),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    assert.equal(new Set(received.map(({ headers }) => headers['x-hubspot-signature-v3'])).size, 11);
    await portal.control('clock', { advanceMs: 48 * 3_600_000 });
    taker.status = 200;
    await changeAmount('8.00');
    received = await receive(12);
    assert.equal(received.at(-1)?.events[0]?.['propertyValue'], '8.00');
  });

  it('are lost, doubled and wrongly signed where a fault says so', async () => {
    await portal.control('faults', { kind: 'webhook_lost' });
    await changeAmount('1.00');
    await portal.control('faults', { kind: 'webhook_doubled', route: 'deal.propertyChange' });
    await changeAmount('2.00');
    let received = await receive(2);
    await portal.control('faults', { kind: 'webhook_wrong_signature' });
    await changeAmount('3.00');
    received = await receive(3);
    assert.deepEqual(
      received.map(({ events }) => events[0]?.['propertyValue']),
      ['2.00', '2.00', '3.00'],
    );
    const last = received.at(-1);
    const signature = String(last?.headers['x-hubspot-signature']);
    const requestBody = last?.body ?? '';
    assert.equal(Signature.isValid({ signatureVersion: 'v1', clientSecret, requestBody, signature }), false);
  });

  it('never hold a hundred events, and can name their kind in the other way', async () => {
    await portal.control('webhook-form', { typeField: 'eventType' });
    const inputs = Array.from({ length: 60 }, (_, place) => ({
      properties: { dealname: `Deal ${place}` },
      associations: [],
    }));
    await portal.client.crm.deals.batchApi.create({ inputs });
    const received = await receive(2);
    assert.equal(received.flatMap(({ events }) => events).length, 120);
    assert.deepEqual(received.map(({ events }) => events.length).toSorted(), [21, 99]);
    assert.equal(received[0]?.events[0]?.['eventType'], 'deal.creation');
    assert.equal(received[0]?.events[0]?.['subscriptionType'], undefined);
  });

  it('are subscribed to by the client of HubSpot', async () => {
    const { subscriptionsApi, settingsApi } = portal.client.webhooks;
    assert.equal((await settingsApi.getAll(appId)).targetUrl, webhookUrl);
    const made = await subscriptionsApi.create(appId, {
      eventType: SubscriptionCreateRequestEventTypeEnum.CompanyPropertyChange,
      propertyName: 'description',
      active: false,
    });
    await subscriptionsApi.update(Number(made.id), appId, { active: true });
    const company = await portal.idOf('account-alder');
    await portal.client.crm.companies.basicApi.update(company, { properties: { description: 'In Tulsa.' } });
    const received = await receive(1);
    assert.equal(received[0]?.events[0]?.['subscriptionId'], Number(made.id));
    assert.equal((await subscriptionsApi.getById(Number(made.id), appId)).propertyName, 'description');
    const off = await subscriptionsApi.updateBatch(appId, { inputs: [{ id: Number(made.id), active: false }] });
    assert.equal(off.results[0]?.active, false);
    await subscriptionsApi.archive(Number(made.id), appId);
    assert.equal(
      (await subscriptionsApi.getAll(appId)).results.some(({ id }) => id === made.id),
      false,
    );
    const other = `${webhookUrl}/other`;
    await settingsApi.configure(appId, { targetUrl: other, throttling: { maxConcurrentRequests: 5 } });
    assert.equal((await settingsApi.getAll(appId)).targetUrl, other);
    await settingsApi.clear(appId);
    await assert.rejects(settingsApi.getAll(appId), { code: 404 });
    await settingsApi.configure(appId, { targetUrl: webhookUrl, throttling: { maxConcurrentRequests: 10 } });
  });

  it('tell of leads as of objects, by their number', async () => {
    const contact = { objectType: 'contacts', id: 'contact-rosa' };
    const values = { hs_lead_name: 'Rosa Delgado', hs_lead_label: 'HOT' };
    const { id } = await portal.control('records', { objectType: 'leads', values, associations: [contact] });
    await portal.control('archive', { objectType: 'leads', id });
    const events = (await receive(2)).flatMap((delivery) => delivery.events);
    const ofLead = events.filter((event) => event['objectTypeId'] === '0-136');
    assert.deepEqual(
      ofLead.map((event) => [event['subscriptionType'], event['propertyName'] ?? event['associationType'] ?? '']),
      [
        ['object.creation', ''],
        ['object.propertyChange', 'hs_lead_name'],
        ['object.propertyChange', 'hs_lead_label'],
        ['object.propertyChange', 'hs_pipeline'],
        ['object.propertyChange', 'hs_pipeline_stage'],
        ['object.associationChange', 'LEAD_TO_CONTACT'],
        ['object.deletion', ''],
      ],
    );
    assert.equal(ofLead[0]?.['objectId'], Number(id));
    const back = events.find((event) => event['subscriptionType'] === 'contact.associationChange');
    assert.deepEqual([back?.['associationType'], back?.['isPrimaryAssociation']], ['CONTACT_TO_LEAD', true]);
  });

  it('tell of ties in both directions, of merging and of archiving', async () => {
    const first = await portal.idOf('contact-ana');
    const other = await portal.idOf('contact-tom');
    const deal = await portal.idOf('deal-cobble-renewal');
    await portal.client.crm.associations.v4.basicApi.createDefault('deals', deal, 'contacts', first);
    let received = await receive(1);
    assert.deepEqual(
      received[0]?.events.map((event) => event['associationType']),
      ['DEAL_TO_CONTACT', 'CONTACT_TO_DEAL'],
    );
    const { id: made } = await portal.control('merge', { objectType: 'contacts', primaryId: first, otherId: other });
    received = await receive(2);
    const merge = received[1]?.events.find((event) => event['subscriptionType'] === 'contact.merge');
    assert.deepEqual(merge?.['mergedObjectIds'], [Number(other)]);
    assert.deepEqual([merge['primaryObjectId'], merge['newObjectId']], [Number(first), Number(made)]);
    await portal.control('archive', { objectType: 'deals', id: deal });
    received = await receive(3);
    assert.equal(received[2]?.events[0]?.['subscriptionType'], 'deal.deletion');
  });
});
