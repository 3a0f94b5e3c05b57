import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, afterEach, describe, it } from 'node:test';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { openHubspotPortal } from '#test/hubspot-portal';
import { waitUntil } from '#test/wait-until';
import { type HubspotEvent, readHubspotWebhooks } from './index.ts';

const portal = await openHubspotPortal();
const dealId = await portal.idOf('deal-alder');
const received: { events: readonly HubspotEvent[]; refused: string[] } = { events: [], refused: [] };
const address = await listen();
await portal.control('webhooks', { url: address });

/** Answers as Sophia's route does: 401 to what is not HubSpot's, so that it comes again. */
async function listen(): Promise<string> {
  const server = createServer(async (request, response) => {
    try {
      const events = readHubspotWebhooks({
        method: request.method ?? '',
        publicUrl: url,
        headers: request.headers,
        body: Buffer.concat(await request.toArray()),
        secret: 'hubspot-simulator-secret',
        now: portal.clock.now(),
      });
      received.events = [...received.events, ...events];
      response.writeHead(200).end();
    } catch (error) {
      if (error instanceof SophiaError) received.refused.push(error.code);
      response.writeHead(401).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const place = server.address();
  const url = `http://127.0.0.1:${typeof place === 'object' ? place?.port : ''}/webhooks/hubspot?for=a%3Ab`;
  return url;
}

async function setAmounts(amounts: readonly string[]): Promise<void> {
  for (const value of amounts) {
    await portal.advance(1000);
    await portal.control('changes', { objectType: 'deals', id: dealId, property: 'amount', value });
  }
}

const Attempts = z.object({ attempts: z.array(z.object({ status: z.int().nullable() })) });

async function lastStatus(): Promise<number | null | undefined> {
  const answer = await fetch(`${portal.url}/_control/webhooks`);
  return Attempts.parse(await answer.json()).attempts.at(-1)?.status;
}

function amountEvents(): readonly HubspotEvent[] {
  return received.events.filter(({ property, externalIds }) => property === 'amount' && externalIds.includes(dealId));
}

describe('webhooks that a portal sends', () => {
  afterEach(() => {
    received.events = [];
    received.refused = [];
  });

  it('are proved by their signature and name what to read again', async () => {
    await setAmounts(['50000']);
    await waitUntil('the change is told', { condition: () => amountEvents().length > 0 });
    const [event] = amountEvents();
    assert.deepEqual(
      [event?.kind, event?.objectType, event?.externalIds, event?.occurredAt, event?.portalId],
      ['deal.propertyChange', 'deal', [dealId], portal.clock.now(), '8100001'],
    );
  });

  it('have one key where they come twice, and an order by when it happened where they come reversed', async () => {
    await portal.control('faults', { kind: 'webhook_doubled', times: 1 });
    await setAmounts(['51000']);
    await waitUntil('it came twice', { condition: () => amountEvents().length >= 2 });
    assert.equal(new Set(amountEvents().map(({ dedupeKey }) => dedupeKey)).size, 1);
    received.events = [];
    await portal.control('faults', { kind: 'webhook_reordered', times: 1 });
    await setAmounts(['52000', '53000', '54000']);
    await waitUntil('all have come', { condition: () => amountEvents().length >= 3 });
    const times = amountEvents().map(({ occurredAt }) => occurredAt.getTime());
    const now = portal.clock.now().getTime();
    assert.deepEqual(
      times.toSorted((first, second) => first - second),
      [now - 2000, now - 1000, now],
    );
    assert.equal(new Set(amountEvents().map(({ dedupeKey }) => dedupeKey)).size, 3);
  });

  it('are refused where the signature is wrong, and accepted once HubSpot tries again', async () => {
    await portal.control('faults', { kind: 'webhook_wrong_signature', times: 1 });
    await setAmounts(['55000']);
    await waitUntil('the wrong one is refused', { condition: () => received.refused.length > 0 });
    assert.deepEqual([received.refused, amountEvents()], [['webhook.unauthentic'], []]);
    // The next attempt is planned once the answer to this one has come back.
    await waitUntil('the attempt is noted', { condition: async () => (await lastStatus()) === 401 });
    await portal.advance(61_000);
    await waitUntil('it comes again', { condition: () => amountEvents().length > 0 });
    assert.equal(amountEvents()[0]?.occurredAt.getTime(), portal.clock.now().getTime() - 61_000);
  });

  it('say the type under either name', async () => {
    await portal.control('webhook-form', { typeField: 'eventType' });
    await portal.control('archive', { objectType: 'deals', id: dealId });
    await waitUntil('the end is told', { condition: () => received.events.length > 0 });
    assert.deepEqual(
      received.events.map(({ kind, externalIds }) => [kind, externalIds]),
      [['deal.deletion', [dealId]]],
    );
  });
});
