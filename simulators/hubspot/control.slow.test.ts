import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import { smallWorld } from '../world/small-world.ts';
import { startHubspotSimulator } from './index.ts';
import { simulatorToken } from './portal.ts';
import { askAs, startTestPortal, type TestPortal } from './test-portal.ts';

const Found = z.object({
  total: z.int(),
  results: z.array(z.object({ id: z.string() })),
  paging: z.object({ next: z.object({ after: z.string() }) }).optional(),
});

describe('steering the simulated HubSpot', () => {
  let portal: TestPortal;
  before(async () => {
    portal = await startTestPortal();
  });
  beforeEach(async () => {
    await portal.control('reset', {});
    await portal.control('limits', { enforced: false });
  });
  after(() => portal.close());

  it('a renamed option is refused under its old value, which the records keep', async () => {
    const id = await portal.idOf('deal-alder');
    await portal.control('options', { objectType: 'deals', property: 'dealstage', from: 'proposal', to: 'quote' });
    const kept = await portal.client.crm.deals.basicApi.getById(id, ['dealstage']);
    assert.equal(kept.properties['dealstage'], 'proposal');
    const other = await portal.idOf('deal-cobble-first');
    await assert.rejects(
      portal.client.crm.deals.basicApi.update(other, { properties: { dealstage: 'proposal' } }),
      /INVALID_OPTION/u,
    );
    await portal.client.crm.deals.basicApi.update(other, { properties: { dealstage: 'quote' } });
  });

  it('a deleted property is neither read nor taken, nor searched', async () => {
    await portal.control('delete-property', { objectType: 'deals', property: 'hs_next_step' });
    const id = await portal.idOf('deal-alder');
    const read = await portal.client.crm.deals.basicApi.getById(id, ['hs_next_step', 'amount']);
    assert.equal('hs_next_step' in read.properties, false);
    const search = await portal.ask('POST /crm/v3/objects/deals/search', {
      filterGroups: [{ filters: [{ propertyName: 'hs_next_step', operator: 'HAS_PROPERTY' }] }],
    });
    assert.equal(search.status, 400);
  });

  it('a search lags behind, a read does not', async () => {
    await portal.control('clock', { now: '2026-11-16T12:00:00Z', frozen: true });
    await portal.control('search', { lagMs: 15_000 });
    const id = await portal.idOf('deal-alder');
    await portal.client.crm.deals.basicApi.update(id, { properties: { amount: '99.00' } });
    const input = { filterGroups: [{ filters: [{ propertyName: 'amount', operator: 'EQ', value: '99' }] }] };
    async function search(): Promise<number> {
      return Found.parse((await portal.ask('POST /crm/v3/objects/deals/search', input)).body).total;
    }
    assert.equal(await search(), 0);
    assert.equal((await portal.client.crm.deals.basicApi.getById(id, ['amount'])).properties['amount'], '99.00');
    await portal.control('clock', { advanceMs: 15_000 });
    assert.equal(await search(), 1);
  });

  it('a record that vanished is in no list and no bin', async () => {
    const id = await portal.idOf('deal-alder');
    await portal.control('vanish', { objectType: 'deals', id });
    for (const archived of [false, true]) {
      const all = await portal.client.crm.deals.getAll(100, undefined, [], [], [], archived);
      assert.equal(
        all.some((deal) => deal.id === id),
        false,
      );
    }
    const contact = await portal.idOf('contact-ana');
    const ties = await portal.client.crm.associations.v4.basicApi.getPage('contacts', contact, 'deals');
    assert.deepEqual(ties.results, []);
  });

  it('an archived record leaves the list, is found in the bin, and comes back', async () => {
    const { basicApi } = portal.client.crm.deals;
    const id = await portal.idOf('deal-alder');
    await portal.control('archive', { objectType: 'deals', id });
    await assert.rejects(basicApi.getById(id), { code: 404 });
    const bin = await basicApi.getPage(100, undefined, [], [], [], true);
    assert.deepEqual(
      bin.results.map((deal) => deal.id),
      [id],
    );
    await portal.control('restore', { objectType: 'deals', id });
    assert.equal((await basicApi.getById(id)).archived, false);
  });

  it('25,000 deals of one moment are there, and a search stops at 10,000', async () => {
    await portal.control('load', { objectType: 'deals', count: 25_000, modifiedAt: '2026-11-01T00:00:00.000Z' });
    const modified = { propertyName: 'hs_lastmodifieddate', operator: 'EQ', value: '2026-11-01T00:00:00.000Z' };
    function search(input: object) {
      return portal.ask('POST /crm/v3/objects/deals/search', input);
    }
    const filterGroups = [{ filters: [modified] }];
    const last = Found.parse((await search({ filterGroups, limit: 200, after: '9800' })).body);
    assert.equal(last.total, 25_000);
    assert.equal(last.results.length, 200);
    assert.equal((await search({ filterGroups, limit: 200, after: '10000' })).status, 400);
    const seen = new Set<string>();
    let lowest = '0';
    for (let page = 0; page < 5; page += 1) {
      const byId = { propertyName: 'hs_object_id', operator: 'GT', value: lowest };
      const sorts = [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }];
      const found = Found.parse(
        (await search({ filterGroups: [{ filters: [modified, byId] }], sorts, limit: 200 })).body,
      );
      for (const { id } of found.results) seen.add(id);
      lowest = found.results.at(-1)?.id ?? lowest;
    }
    assert.equal(seen.size, 1000);
  });

  it('rules of the portal are held from 2026-09 on, and not before', async () => {
    const id = await portal.idOf('deal-cobble-renewal');
    const body = { properties: { dealstage: 'closedwon', closedate: '' } };
    const strict = await portal.ask(`PATCH /crm/objects/2026-09/deals/${id}`, body);
    assert.equal(strict.status, 400);
    assert.equal(strict.body['category'], 'VALIDATION_ERROR');
    assert.match(String(strict.body['message']), /closedate/u);
    assert.equal((await portal.ask(`PATCH /crm/objects/2026-03/deals/${id}`, body)).status, 200);
    const nameless = { properties: { dealname: 'Fern Row' } };
    assert.equal((await portal.ask('POST /crm/objects/2026-09/deals', nameless)).status, 400);
    await portal.control('rules', { requiredOnCreate: { deals: ['dealname'] } });
    assert.equal((await portal.ask('POST /crm/objects/2026-09/deals', nameless)).status, 201);
    const dated = await portal.ask(`GET /crm/objects/2026-09/deals/${id}/associations/contacts`);
    assert.equal(dated.status, 200);
  });

  it('a contact of the world comes into the CRM in its time', async () => {
    const world = smallWorld();
    const contacts = world.contacts.map((contact) =>
      contact.key === 'contact-june' ? { ...contact, inCrmSince: '2026-11-18T10:00:00Z' } : contact,
    );
    const { url, close } = await startHubspotSimulator({ port: 0, world: { ...world, contacts } });
    try {
      const who = { url, token: simulatorToken };
      await askAs(who, {
        method: 'POST',
        path: '/_control/clock',
        body: { now: '2026-11-17T10:00:00Z', frozen: true },
      });
      const path = '/crm/v3/objects/contacts/june.park@alderpoint.example?idProperty=email&associations=companies';
      assert.equal((await askAs(who, { method: 'GET', path })).status, 404);
      await askAs(who, { method: 'POST', path: '/_control/clock', body: { advanceMs: 86_400_000 } });
      const found = await askAs(who, { method: 'GET', path });
      assert.equal(found.status, 200);
      assert.equal(found.body['createdAt'], '2026-11-18T10:00:00.000Z');
      assert.ok(found.body['associations'] !== undefined);
    } finally {
      await close();
    }
  });

  it('goes on after a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hubspot-'));
    const stateFile = join(folder, 'hubspot.json');
    try {
      const first = await startTestPortal({ stateFile });
      const id = await first.idOf('contact-ana');
      await first.client.crm.contacts.basicApi.update(id, { properties: { jobtitle: 'Chief of Operations' } });
      await first.close();
      const second = await startTestPortal({ stateFile });
      const read = await second.client.crm.contacts.basicApi.getById(
        'ana.ruiz@alderpoint.example',
        ['jobtitle'],
        ['jobtitle'],
        ['companies'],
        false,
        'email',
      );
      assert.equal(read.properties['jobtitle'], 'Chief of Operations');
      assert.equal(read.propertiesWithHistory?.['jobtitle']?.length, 2);
      assert.equal(read.associations?.['companies']?.results.length, 2);
      await second.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is in the same state after the same requests', async () => {
    async function play(): Promise<unknown> {
      await portal.control('reset', {});
      await portal.control('clock', { now: '2026-11-16T12:00:00Z', frozen: true });
      await portal.ask('POST /crm/v3/objects/contacts', { properties: { email: 'wren@alderpoint.example' } });
      await portal.control('changes', { objectType: 'deals', id: 'deal-alder', property: 'amount', value: '7' });
      await portal.ask('PATCH /crm/v3/objects/deals/1', { properties: {} });
      return (await portal.ask('GET /_control/state')).body;
    }
    assert.deepEqual(await play(), await play());
  });

  it('says in a sentence what it does not understand', async () => {
    const answer = await portal.ask('POST /_control/changes', { objectType: 'deals' });
    assert.equal(answer.status, 400);
    assert.ok(String(answer.body['error']).length > 0);
  });
});
