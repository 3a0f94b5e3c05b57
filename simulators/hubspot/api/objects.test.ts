import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/deals/index.js';
import { startTestPortal, type TestPortal } from '../test-portal.ts';

describe('objects, asked for by the client of HubSpot', () => {
  let portal: TestPortal;
  before(async () => {
    portal = await startTestPortal();
  });
  after(() => portal.close());

  it('pages through contacts with their companies', async () => {
    const { basicApi } = portal.client.crm.contacts;
    const first = await basicApi.getPage(2, undefined, ['email', 'hs_buying_role'], undefined, ['companies']);
    assert.equal(first.results.length, 2);
    assert.equal(first.results[0]?.properties['email'], 'ana.ruiz@alderpoint.example');
    assert.equal(first.results[0]?.properties['hs_buying_role'], 'CHAMPION');
    assert.ok(first.results[0]?.createdAt instanceof Date);
    const company = await portal.idOf('account-alder');
    assert.deepEqual(
      first.results[0]?.associations?.['companies']?.results.map(({ id, type }) => [id, type]),
      [
        [company, 'contact_to_company_unlabeled'],
        [company, 'contact_to_company'],
      ],
    );
    const second = await basicApi.getPage(2, first.paging?.next?.after, ['email']);
    assert.equal(second.results.length, 2);
    assert.equal(second.paging, undefined);
    assert.equal(new Set([...first.results, ...second.results].map(({ id }) => id)).size, 4);
  });

  it('creates, reads by address, changes and archives', async () => {
    const { basicApi } = portal.client.crm.contacts;
    const company = await portal.idOf('account-cobble');
    const created = await basicApi.create({
      properties: { email: 'Wren@cobblehillhomes.example', firstname: 'Wren' },
      associations: [
        {
          to: { id: company },
          types: [
            { associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined, associationTypeId: 279 },
          ],
        },
      ],
    });
    const found = await basicApi.getById(
      'wren@cobblehillhomes.example',
      ['firstname', 'no_such_property'],
      ['firstname'],
      ['companies'],
      false,
      'email',
    );
    assert.equal(found.id, created.id);
    assert.equal('no_such_property' in found.properties, false);
    assert.deepEqual(
      found.propertiesWithHistory?.['firstname']?.map(({ value, sourceType, sourceId }) => [
        value,
        sourceType,
        sourceId,
      ]),
      [['Wren', 'INTEGRATION', '8100002']],
    );
    assert.equal(found.associations?.['companies']?.results[0]?.id, company);
    const updated = await basicApi.update(created.id, { properties: { jobtitle: 'Regional manager' } });
    assert.equal(updated.properties['jobtitle'], 'Regional manager');
    await basicApi.archive(created.id);
    await assert.rejects(basicApi.getById(created.id), { code: 404 });
    const archived = await basicApi.getById(created.id, ['email'], undefined, undefined, true);
    assert.ok(archived.archivedAt instanceof Date);
    const listed = await basicApi.getPage(100);
    assert.equal(
      listed.results.some(({ id }) => id === created.id),
      false,
    );
  });

  it('appends to the history what a person and the app set, and keeps who it was', async () => {
    const id = await portal.idOf('deal-alder');
    await portal.control('changes', {
      objectType: 'deals',
      id: 'deal-alder',
      property: 'amount',
      value: '38400.00',
      employeeKey: 'employee-luis',
    });
    await portal.client.crm.deals.basicApi.update(id, { properties: { amount: '39000.00' } });
    const deal = await portal.client.crm.deals.basicApi.getById(id, ['amount'], ['amount']);
    const history = deal.propertiesWithHistory?.['amount'] ?? [];
    assert.deepEqual(
      history.slice(0, 2).map(({ value, sourceType, updatedByUserId }) => [value, sourceType, updatedByUserId]),
      [
        ['39000.00', 'INTEGRATION', undefined],
        ['38400.00', 'CRM_UI', 9_100_002],
      ],
    );
    assert.equal(deal.properties['amount'], '39000.00');
  });

  it('searches, and finds the deal by its company', async () => {
    const company = await portal.idOf('account-alder');
    const found = await portal.client.crm.deals.searchApi.doSearch({
      filterGroups: [
        {
          filters: [
            { propertyName: 'associations.company', operator: FilterOperatorEnum.Eq, value: company },
            { propertyName: 'dealname', operator: FilterOperatorEnum.ContainsToken, value: 'ald*' },
          ],
        },
      ],
      properties: ['dealname'],
      sorts: ['-createdate'],
      limit: 10,
    });
    assert.equal(found.total, 1);
    assert.equal(found.results[0]?.id, await portal.idOf('deal-alder'));
  });

  it('makes a new contact of two, to which both ids and both addresses lead', async () => {
    const { basicApi } = portal.client.crm.contacts;
    const kept = await basicApi.create({ properties: { email: 'one@alderpoint.example' }, associations: [] });
    const merged = await basicApi.create({
      properties: { email: 'two@alderpoint.example', phone: '+1 918-555-0177' },
      associations: [],
    });
    const result = await basicApi.merge({ primaryObjectId: kept.id, objectIdToMerge: merged.id });
    assert.ok(![kept.id, merged.id].includes(result.id));
    const byAddress = await basicApi.getById(
      'two@alderpoint.example',
      ['phone', 'hs_additional_emails'],
      ['phone'],
      undefined,
      false,
      'email',
    );
    assert.equal(byAddress.id, result.id);
    assert.equal(byAddress.properties['phone'], '+1 918-555-0177');
    assert.equal(byAddress.propertiesWithHistory?.['phone']?.[0]?.sourceType, 'MERGE_OBJECTS');
    for (const old of [kept.id, merged.id]) assert.equal((await basicApi.getById(old)).id, result.id);
    const found = await basicApi.getById(result.id, ['email', 'hs_merged_object_ids']);
    assert.equal(found.properties['email'], 'one@alderpoint.example');
    assert.equal(found.properties['hs_merged_object_ids'], `${kept.id};${merged.id}`);
  });

  it('erases a contact for good', async () => {
    const { basicApi } = portal.client.crm.contacts;
    const created = await basicApi.create({ properties: { email: 'gone@alderpoint.example' }, associations: [] });
    await basicApi.purge({ objectId: 'gone@alderpoint.example', idProperty: 'email' });
    await assert.rejects(basicApi.getById(created.id), { code: 404 });
    await assert.rejects(basicApi.getById(created.id, [], [], [], true), { code: 404 });
  });

  it('keeps notes, tasks, calls, meetings and emails by the same rules', async () => {
    const { objects } = portal.client.crm;
    const note = await objects.notes.basicApi.create({
      properties: { hs_timestamp: '1796000000000', hs_note_body: 'Tom asked for the security report.' },
      associations: [],
    });
    assert.equal(note.properties['hs_timestamp'], '2026-11-30T00:53:20.000Z');
    await assert.rejects(
      objects.tasks.basicApi.create({ properties: { hs_task_subject: 'No due date' }, associations: [] }),
      /Some required properties were not set/u,
    );
    for (const [objectType, title] of [
      ['calls', 'hs_call_title'],
      ['meetings', 'hs_meeting_title'],
      ['emails', 'hs_email_subject'],
    ] as const) {
      const made = await objects.basicApi.create(objectType, {
        properties: { hs_timestamp: '2026-11-20T10:00:00Z', [title]: 'A title' },
        associations: [],
      });
      const read = await objects.basicApi.getById(objectType, made.id, [title]);
      assert.equal(read.properties[title], 'A title');
    }
  });
});
