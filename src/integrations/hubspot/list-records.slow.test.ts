import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Crm, CrmRecord } from '#contracts';
import { openHubspotPortal } from '#test/hubspot-portal';

const portal = await openHubspotPortal();
const { crm } = portal;

type ListOptions = Parameters<Crm['listRecords']>[0];

async function readAll(options: Partial<ListOptions> & Pick<ListOptions, 'objectType'>): Promise<CrmRecord[]> {
  const records: CrmRecord[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Crm['listRecords']>> = await crm.listRecords({
      since: null,
      archived: false,
      properties: ['hs_object_id'],
      ...options,
      cursor,
    });
    records.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null);
  return records;
}

describe('records of HubSpot', () => {
  it('that changed in one instant are all read, however many, each once', async () => {
    await portal.advance(3_600_000);
    const since = portal.clock.now();
    await portal.control('load', { objectType: 'companies', count: 10_400, modifiedAt: since.toISOString() });
    const records = await readAll({ objectType: 'company', since });
    assert.equal(records.length, 10_400);
    assert.equal(new Set(records.map(({ externalId }) => externalId)).size, 10_400);
    assert.ok(records.every(({ updatedAt }) => updatedAt === since.toISOString()));
  });

  it('are walked through by id, so that one that changes meanwhile is not passed over', async () => {
    await portal.advance(3_600_000);
    const since = portal.clock.now();
    await portal.control('load', { objectType: 'contacts', count: 450, modifiedAt: since.toISOString() });
    const first = await crm.listRecords({
      objectType: 'contact',
      since,
      archived: false,
      properties: ['email'],
      cursor: null,
    });
    assert.equal(first.items.length, 200);
    assert.ok(first.cursor !== null);
    await portal.advance(1000);
    const early = first.items.slice(0, 150).map(({ externalId }) => externalId);
    for (const id of early) {
      await portal.control('changes', { objectType: 'contacts', id, property: 'jobtitle', value: 'Controller' });
    }
    const rest: CrmRecord[] = [];
    for (let cursor: string | null = first.cursor; cursor !== null; ) {
      const page = await crm.listRecords({
        objectType: 'contact',
        since,
        archived: false,
        properties: ['email'],
        cursor,
      });
      rest.push(...page.items);
      cursor = page.cursor;
    }
    const ids = new Set([...first.items, ...rest].map(({ externalId }) => externalId));
    assert.equal(ids.size, 450);
  });

  it('are listed whole without a search, archived ones apart and with the instant they were archived', async () => {
    const archivedId = await portal.idOf('deal-cobble-renewal');
    const before = await readAll({ objectType: 'deal', properties: ['dealname', 'amount'] });
    await portal.control('archive', { objectType: 'deals', id: archivedId });
    const after = await readAll({ objectType: 'deal', properties: ['dealname', 'amount'] });
    const archived = await readAll({ objectType: 'deal', archived: true, properties: ['dealname'] });
    assert.equal(after.length, before.length - 1);
    assert.deepEqual(
      archived.map(({ externalId, archivedAt }) => [externalId, archivedAt]),
      [[archivedId, portal.clock.now().toISOString()]],
    );
    const later = new Date(portal.clock.now().getTime() + 1);
    assert.deepEqual(await readAll({ objectType: 'deal', archived: true, since: later }), []);
    const alder = after.find(({ properties }) => properties['dealname'] === 'Alder Point Residential, 3,100 units');
    assert.equal(alder?.properties['amount'], '31000.00');
  });

  it('are asked for under the dated address, and under the numbered one where that is chosen', async () => {
    const numbered = portal.connect({ version: 'v3' });
    const page = await numbered.listRecords({
      objectType: 'deal',
      since: null,
      archived: false,
      properties: [],
      cursor: null,
    });
    assert.ok(page.items.length > 0);
    const requests = await portal.requests();
    assert.ok(requests.includes('GET /crm/v3/objects/deals'));
    assert.ok(requests.includes('POST /crm/objects/2026-09/companies/search'));
  });

  it('are begun again where a place in one listing is given to another', async () => {
    const asked = { objectType: 'deal', archived: false, properties: [] } as const;
    const misplaced = crm.listRecords({ ...asked, since: portal.clock.now(), cursor: 'after:5' });
    await assert.rejects(misplaced, { code: 'vendor.cursor-expired' });
  });
});
