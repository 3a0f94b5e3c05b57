import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PropertyChange } from '../../world/schema.ts';
import { smallWorld } from '../../world/small-world.ts';
import { visibleAssociations } from '../associations/associate.ts';
import { readHistory, readProperty } from '../records/read-property.ts';
import { HubspotState } from '../state.ts';
import { initialState } from './initial-state.ts';

describe('the portal of a world', () => {
  it('has a record for everything that the CRM knows, and for nothing else', () => {
    const world = smallWorld();
    const state = initialState(world);
    assert.equal(Object.keys(state.records.companies).length, world.accounts.length);
    const known = world.contacts.filter(({ inCrmSince }) => inCrmSince !== null);
    assert.equal(Object.keys(state.records.contacts).length, known.length);
    assert.equal(state.worldIds['contact-june'], undefined);
    assert.equal(state.owners.length, world.employees.filter(({ hubspotOwnerId }) => hubspotOwnerId !== null).length);
    const activities = (['notes', 'tasks', 'emails', 'meetings'] as const).flatMap((type) =>
      Object.keys(state.records[type]),
    );
    assert.equal(activities.length, world.activities.length);
  });

  it('goes on from what was saved before there were leads, without any', () => {
    const state = initialState(smallWorld());
    const before = JSON.parse(JSON.stringify(state, (name, value: unknown) => (name === 'leads' ? undefined : value)));
    const read = HubspotState.parse(before);
    assert.deepEqual([read.records.leads, read.properties.leads, read.pipelines.leads], [{}, {}, []]);
    assert.deepEqual(read.records.deals, state.records.deals);
  });

  it('keeps each change of a deal with its source and its person, newest first', () => {
    const world = smallWorld();
    const state = initialState(world);
    const told = world.deals.find(({ key }) => key === 'deal-alder');
    const deal = state.records.deals[state.worldIds['deal-alder']?.id ?? ''];
    assert.ok(told !== undefined);
    assert.ok(deal !== undefined);
    const toldChanges: readonly PropertyChange[] = told.changes;
    for (const property of new Set(toldChanges.map((change) => change.property))) {
      const changes = toldChanges.filter((change) => change.property === property);
      assert.deepEqual(
        readHistory(deal, property).map(({ atMs, sourceType }) => [atMs, sourceType]),
        changes.map(({ at, source }) => [Date.parse(at), source]).toReversed(),
      );
    }
    assert.equal(readProperty(deal, { name: 'closedate' }), '2026-12-18T00:00:00.000Z');
    assert.equal(readProperty(deal, { name: 'hs_is_closed' }), 'false');
  });

  it('ties deals, people and activities as the world does', () => {
    const state = initialState(smallWorld());
    const fromId = state.worldIds['activity-note']?.id ?? '';
    function idsOf(toType: 'companies' | 'deals' | 'contacts'): string[] {
      return visibleAssociations(state, { fromType: 'notes', fromId, toType }).map(({ toId }) => toId);
    }
    assert.deepEqual(
      (['companies', 'deals', 'contacts'] as const).map((type) => idsOf(type)),
      ['account-alder', 'deal-alder', 'contact-ana'].map((key) => [state.worldIds[key]?.id]),
    );
    const champion = state.records.contacts[state.worldIds['contact-ana']?.id ?? ''];
    assert.ok(champion !== undefined);
    assert.equal(readProperty(champion, { name: 'hs_buying_role' }), 'CHAMPION');
  });

  it('has each lead with its stages, its primary contact and its company, and shifts no other id', () => {
    const lead = {
      key: 'lead-rosa',
      accountKey: 'account-cobble',
      contactKey: 'contact-rosa',
      name: 'Rosa Delgado',
      ownerKey: 'employee-luis',
      changes: (['new-stage-id', 'connected-stage-id'] as const).map((value, day) => ({
        at: `2026-11-0${day + 1}T15:00:00Z`,
        property: 'hs_pipeline_stage',
        value,
        source: 'CRM_UI' as const,
        employeeKey: 'employee-luis',
      })),
      createdAt: '2026-11-01T15:00:00Z',
    };
    const without = initialState(smallWorld());
    const state = initialState({
      ...smallWorld(),
      leads: [lead, { ...lead, key: 'lead-june', contactKey: 'contact-june' }],
    });
    const id = state.worldIds['lead-rosa']?.id ?? '';
    const record = state.records.leads[id];
    assert.ok(record !== undefined);
    assert.deepEqual(
      readHistory(record, 'hs_pipeline_stage').map(({ value, userId }) => [value, userId]),
      [
        ['connected-stage-id', 9_100_002],
        ['new-stage-id', 9_100_002],
      ],
    );
    assert.equal(readProperty(record, { name: 'hs_associated_contact_email' }), 'rosa@cobblehillhomes.example');
    assert.equal(readProperty(record, { name: 'hubspot_owner_id' }), '61002');
    const from = { fromType: 'leads', fromId: id } as const;
    const [contact] = visibleAssociations(state, { ...from, toType: 'contacts' });
    assert.deepEqual(
      [contact?.toId, contact?.types.map(({ typeId }) => typeId)],
      [state.worldIds['contact-rosa']?.id, [608, 578]],
    );
    assert.equal(visibleAssociations(state, { ...from, toType: 'companies' })[0]?.types[0]?.typeId, 610);
    assert.equal(Object.keys(state.records.leads).length, 1);
    assert.equal(state.lastId, without.lastId);
    assert.deepEqual({ ...state.records, leads: {} }, without.records);
  });

  it('has the properties that the company has added', () => {
    const world = smallWorld();
    const [custom] = world.customDealProperties;
    assert.ok(custom !== undefined);
    const definition = initialState(world).properties.deals[custom.name];
    assert.equal(definition?.hubspotDefined, false);
    assert.deepEqual(
      definition?.options.map(({ value }) => value),
      custom.options.map(({ value }) => value),
    );
  });

  it('is the same for the same world, and survives being written down', () => {
    const state = initialState(smallWorld());
    assert.deepEqual(initialState(smallWorld()), state);
    assert.deepEqual(HubspotState.parse(JSON.parse(JSON.stringify(state))), state);
  });
});
