import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  PropertyCreateFieldTypeEnum,
  PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import { z } from 'zod';
import { startTestPortal, type TestPortal } from '../test-portal.ts';

const Partial = z.object({
  results: z.array(z.unknown()),
  errors: z.array(z.object({ category: z.string(), context: z.record(z.string(), z.array(z.string())) })),
});

describe('batches of objects, asked for by the client of HubSpot', () => {
  let portal: TestPortal;
  before(async () => {
    portal = await startTestPortal();
  });
  after(() => portal.close());

  it('reads what is there and names what is not', async () => {
    const id = await portal.idOf('contact-ana');
    const read = await portal.client.crm.contacts.batchApi.read({
      inputs: [{ id }, { id: '1' }],
      properties: ['email'],
      propertiesWithHistory: ['email'],
    });
    assert.equal(read.results.length, 1);
    assert.equal(read.results[0]?.propertiesWithHistory?.['email']?.[0]?.value, 'ana.ruiz@alderpoint.example');
    assert.ok('errors' in read);
    assert.equal(read.numErrors, 1);
    assert.deepEqual(read.errors?.[0]?.context['ids'], ['1']);
  });

  it('creates each traced input by itself', async () => {
    const answer = await portal.ask('POST /crm/v3/objects/contacts/batch/create', {
      inputs: [
        { properties: { email: 'new@alderpoint.example' }, objectWriteTraceId: 'first' },
        { properties: { email: 'ana.ruiz@alderpoint.example' }, objectWriteTraceId: 'second' },
      ],
    });
    assert.equal(answer.status, 207);
    const { errors, results } = Partial.parse(answer.body);
    const [error] = errors;
    assert.equal(error?.category, 'CONFLICT');
    assert.deepEqual(error?.context['objectWriteTraceId'], ['second']);
    assert.equal(results.length, 1);
  });

  it('creates nothing where one of several untraced inputs is wrong', async () => {
    const before = await portal.client.crm.contacts.getAll();
    const inputs = [
      { properties: { email: 'half@alderpoint.example' }, associations: [] },
      { properties: { email: 'ana.ruiz@alderpoint.example' }, associations: [] },
    ];
    await assert.rejects(portal.client.crm.contacts.batchApi.create({ inputs }), /Contact already exists/u);
    assert.equal((await portal.client.crm.contacts.getAll()).length, before.length);
  });

  it('updates, upserts by a unique property and archives', async () => {
    const { batchApi, basicApi } = portal.client.crm.companies;
    const id = await portal.idOf('account-alder');
    const updated = await batchApi.update({
      inputs: [
        { id, properties: { description: 'Manages 3,100 units.' } },
        { id: '2', properties: { description: 'Nobody' } },
      ],
    });
    assert.deepEqual(
      updated.results.map((company) => company.id),
      [id],
    );
    await portal.client.crm.properties.coreApi.create('companies', {
      name: 'ledger_id',
      label: 'Ledger id',
      type: PropertyCreateTypeEnum.String,
      fieldType: PropertyCreateFieldTypeEnum.Text,
      groupName: 'companyinformation',
      hasUniqueValue: true,
    });
    const upserted = await batchApi.upsert({
      inputs: [{ id: 'L-1', idProperty: 'ledger_id', properties: { name: 'Fern Row Homes' } }],
    });
    assert.equal(upserted.results[0]?._new, true);
    const again = await batchApi.upsert({
      inputs: [{ id: 'L-1', idProperty: 'ledger_id', properties: { name: 'Fern Row' } }],
    });
    assert.equal(again.results[0]?._new, false);
    assert.equal(again.results[0]?.id, upserted.results[0]?.id);
    const created = upserted.results[0]?.id ?? '';
    await batchApi.archive({ inputs: [{ id: created }] });
    await assert.rejects(basicApi.getById(created), { code: 404 });
  });

  it('takes a hundred inputs and not one more', async () => {
    const inputs = Array.from({ length: 101 }, (_, place) => ({ id: String(place) }));
    const answer = await portal.ask('POST /crm/v3/objects/deals/batch/read', { inputs, properties: [] });
    assert.equal(answer.status, 400);
    assert.equal(answer.body['category'], 'VALIDATION_ERROR');
  });
});
