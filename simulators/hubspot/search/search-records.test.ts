import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { smallWorld } from '../../world/small-world.ts';
import { archiveRecord } from '../records/archive-record.ts';
import { createRecord } from '../records/create-record.ts';
import { readProperty } from '../records/read-property.ts';
import { updateRecord } from '../records/update-record.ts';
import type { HubspotState } from '../state.ts';
import { initialState } from '../world/initial-state.ts';
import type { WriteContext } from '../write-context.ts';
import { SearchInput } from './search-input.ts';
import { searchRecords } from './search-records.ts';

const startMs = Date.parse('2026-11-16T12:00:00Z');

describe('a search', () => {
  const cases: readonly [string, unknown[], string[]][] = [
    ['EQ without regard to case', [{ propertyName: 'dealname', operator: 'EQ', value: 'FIRST' }], ['First']],
    ['NEQ', [{ propertyName: 'dealname', operator: 'NEQ', value: 'first' }], ['Second', 'Third']],
    ['GT by number', [{ propertyName: 'amount', operator: 'GT', value: '9.5' }], ['Second', 'Third']],
    ['LTE', [{ propertyName: 'amount', operator: 'LTE', value: '10' }], ['First', 'Second']],
    ['BETWEEN', [{ propertyName: 'amount', operator: 'BETWEEN', value: '9', highValue: '10' }], ['First', 'Second']],
    [
      'IN with lowercase text',
      [{ propertyName: 'dealname', operator: 'IN', values: ['first', 'third'] }],
      ['First', 'Third'],
    ],
    ['IN with text that is not', [{ propertyName: 'dealname', operator: 'IN', values: ['First'] }], []],
    ['an option with its case', [{ propertyName: 'dealtype', operator: 'EQ', value: 'NewBusiness' }], []],
    ['HAS_PROPERTY', [{ propertyName: 'dealtype', operator: 'HAS_PROPERTY' }], ['First']],
    ['NOT_HAS_PROPERTY', [{ propertyName: 'dealtype', operator: 'NOT_HAS_PROPERTY' }], ['Second', 'Third']],
    ['CONTAINS_TOKEN', [{ propertyName: 'dealname', operator: 'CONTAINS_TOKEN', value: 'th*' }], ['Third']],
    [
      'NOT_CONTAINS_TOKEN',
      [{ propertyName: 'dealname', operator: 'NOT_CONTAINS_TOKEN', value: 'th*' }],
      ['First', 'Second'],
    ],
  ];
  for (const [title, filters, names] of cases) {
    it(`knows ${title}`, () => {
      assert.deepEqual(namesOf(portal(), { filterGroups: [{ filters }] }), names);
    });
  }

  it('joins filters by and, groups by or, and sorts', () => {
    function filters(name: string): unknown[] {
      return [
        { propertyName: 'dealname', operator: 'EQ', value: name },
        { propertyName: 'amount', operator: 'HAS_PROPERTY' },
      ];
    }
    const input = {
      filterGroups: [{ filters: filters('first') }, { filters: filters('third') }],
      sorts: [{ propertyName: 'amount', direction: 'DESCENDING' }],
    };
    assert.deepEqual(namesOf(portal(), input), ['Third', 'First']);
    assert.deepEqual(namesOf(portal(), { query: 'sec', sorts: ['amount'] }), ['Second']);
    assert.deepEqual(namesOf(portal(), { filters: filters('first') }), ['First']);
  });

  it('sees the portal as it was: a value, a new record and an archived one arrive late', () => {
    const state = portal();
    state.searchLagMs = 10_000;
    const [first] = find(state, { input: { query: 'First' }, nowMs: startMs + 20_000 });
    assert.ok(first !== undefined);
    const later = contextAt(state, startMs + 20_000);
    updateRecord(later, { record: first, values: { amount: '77' } });
    createRecord(later, { objectType: 'deals', values: { dealname: 'Fourth' }, associations: [] });
    const filters = [{ propertyName: 'amount', operator: 'EQ', value: '77' }];
    assert.equal(find(state, { input: { filters }, nowMs: startMs + 25_000 }).length, 0);
    assert.equal(find(state, { input: { query: 'Fourth' }, nowMs: startMs + 25_000 }).length, 0);
    assert.equal(find(state, { input: { filters }, nowMs: startMs + 30_000 }).length, 1);
    assert.equal(find(state, { input: { query: 'Fourth' }, nowMs: startMs + 30_000 }).length, 1);
    archiveRecord(contextAt(state, startMs + 40_000), first);
    assert.equal(find(state, { input: { query: 'First' }, nowMs: startMs + 45_000 }).length, 1);
    assert.equal(find(state, { input: { query: 'First' }, nowMs: startMs + 50_000 }).length, 0);
  });

  const filter = { propertyName: 'amount', operator: 'HAS_PROPERTY' };
  const refused: readonly [string, unknown, RegExp][] = [
    ['six groups', { filterGroups: Array(6).fill({ filters: [filter] }) }, /Too many filter groups/u],
    [
      'seven filters in a group',
      { filterGroups: [{ filters: Array(7).fill(filter) }] },
      /Too many filters in a group/u,
    ],
    ['nineteen filters', { filterGroups: Array(4).fill({ filters: Array(5).fill(filter) }) }, /Too many filters: 20/u],
    ['two sorts', { sorts: ['amount', 'dealname'] }, /one sort/u],
    ['201 results', { limit: 201 }, /Invalid limit/u],
    ['what lies beyond 10,000 results', { after: '9900', limit: 200 }, /10000 results/u],
    ['a cursor that is no number', { after: 'x' }, /not an integer/u],
    ['a property that is not there', { sorts: ['nothing'] }, /problem with the request/u],
    ['an operator without its value', { filters: [{ propertyName: 'amount', operator: 'EQ' }] }, /needs a value/u],
  ];
  for (const [title, input, message] of refused) {
    it(`refuses ${title}`, () => {
      assert.throws(() => namesOf(portal(), input), message);
    });
  }
});

/** Three deals of this test beside nothing else. */
function portal(): HubspotState {
  const state = initialState({ ...smallWorld(), deals: [] });
  const context = contextAt(state, startMs);
  for (const values of [
    { dealname: 'First', amount: '9', dealtype: 'newbusiness' },
    { dealname: 'Second', amount: '10' },
    { dealname: 'Third', amount: '100' },
  ]) {
    createRecord(context, { objectType: 'deals', values, associations: [] });
  }
  return state;
}

function contextAt(state: HubspotState, nowMs: number): WriteContext {
  return {
    state,
    nowMs,
    source: { sourceType: 'CRM_UI', sourceId: null, userId: null },
    holdsPortalRules: false,
    isRefused: () => false,
    emit: () => undefined,
  };
}

function find(state: HubspotState, asked: { input: unknown; nowMs?: number }) {
  const { input, nowMs = startMs } = asked;
  return searchRecords(state, { objectType: 'deals', input: SearchInput.parse(input), nowMs }).records;
}

function namesOf(state: HubspotState, input: unknown): (string | null)[] {
  return find(state, { input }).map((record) => readProperty(record, { name: 'dealname' }));
}
