import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkStorm } from './check-storm.ts';
import type { Aftermath, ChangeRow } from './read-aftermath.ts';
import type { Version } from './read-vendors.ts';
import type { OurWrite } from './writes-in.ts';

const calm: Aftermath = {
  ended: [],
  lost: [],
  hidden: [],
  turned: [],
  vanished: [],
  deeds: [],
  unasked: [],
  accepted: [],
  left: [],
  ledger: [],
  analyses: [],
  changes: [],
  effects: [],
  notifications: [],
  decisions: [],
  regretted: [],
  interactions: [],
  brokenRuns: [],
  dead: [],
  drifts: [],
  keptOut: [],
  forgotten: [],
  leftovers: [],
  portal: {
    records: { deals: { '7': { id: '7', archivedAtMs: null, mergedIntoId: null, versions: {} } } },
    owners: [],
  },
  chat: { messages: [], users: [] },
  activities: [],
  messageMarkers: [],
  writes: [],
};

const change: ChangeRow = {
  id: 'chg_1',
  call_id: 'call_1',
  target_type: 'deal',
  target_id: '7',
  action: { type: 'set_property', value: '500' },
  property: 'amount',
  old_value: '400',
  edited_value: null,
  external_id: null,
  verdict: 'ask',
  state: 'applied',
  problem: null,
};
const approval = { change_id: 'chg_1', decided_by: 'maya@example.com', decision: 'approve', at: new Date(2000) };
const effect = { target: 'hubspot', kind: 'set_property', key: 'change:chg_1:r1', marker: 'eff_1', state: 'done' };
const byPerson: Version = { value: '400', atMs: 1000, sourceType: 'CRM_UI', sourceId: 'userId:1' };
const ours: Version = { value: '500', atMs: 3000, sourceType: 'INTEGRATION', sourceId: '8100002' };
const write: OurWrite = {
  objectType: 'deals',
  externalId: '7',
  property: 'amount',
  version: ours,
  before: byPerson,
  after: [],
};
const agreed: Aftermath = { ...calm, changes: [change], decisions: [approval], effects: [effect], writes: [write] };

/** The names of the checks that do not hold. */
function brokenIn(after: Aftermath): string[] {
  return checkStorm(after)
    .filter(({ problems }) => problems.length > 0)
    .map(({ name }) => name);
}

