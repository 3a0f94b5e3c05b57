import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  PropertyCreateFieldTypeEnum,
  PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import { startTestPortal, type TestPortal } from '../test-portal.ts';

describe('properties, owners and pipelines, asked for by the client of HubSpot', () => {
  let portal: TestPortal;
  before(async () => {
    portal = await startTestPortal();
  });
  after(() => portal.close());

  it('adds, changes and archives a property', async () => {
    const { coreApi, groupsApi } = portal.client.crm.properties;
    await groupsApi.create('deals', { name: 'sophia', label: 'Sophia', displayOrder: 1 });
    const created = await coreApi.create('deals', {
      name: 'risk_factors',
      label: 'Risk factors',
      type: PropertyCreateTypeEnum.Enumeration,
      fieldType: PropertyCreateFieldTypeEnum.Checkbox,
      groupName: 'sophia',
      options: [
        { label: 'No champion', value: 'no_champion', displayOrder: 0, hidden: false },
        { label: 'Late', value: 'late', displayOrder: 1, hidden: false },
      ],
    });
    assert.deepEqual([created.name, created.hubspotDefined, created.options.length], ['risk_factors', false, 2]);
    const deal = await portal.idOf('deal-alder');
    const { basicApi } = portal.client.crm.deals;
    await basicApi.update(deal, { properties: { risk_factors: 'no_champion;late' } });
    await coreApi.update('deals', 'risk_factors', { label: 'Risks' });
    assert.equal((await coreApi.getByName('deals', 'risk_factors')).label, 'Risks');
    await coreApi.archive('deals', 'risk_factors');
    await assert.rejects(coreApi.getByName('deals', 'risk_factors'), { code: 404 });
    await assert.rejects(basicApi.update(deal, { properties: { risk_factors: 'late' } }), /PROPERTY_DOESNT_EXIST/u);
    assert.equal('risk_factors' in (await basicApi.getById(deal, ['risk_factors'])).properties, false);
  });

  it('keeps groups of properties', async () => {
    const { groupsApi } = portal.client.crm.properties;
    await groupsApi.create('contacts', { name: 'calls', label: 'Calls', displayOrder: 2 });
    await groupsApi.update('contacts', 'calls', { label: 'Call insights' });
    assert.equal((await groupsApi.getByName('contacts', 'calls')).label, 'Call insights');
    await assert.rejects(groupsApi.create('contacts', { name: 'calls', label: 'Again' }), { code: 409 });
    await groupsApi.archive('contacts', 'calls');
    const left = await groupsApi.getAll('contacts');
    assert.deepEqual(
      left.results.map(({ name }) => name),
      ['contactinformation'],
    );
    await assert.rejects(groupsApi.archive('contacts', 'contactinformation'), { code: 400 });
  });

  it('reads, creates and archives properties in a batch', async () => {
    const { batchApi } = portal.client.crm.properties;
    const form = {
      type: PropertyCreateTypeEnum.String,
      fieldType: PropertyCreateFieldTypeEnum.Text,
      groupName: 'contactinformation',
    };
    await batchApi.create('contacts', {
      inputs: [
        { ...form, name: 'last_call_summary', label: 'Last call' },
        { ...form, name: 'last_call_topic', label: 'Topic' },
      ],
    });
    const names = [{ name: 'last_call_summary' }, { name: 'nothing_of_that_name' }];
    const read = await batchApi.read('contacts', { archived: false, inputs: names });
    assert.deepEqual(
      read.results.map(({ name }) => name),
      ['last_call_summary'],
    );
    await batchApi.archive('contacts', { inputs: [{ name: 'last_call_topic' }] });
    const all = await portal.client.crm.properties.coreApi.getAll('contacts');
    assert.equal(
      all.results.some(({ name }) => name === 'last_call_topic'),
      false,
    );
  });

  it('lists owners, those who left only when asked for', async () => {
    const { ownersApi } = portal.client.crm.owners;
    const page = await ownersApi.getPage(undefined, undefined, 2);
    assert.equal(page.results.length, 2);
    const rest = await ownersApi.getPage(undefined, page.paging?.next?.after, 2);
    assert.deepEqual(
      [...page.results, ...rest.results].map(({ id }) => id),
      ['61001', '61002', '61003'],
    );
    assert.equal((await ownersApi.getById(9_100_002, 'userId')).email, 'luis.ferrer@tidewaterledger.example');
    const teams = page.results.map((owner) => owner.teams?.map(({ name, primary }) => [name, primary]));
    assert.deepEqual(teams[0], [['Sales', true]]);
    await portal.control('archive-owner', { ownerId: '61002' });
    const archived = await ownersApi.getPage(undefined, undefined, 100, true);
    assert.deepEqual(
      archived.results.map(({ id, userId, userIdIncludingInactive }) => [id, userId ?? null, userIdIncludingInactive]),
      [['61002', null, 9_100_002]],
    );
    const deal = await portal.idOf('deal-alder');
    await assert.rejects(
      portal.client.crm.deals.basicApi.update(deal, { properties: { hubspot_owner_id: '61002' } }),
      /INVALID_OWNER_ID/u,
    );
  });

  it('tells the stages of a pipeline and takes new ones', async () => {
    const { pipelinesApi, pipelineStagesApi, pipelineAuditsApi, pipelineStageAuditsApi } = portal.client.crm.pipelines;
    const all = await pipelinesApi.getAll('deals');
    assert.deepEqual(
      all.results[0]?.stages.map(({ id, metadata }) => [id, metadata?.['isClosed']]),
      [
        ['discovery', 'false'],
        ['proposal', 'false'],
        ['closedwon', 'true'],
        ['closedlost', 'true'],
      ],
    );
    const made = await pipelinesApi.create('deals', {
      label: 'Partners',
      displayOrder: 1,
      stages: [{ label: 'Found', displayOrder: 0, metadata: { probability: '0.1' } }],
    });
    const stage = await pipelineStagesApi.create('deals', made.id, {
      label: 'Signed',
      displayOrder: 1,
      metadata: { probability: '1.0', isClosed: 'true' },
    });
    await pipelineStagesApi.update('deals', made.id, stage.id, { label: 'Won', metadata: {} });
    assert.equal((await pipelineStagesApi.getById('deals', made.id, stage.id)).label, 'Won');
    await pipelineStagesApi.replace('deals', made.id, stage.id, { label: 'Signed', displayOrder: 2, metadata: {} });
    const stages = await pipelineStagesApi.getAll('deals', made.id);
    assert.deepEqual(
      stages.results.map(({ label }) => label),
      ['Found', 'Signed'],
    );
    const changes = await pipelineStageAuditsApi.getAudit('deals', stage.id);
    assert.equal(changes.results.length, 3);
    await pipelineStagesApi.archive('deals', made.id, stage.id);
    await pipelinesApi.update('deals', made.id, { label: 'Alliances' });
    assert.equal((await pipelinesApi.getById('deals', made.id)).label, 'Alliances');
    const audits = await pipelineAuditsApi.getAudit('deals', made.id);
    assert.deepEqual(
      audits.results.map(({ action }) => action),
      ['CREATE', 'UPDATE'],
    );
    const replaced = await pipelinesApi.replace('deals', made.id, {
      label: 'Alliances',
      displayOrder: 3,
      stages: [{ label: 'Met', displayOrder: 0, metadata: { probability: '0.2' } }],
    });
    assert.equal(replaced.stages[0]?.label, 'Met');
    await pipelinesApi.archive('deals', made.id);
    await assert.rejects(pipelinesApi.getById('deals', made.id), { code: 404 });
  });
});
