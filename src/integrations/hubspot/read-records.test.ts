import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openHubspotPortal } from '#test/hubspot-portal';

const portal = await openHubspotPortal();
const { crm } = portal;

describe('reading of HubSpot by id', () => {
  it('takes more than a batch, leaves out what is gone and says nothing is wrong', async () => {
    await portal.control('load', { objectType: 'contacts', count: 230 });
    const { items } = await crm.listRecords({
      objectType: 'contact',
      since: portal.clock.now(),
      archived: false,
      properties: [],
      cursor: null,
    });
    const ids = items.map(({ externalId }) => externalId);
    const [gone = ''] = ids;
    await portal.control('vanish', { objectType: 'contacts', id: gone });
    const records = await crm.getRecords({
      objectType: 'contact',
      externalIds: [...ids, '999999999'],
      properties: ['email'],
      historyOf: [],
    });
    assert.equal(records.length, ids.length - 1);
    assert.ok(records.every(({ externalId }) => externalId !== gone));
  });

  it('gives the history of a value with who set it, newest first', async () => {
    const id = await portal.idOf('deal-alder');
    const asked = { objectType: 'deal', externalIds: [id], properties: ['amount'], historyOf: ['amount'] } as const;
    for (const source of ['IMPORT', 'AUTOMATION_PLATFORM', 'INTEGRATION'] as const) {
      await portal.advance(1000);
      await portal.control('changes', {
        objectType: 'deals',
        id,
        source,
        property: 'amount',
        value: `${source.length}`,
      });
    }
    await portal.advance(1000);
    await crm.updateRecord({ objectType: 'deal', externalId: id, properties: { amount: '38400' } });
    const [record] = await crm.getRecords(asked);
    assert.deepEqual(
      record?.history.map(({ value, source }) => [value, source]),
      [
        ['38400', 'sophia'],
        ['11', 'integration'],
        ['19', 'automation'],
        ['6', 'import'],
        ['31000.00', 'person'],
      ],
    );
    assert.equal(record?.properties['amount'], '38400');
    const [asStranger] = await portal.connect({ appId: null }).getRecords(asked);
    assert.equal(asStranger?.history[0]?.source, 'integration');
  });

  it('gives every association of a record, also where it has more than a page', async () => {
    const dealId = await portal.add({ objectType: 'deal', values: { dealname: 'Harbor Row', dealstage: 'discovery' } });
    const associatedWith = [{ objectType: 'deal', id: dealId }] as const;
    for (let place = 0; place < 240; place += 1) {
      const values = { firstname: 'Pat', lastname: `Row ${place}`, email: `row-${place}@harborrow.example` };
      await portal.add({ objectType: 'contact', values, associatedWith });
    }
    const alderId = await portal.idOf('deal-alder');
    const ties = await crm.getAssociations({
      fromType: 'deal',
      externalIds: [dealId, alderId, '999999999'],
      toType: 'contact',
    });
    const ofHarbor = ties.filter(({ from }) => from.externalId === dealId);
    assert.equal(new Set(ofHarbor.map(({ to }) => to.externalId)).size, 240);
    assert.equal(ties.length - ofHarbor.length, 2);
  });

  it('knows owners who have left, pipelines with their stages, and what a property takes', async () => {
    const owners = await crm.listOwners();
    const maya = owners.find(({ email }) => email?.startsWith('maya') === true);
    assert.ok(maya?.active === true && maya.userId !== null);
    assert.deepEqual(maya.teams, [{ externalId: '8200001', name: 'Sales', primary: true }]);
    await portal.control('archive-owner', { ownerId: maya.externalId });
    const after = await crm.listOwners();
    assert.equal(after.length, owners.length);
    assert.equal(after.find(({ externalId }) => externalId === maya.externalId)?.active, false);
    const [pipeline] = await crm.listPipelines('deal');
    assert.deepEqual(
      pipeline?.stages.map(({ externalId, isClosed, isWon, probability }) => [
        externalId,
        isClosed,
        isWon,
        probability,
      ]),
      [
        ['discovery', false, false, 0.2],
        ['proposal', false, false, 0.5],
        ['closedwon', true, true, 1],
        ['closedlost', true, false, 0],
      ],
    );
    const definitions = await crm.listPropertyDefinitions('deal');
    const amount = definitions.find(({ name }) => name === 'amount');
    assert.deepEqual([amount?.type, amount?.isMoney, amount?.readOnly], ['number', true, false]);
    assert.equal(definitions.find(({ name }) => name === 'hs_is_closed')?.readOnly, true);
    const dealType = definitions.find(({ name }) => name === 'dealtype');
    assert.deepEqual(
      dealType?.options.map(({ value }) => value),
      ['newbusiness', 'existingbusiness'],
    );
  });
});