describe('the checks after a storm', () => {
  it('hold where nothing happened, and where an approved value was written once', () => {
    assert.deepEqual(brokenIn(calm), []);
    assert.deepEqual(brokenIn(agreed), []);
  });

  it('name a value that was sent twice, also where the history shows it once', () => {
    const sent = { vendor: 'hubspot', method: 'PATCH', path: '/crm/v3/objects/deals/7', atMs: 0, process: 1 } as const;
    const body = { properties: { amount: '500' } };
    const accepted = [
      { ...sent, body },
      { ...sent, body },
    ];
    assert.deepEqual(brokenIn({ ...agreed, accepted }), ['every value in HubSpot was written once']);
    const refused = { ...sent, body: { properties: { risk_factors: 'a price objection' } } };
    assert.deepEqual(brokenIn({ ...agreed, accepted: [refused, refused] }), []);
  });

  it('name a value that nobody has said yes to, or only before a person wrote another', () => {
    const nobody = brokenIn({ ...agreed, decisions: [] });
    assert.deepEqual(nobody, [
      'the policy, or a person who may, has let everything through that was written',
      "nothing was written over a person's entry unasked",
    ]);
    const early = [{ ...approval, at: new Date(500) }];
    assert.deepEqual(brokenIn({ ...agreed, decisions: early }), ["nothing was written over a person's entry unasked"]);
    const putBack: Version = { ...ours, value: '400', atMs: 3100 };
    assert.deepEqual(brokenIn({ ...agreed, decisions: early, writes: [{ ...write, after: [putBack] }] }), []);
  });

  it('name what is believed to be written or undone and is not', () => {
    assert.deepEqual(brokenIn({ ...agreed, writes: [] }), [
      'what Sophia believes to have written stands in the history',
    ]);
    assert.deepEqual(brokenIn({ ...agreed, changes: [{ ...change, state: 'undone' }] }), [
      'what was undone is as it was',
    ]);
  });

  it('name what waits for a word and asks nobody for it', () => {
    const brokenRuns = [{ workflow_uuid: 'follow-up-call:call_1', status: 'ERROR', error: 'it broke' }];
    assert.deepEqual(brokenIn({ ...calm, brokenRuns }), ['what broke was begun anew and ended well']);
    assert.deepEqual(brokenIn({ ...calm, unasked: ['chg_1'] }), ['whatever waits for a word is asked about in Slack']);
  });

  it('name a message that was sent twice, or that nobody knows of', () => {
    const sent = { ...effect, target: 'slack', kind: 'post_message', marker: 'eff_2' };
    const once = { ...calm, effects: [sent], messageMarkers: ['eff_2'] };
    assert.deepEqual(brokenIn(once), []);
    for (const messageMarkers of [['eff_2', 'eff_2'], ['eff_2', 'eff_3'], []]) {
      assert.deepEqual(brokenIn({ ...once, messageMarkers }), ['every message in Slack was sent once']);
    }
  });

  it('name a value that was under way as its call turned private, where nobody is told of it', () => {
    const attempt = {
      change_id: 'chg_1',
      entity_type: 'deal',
      entity_id: '7',
      operation: 'update',
      property: 'amount',
    };
    const forgotten = [{ ...attempt, status: 'started' }];
    const effects = [{ ...effect, state: 'sending' }];
    const gone = { ...calm, effects, forgotten, writes: [write] };
    const drift = {
      what: 'removed_calls',
      key: 'removed:call_1',
      lines: [{ label: 'HubSpot deal 7 (Alder), amount' }],
    };
    assert.deepEqual(brokenIn(gone), ['every value in HubSpot was written once']);
    assert.deepEqual(brokenIn({ ...gone, drifts: [drift] }), []);
    const other = { ...drift, lines: [{ label: 'HubSpot deal 77 (Alder), amount' }] };
    assert.deepEqual(brokenIn({ ...gone, drifts: [other] }), ['every value in HubSpot was written once']);
  });

  it('name a decision that was taken note of and never heard of again', () => {
    const deed = { kind: 'reject', changeId: 'chg_1', who: 'maya', acknowledged: true } as const;
    const heard = 'every decision that Sophia has taken note of was carried out';
    assert.deepEqual(brokenIn({ ...calm, deeds: [deed] }), [heard]);
    assert.deepEqual(brokenIn({ ...calm, deeds: [{ ...deed, acknowledged: false }] }), []);
  });

  it('name a call that is missing, analyzed twice, or open without a cause', () => {
    const item = {
      external_id: '1',
      call_id: 'call_1',
      stored_at: new Date(),
      analyzed_at: new Date(),
      written_at: new Date(),
      announced_at: new Date(),
      excluded: null,
      gap_cause: null,
      gap_detail: null,
    };
    const told = [{ kind: 'call_summary', state: 'sent', call_id: 'call_1', message_id: '1.5' }];
    const one = { ...calm, ended: ['1'], ledger: [item], notifications: told };
    const once = { ...one, analyses: [{ call_id: 'call_1', count: 1 }] };
    const analyzed = 'every call is analyzed once, or the ledger says why not';
    assert.deepEqual(brokenIn(once), []);
    assert.deepEqual(brokenIn({ ...one, analyses: [{ call_id: 'call_1', count: 2 }] }), [analyzed]);
    assert.deepEqual(brokenIn({ ...calm, ended: ['1'] }), [analyzed]);
    assert.deepEqual(brokenIn({ ...once, ledger: [{ ...item, written_at: null }] }), [
      'the ledger is closed, or names what is missing',
    ]);
    assert.deepEqual(brokenIn({ ...once, notifications: [] }), ['every call was told of once']);
  });

  it('name what is left of a call that turned private, and a call that vanished unnoticed', () => {
    const item = {
      external_id: '1',
      call_id: null,
      stored_at: new Date(),
      analyzed_at: new Date(),
      written_at: new Date(),
      announced_at: new Date(),
      excluded: 'private',
      gap_cause: null,
      gap_detail: null,
    };
    const left = 'nothing is left of a call that turned private, or it is named';
    const turned = { ...calm, ended: ['1'], turned: ['1'], ledger: [item], keptOut: [{ call_id: 'call_1' }] };
    assert.deepEqual(brokenIn(turned), []);
    assert.deepEqual(brokenIn({ ...turned, leftovers: ['2 rows in claims'] }), [left]);
    const notifications = [{ kind: 'call_summary', state: 'sent', call_id: 'call_1', message_id: '1.5' }];
    assert.deepEqual(brokenIn({ ...turned, notifications }), [left]);
    const drift = { what: 'removed_calls', key: 'removed:call_1', lines: [{ label: 'Slack message 1.5 in #acct' }] };
    assert.deepEqual(brokenIn({ ...turned, notifications, drifts: [drift] }), []);
    const open = { ...item, excluded: null, call_id: 'call_1' };
    const vanished = { ...calm, ended: ['1'], vanished: ['1'], ledger: [open], notifications };
    const gone = { ...vanished, analyses: [{ call_id: 'call_1', count: 1 }] };
    assert.deepEqual(brokenIn(gone), ['a call that vanished from Gong is named']);
    const named = { what: 'calls', key: 'vanished:1', lines: [{ label: 'A call' }] };
    assert.deepEqual(brokenIn({ ...gone, drifts: [named] }), []);
  });
});
