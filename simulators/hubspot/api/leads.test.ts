import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/leads/index.js';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/objects/leads/models/Filter.js';
import { z } from 'zod';
import { clientId, clientSecret } from '../portal.ts';
import { askAs, startTestPortal, type TestPortal } from '../test-portal.ts';
import { allScopes } from './scopes.ts';

const category = AssociationSpecAssociationCategoryEnum.HubspotDefined;
const Tied = z.array(
  z.object({ toObjectId: z.string(), associationTypes: z.array(z.object({ typeId: z.int() }).loose()) }),
);

describe('leads', () => {
  let portal: TestPortal;
  before(async () => {
    portal = await startTestPortal();
  });
  beforeEach(() => portal.control('reset', {}));
  after(() => portal.close());

  function tieTo(id: string, associationTypeId = 578) {
    return { to: { id }, types: [{ associationCategory: category, associationTypeId }] };
  }

  async function makeLead(further: Record<string, string> = {}): Promise<string> {
    const [contact, company] = await Promise.all(['contact-rosa', 'account-cobble'].map(portal.idOf));
    const made = await portal.client.crm.objects.leads.basicApi.create({
      properties: { hs_lead_name: 'Rosa Delgado', ...further },
      associations: [tieTo(contact ?? ''), tieTo(company ?? '', 610)],
    });
    return made.id;
  }

  async function tiesOf(id: string, toType: string): Promise<[string, number[]][]> {
    const { body } = await portal.ask(`GET /crm/v4/objects/leads/${id}/associations/${toType}`);
    return Tied.parse(body['results']).map(({ toObjectId, associationTypes }) => [
      toObjectId,
      associationTypes.map(({ typeId }) => typeId),
    ]);
  }

  it('are made, read, changed and archived by the client of HubSpot', async () => {
    const { basicApi, searchApi, batchApi } = portal.client.crm.objects.leads;
    const id = await makeLead({ hs_lead_type: 'NEW BUSINESS', hs_lead_label: 'WARM' });
    const names = ['hs_lead_name', 'hs_lead_type', 'hs_pipeline', 'hs_pipeline_stage'];
    const read = await basicApi.getById(id, names, undefined, ['contacts', 'companies']);
    assert.deepEqual(
      names.map((name) => read.properties[name]),
      ['Rosa Delgado', 'NEW BUSINESS', 'lead-pipeline-id', 'new-stage-id'],
    );
    assert.deepEqual(
      read.associations?.['contacts']?.results.map(({ type }) => type),
      ['lead_to_contact', 'lead_to_primary_contact'],
    );
    assert.deepEqual(Object.keys((await basicApi.getById(id)).properties).toSorted(), [
      'hs_createdate',
      'hs_lastmodifieddate',
      'hs_object_id',
    ]);
    await basicApi.update(id, { properties: { hs_pipeline_stage: 'connected-stage-id' } });
    const found = await searchApi.doSearch({
      filterGroups: [
        {
          filters: [
            { propertyName: 'hs_pipeline_stage', operator: FilterOperatorEnum.Eq, value: 'connected-stage-id' },
          ],
        },
      ],
      properties: ['hs_lead_name'],
      limit: 10,
    });
    assert.deepEqual(
      found.results.map((lead) => lead.id),
      [id],
    );
    await batchApi.archive({ inputs: [{ id }] });
    await assert.rejects(basicApi.getById(id), { code: 404 });
  });

  it('are found by their contact, and by the words of its address', async () => {
    const id = await makeLead();
    const contact = await portal.idOf('contact-rosa');
    const filter = { propertyName: 'associations.contact', operator: 'EQ', value: contact };
    for (const input of [{ filterGroups: [{ filters: [filter] }] }, { query: 'rosa@cobblehillhomes.example' }]) {
      const { body } = await portal.ask('POST /crm/objects/2026-09/leads/search', input);
      assert.equal(body['total'], 1);
    }
    for (const named of ['lead', '0-136']) {
      assert.equal((await portal.ask(`GET /crm/v3/objects/${named}/${id}`)).status, 200);
    }
  });

  it('need a name, and an existing contact by the primary tie in the same request', async () => {
    const contact = await portal.idOf('contact-rosa');
    const named = { hs_lead_name: 'Rosa Delgado' };
    for (const path of ['/crm/v3/objects/leads', '/crm/objects/2026-03/leads', '/crm/objects/2026-09/leads']) {
      for (const body of [
        { properties: { hs_lead_label: 'HOT' }, associations: [tieTo(contact)] },
        { properties: named },
        { properties: named, associations: [tieTo('1')] },
        { properties: named, associations: [tieTo(contact, 608)] },
        { properties: { ...named, hs_lead_label: 'Hot' }, associations: [tieTo(contact)] },
        { properties: { ...named, hs_pipeline_stage: 'proposal' }, associations: [tieTo(contact)] },
        { properties: { ...named, hs_associated_contact_email: 'a@b.example' }, associations: [tieTo(contact)] },
      ]) {
        const answer = await portal.ask(`POST ${path}`, body);
        assert.deepEqual([answer.status, answer.body['category']], [400, 'VALIDATION_ERROR'], JSON.stringify(body));
      }
    }
    const batch = { inputs: [{ properties: named, associations: [tieTo(contact)] }, { properties: named }] };
    assert.equal((await portal.ask('POST /crm/v3/objects/leads/batch/create', batch)).status, 400);
    assert.deepEqual((await portal.ask('GET /crm/v3/objects/leads')).body['results'], []);
  });

  it('have one primary contact and say whose lead they are', async () => {
    const id = await makeLead();
    const [rosa = '', sam = ''] = await Promise.all(['contact-rosa', 'contact-sam'].map(portal.idOf));
    const path = `/crm/v4/objects/leads/${id}/associations`;
    await portal.ask(`PUT ${path}/default/contacts/${sam}`);
    assert.deepEqual(await tiesOf(id, 'contacts'), [
      [sam, [608]],
      [rosa, [608, 578]],
    ]);
    await portal.ask(`PUT ${path}/contacts/${sam}`, [{ associationCategory: category, associationTypeId: 578 }]);
    assert.deepEqual(await tiesOf(id, 'contacts'), [
      [sam, [608, 578]],
      [rosa, [608]],
    ]);
    const back = await portal.ask(`GET /crm/v4/objects/contacts/${sam}/associations/leads`);
    assert.deepEqual(
      Tied.parse(back.body['results'])[0]?.associationTypes.map(({ typeId }) => typeId),
      [609, 579],
    );
    await portal.control('changes', { objectType: 'contacts', id: sam, property: 'lastname', value: 'Whitlock-Ames' });
    const names = ['hs_associated_contact_firstname', 'hs_associated_contact_lastname', 'hs_associated_company_domain'];
    const read = await portal.client.crm.objects.leads.basicApi.getById(id, names);
    assert.deepEqual(
      names.map((name) => read.properties[name]),
      ['Sam', 'Whitlock-Ames', 'cobblehillhomes.example'],
    );
  });

  it('are tied to companies and activities by the numbers that HubSpot gives', async () => {
    const id = await makeLead();
    assert.deepEqual(
      (await tiesOf(id, 'companies')).map(([, types]) => types),
      [[610]],
    );
    const numbers = {
      calls: [597, 596],
      emails: [599, 598],
      meetings: [601, 600],
      notes: [855, 854],
      tasks: [647, 646],
    };
    for (const [type, [there = 0, back]] of Object.entries(numbers)) {
      const made = await portal.client.crm.objects.basicApi.create(type, {
        properties: { hs_timestamp: '2026-11-20T10:00:00Z' },
        associations: [tieTo(id, there)],
      });
      assert.deepEqual(await tiesOf(id, type), [[made.id, [back]]]);
    }
  });

  it('go through the pipeline that every portal with leads has', async () => {
    const { pipelinesApi, pipelineStagesApi } = portal.client.crm.pipelines;
    const [pipeline] = (await pipelinesApi.getAll('leads')).results;
    assert.equal(pipeline?.id, 'lead-pipeline-id');
    assert.deepEqual(
      pipeline.stages.map((stage) => [stage.id, stage.label, stage.metadata]),
      [
        ['new-stage-id', 'New', { leadState: 'NEW' }],
        ['attempting-stage-id', 'Attempting', { leadState: 'IN_PROGRESS' }],
        ['connected-stage-id', 'Connected', { leadState: 'IN_PROGRESS' }],
        ['qualified-stage-id', 'Qualified', { leadState: 'QUALIFIED' }],
        ['unqualified-stage-id', 'Disqualified', { leadState: 'UNQUALIFIED' }],
      ],
    );
    const stage = await pipelineStagesApi.create('leads', pipeline.id, {
      label: 'Waiting',
      displayOrder: 5,
      metadata: { leadState: 'IN_PROGRESS' },
    });
    const id = await makeLead({ hs_pipeline_stage: stage.id });
    await assert.rejects(pipelinesApi.archive('leads', pipeline.id), { code: 400 });
    const rename = { objectType: 'leads', property: 'hs_pipeline_stage', from: 'new-stage-id', to: 'fresh' };
    await portal.control('options', rename);
    const patch = { properties: { hs_pipeline_stage: 'new-stage-id' } };
    assert.equal((await portal.ask(`PATCH /crm/v3/objects/leads/${id}`, patch)).status, 400);
    const definition = await portal.client.crm.properties.coreApi.getByName('leads', 'hs_pipeline_stage');
    assert.ok(definition.options.some(({ value, label }) => value === 'fresh' && label === 'New'));
  });

  it('are closed to a portal or a token without their scopes', async () => {
    const contact = await portal.idOf('contact-rosa');
    const body = { properties: { hs_lead_name: 'Rosa' }, associations: [tieTo(contact)] };
    const asked: [string, string, unknown?][] = [
      ['GET /crm/v3/objects/leads', 'crm.objects.leads.read'],
      ['POST /crm/objects/2026-09/leads', 'crm.objects.leads.write', body],
      ['POST /crm/v3/objects/leads/search', 'crm.objects.leads.read', {}],
      ['GET /crm/v3/pipelines/leads', 'crm.objects.leads.read'],
      ['GET /crm/v3/properties/leads', 'crm.schemas.leads.read'],
      [`GET /crm/v4/objects/contacts/${contact}/associations/leads`, 'crm.objects.leads.read'],
    ];
    await portal.control('scopes', { scopes: allScopes.filter((scope) => !scope.includes('.leads.')) });
    for (const [line, scope, input] of asked) {
      const answer = await portal.ask(line, input);
      assert.deepEqual([answer.status, answer.body['category']], [403, 'MISSING_SCOPES'], line);
      assert.match(JSON.stringify(answer.body['errors']), new RegExp(scope.replaceAll('.', '\\.'), 'u'));
    }
    assert.equal((await portal.ask('GET /crm/v3/objects/contacts')).status, 200);
    await portal.control('scopes', { scopes: allScopes });
    const { tokensApi } = portal.client.oauth;
    const query = new URLSearchParams({ client_id: clientId, redirect_uri: 'http://127.0.0.1:1/', scope: 'oauth' });
    const approved = await portal.ask(`GET /oauth/authorize?${query.toString()}`);
    const code = new URL(approved.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const { accessToken: token } = await tokensApi.create(
      'authorization_code',
      code,
      'http://127.0.0.1:1/',
      clientId,
      clientSecret,
    );
    const refused = await askAs({ url: portal.url, token }, { method: 'GET', path: '/crm/v3/objects/leads' });
    assert.equal(refused.status, 403);
  });

  it('are made by people of the portal too, and many at once', async () => {
    const ana = { objectType: 'contacts', id: 'contact-ana' };
    const values = { hs_lead_name: 'Ana Ruiz' };
    const made = await portal.control('records', { objectType: 'leads', values, associations: [ana] });
    assert.deepEqual(await tiesOf(String(made['id']), 'contacts'), [[await portal.idOf('contact-ana'), [608, 578]]]);
    await portal.control('load', { objectType: 'leads', count: 12 });
    const { body } = await portal.ask('GET /crm/v3/objects/leads?limit=100&properties=hs_pipeline_stage');
    assert.equal(z.array(z.unknown()).parse(body['results']).length, 13);
  });
});
