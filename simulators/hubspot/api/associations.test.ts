import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AssociationTypes } from '@hubspot/api-client';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/associations/v4/index.js';
import { startTestPortal, type TestPortal } from '../test-portal.ts';

const defined = AssociationSpecAssociationCategoryEnum.HubspotDefined;

describe('associations, asked for by the client of HubSpot', () => {
  let portal: TestPortal;
  before(async () => {
    portal = await startTestPortal();
  });
  after(() => portal.close());

  it('ties in both directions, with the numbers that the client knows', async () => {
    const { basicApi } = portal.client.crm.associations.v4;
    const deal = await portal.idOf('deal-alder');
    const contact = await portal.idOf('contact-rosa');
    await basicApi.create('deals', deal, 'contacts', contact, [
      { associationCategory: defined, associationTypeId: AssociationTypes.dealToContact },
    ]);
    const back = await basicApi.getPage('contacts', contact, 'deals', undefined, 100);
    const found = back.results.find(({ toObjectId }) => toObjectId === deal);
    assert.deepEqual(
      found?.associationTypes.map(({ typeId }) => typeId),
      [AssociationTypes.contactToDeal],
    );
    await basicApi.archive('deals', deal, 'contacts', contact);
    const after = await basicApi.getPage('contacts', contact, 'deals');
    assert.equal(
      after.results.some(({ toObjectId }) => toObjectId === deal),
      false,
    );
  });

  it('has one primary company a contact', async () => {
    const { basicApi } = portal.client.crm.associations.v4;
    const contact = await portal.idOf('contact-ana');
    const other = await portal.idOf('account-cobble');
    await basicApi.createDefault('contacts', contact, 'companies', other);
    async function typesOf(): Promise<Record<string, string[]>> {
      const page = await basicApi.getPage('contacts', contact, 'companies');
      return Object.fromEntries(
        page.results.map(({ toObjectId, associationTypes }) => [
          toObjectId,
          associationTypes.map(({ label }) => label ?? 'plain'),
        ]),
      );
    }
    const first = await portal.idOf('account-alder');
    assert.deepEqual(await typesOf(), { [first]: ['plain', 'Primary'], [other]: ['plain'] });
    await basicApi.create('contacts', contact, 'companies', other, [
      { associationCategory: defined, associationTypeId: AssociationTypes.primaryContactToCompany },
    ]);
    assert.deepEqual(await typesOf(), { [first]: ['plain'], [other]: ['plain', 'Primary'] });
  });

  it('pages through more than a hundred ties', async () => {
    const { basicApi, batchApi } = portal.client.crm.associations.v4;
    const company = await portal.idOf('account-alder');
    const { firstId } = await portal.control('load', { objectType: 'notes', count: 120 });
    const inputs = Array.from({ length: 120 }, (_, place) => ({
      _from: { id: String(Number(firstId) + place) },
      to: { id: company },
    }));
    const made = await batchApi.createDefault('notes', 'companies', { inputs });
    assert.equal(made.results.length, 240);
    const read = await batchApi.getPage('companies', 'notes', { inputs: [{ id: company }, { id: '5' }] });
    assert.equal(read.results[0]?.to.length, 100);
    assert.ok('numErrors' in read && read.numErrors === 1);
    const rest = await batchApi.getPage('companies', 'notes', {
      inputs: [{ id: company, after: read.results[0]?.paging?.next?.after ?? '' }],
    });
    assert.equal((read.results[0]?.to.length ?? 0) + (rest.results[0]?.to.length ?? 0), 121);
    const page = await basicApi.getPage('companies', company, 'notes', undefined, 50);
    assert.equal(page.results.length, 50);
    assert.ok(page.paging?.next?.after !== undefined);
    const withObject = await portal.client.crm.companies.basicApi.getById(company, [], [], ['notes']);
    assert.equal(withObject.associations?.['notes']?.results.length, 100);
    assert.ok(withObject.associations?.['notes']?.paging?.next?.after !== undefined);
  });

  it('creates several, removes several, and takes a label off', async () => {
    const { batchApi, basicApi } = portal.client.crm.associations.v4;
    const deal = await portal.idOf('deal-cobble-first');
    const contact = await portal.idOf('contact-ana');
    const labels = await portal.client.crm.associations.v4.schema.definitionsApi.create('deals', 'contacts', {
      name: 'signer',
      label: 'Signs',
      inverseLabel: 'Signed by',
    });
    const typeId = labels.results[0]?.typeId ?? 0;
    const { definitionsApi } = portal.client.crm.associations.v4.schema;
    await definitionsApi.update('deals', 'contacts', { associationTypeId: typeId, label: 'Signs it' });
    const known = await definitionsApi.getAll('deals', 'contacts');
    assert.deepEqual(
      known.results.map(({ label, category }) => [label ?? 'plain', String(category)]),
      [
        ['plain', 'HUBSPOT_DEFINED'],
        ['Signs it', 'USER_DEFINED'],
      ],
    );
    const types = [
      { associationCategory: AssociationSpecAssociationCategoryEnum.UserDefined, associationTypeId: typeId },
    ];
    const pair = { _from: { id: deal }, to: { id: contact } };
    const made = await batchApi.create('deals', 'contacts', { inputs: [{ ...pair, types }] });
    assert.deepEqual(made.results[0]?.labels, ['Signs it']);
    async function labelsOf(): Promise<string[] | undefined> {
      const { results } = await basicApi.getPage('deals', deal, 'contacts');
      const found = results.find(({ toObjectId }) => toObjectId === contact);
      return found?.associationTypes.map(({ label }) => label ?? 'plain');
    }
    assert.deepEqual(await labelsOf(), ['plain', 'Signs it']);
    await batchApi.archiveLabels('deals', 'contacts', { inputs: [{ ...pair, types }] });
    assert.deepEqual(await labelsOf(), ['plain']);
    await batchApi.archive('deals', 'contacts', { inputs: [{ _from: { id: deal }, to: [{ id: contact }] }] });
    assert.equal(await labelsOf(), undefined);
    await definitionsApi.remove('deals', 'contacts', typeId);
    assert.equal((await definitionsApi.getAll('deals', 'contacts')).results.length, 1);
  });

  it('refuses a type that does not lie between the two', async () => {
    const deal = await portal.idOf('deal-alder');
    const contact = await portal.idOf('contact-ana');
    const answer = await portal.ask(`PUT /crm/v4/objects/deals/${deal}/associations/contacts/${contact}`, [
      { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202 },
    ]);
    assert.equal(answer.status, 400);
    assert.equal(answer.body['category'], 'VALIDATION_ERROR');
  });
});
