import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CrmActivity, Deal, Email, PropertyChange } from '../schema.ts';
import { findWarnings } from './find-warnings.ts';

const today = '2026-11-27';

function change(at: string, [property, value]: readonly [string, string]): PropertyChange {
  return { at: `${at}T15:00:00Z`, property, value, source: 'CRM_UI', employeeKey: 'maya' };
}

function dealWith(changes: readonly PropertyChange[]): Deal {
  const first = [
    change('2026-11-01', ['dealstage', 'qualifiedtobuy']),
    change('2026-11-01', ['closedate', '2027-01-31T00:00:00Z']),
    change('2026-11-01', ['hs_next_step', 'Demo']),
  ];
  return {
    key: 'deal',
    accountKey: 'account',
    name: 'Deal',
    pipelineId: 'default',
    kind: 'new_business',
    ownerKey: 'maya',
    contactKeys: ['champion'],
    changes: [...first, ...changes].toSorted((left, right) => left.at.localeCompare(right.at)),
    createdAt: '2026-11-01T14:00:00Z',
    archivedAt: null,
    duplicateOfKey: null,
  };
}

function mail(at: string, direction: 'incoming' | 'outgoing'): CrmActivity {
  const about = { accountKey: 'account', dealKey: 'deal', contactKeys: ['champion'], ownerKey: 'maya' };
  return { ...about, key: at, kind: 'email', at: `${at}T15:00:00Z`, subject: '', body: '', direction, completed: null };
}

/** One of the e-mails that say something. */
function letter(at: string): Email {
  const about = { accountKey: 'account', dealKey: 'deal', contactKey: 'champion', ownerKey: 'maya' };
  return { ...about, key: at, at: `${at}T15:00:00Z`, direction: 'incoming', subject: '', text: '', html: null };
}

interface Done {
  readonly activities?: CrmActivity[];
  readonly emails?: Email[];
}

function warningsOf(deal: Deal, { activities = [], emails = [] }: Done = {}) {
  const found = findWarnings({
    deals: [deal],
    calls: [],
    upcomingCalls: [],
    activities,
    emails,
    departures: [],
    today,
  });
  return found.map(({ kind, from, until }) => `${kind} ${from.slice(0, 10)} ${until?.slice(0, 10) ?? 'still'}`);
}

describe('warnings of a deal', () => {
  it('are none while somebody works on it', () => {
    assert.deepEqual(warningsOf(dealWith([change('2026-11-14', ['amount', '10.00'])])), []);
  });

  it('say that nothing happens, until something does', () => {
    const quiet = dealWith([change('2026-11-20', ['amount', '10.00'])]);
    assert.deepEqual(warningsOf(quiet), ['no_activity 2026-11-16 2026-11-21']);
    assert.deepEqual(warningsOf(quiet, { activities: [mail('2026-11-10', 'incoming')] }), []);
    assert.deepEqual(warningsOf(quiet, { emails: [letter('2026-11-10')] }), [], 'an e-mail that says something');
  });

  it('say that there is no next step, until there is one', () => {
    const changes = [change('2026-11-10', ['hs_next_step', '']), change('2026-11-15', ['hs_next_step', 'Pricing'])];
    assert.deepEqual(warningsOf(dealWith(changes)), ['no_next_step 2026-11-11 2026-11-16']);
    const task = { ...mail('2026-11-13', 'outgoing'), kind: 'task', direction: null } as const;
    for (const completed of [true, false]) {
      const until = warningsOf(dealWith(changes), { activities: [{ ...task, completed }] });
      assert.deepEqual(until, ['no_next_step 2026-11-14 2026-11-16'], 'a task was open until its day');
    }
  });

  it('say that the close date has passed, until it is moved', () => {
    const changes = [
      change('2026-11-05', ['closedate', '2026-11-12T00:00:00Z']),
      change('2026-11-16', ['closedate', '2027-01-31T00:00:00Z']),
    ];
    assert.deepEqual(warningsOf(dealWith(changes)), ['close_date_passed 2026-11-13 2026-11-17']);
  });

  it('say that the close date was pushed twice, but not that it was pulled in', () => {
    const pushed = [
      change('2026-11-08', ['closedate', '2027-02-10T00:00:00Z']),
      change('2026-11-18', ['closedate', '2027-02-20T00:00:00Z']),
    ];
    assert.deepEqual(warningsOf(dealWith(pushed)), ['close_date_pushed 2026-11-19 still']);
    const pulled = [
      change('2026-11-08', ['closedate', '2027-01-20T00:00:00Z']),
      change('2026-11-18', ['closedate', '2027-01-10T00:00:00Z']),
    ];
    assert.deepEqual(warningsOf(dealWith(pulled)), []);
  });

  it('say that it is stuck, by the days of its stage, and not when a stage is set again', () => {
    const changes = [
      change('2026-11-03', ['dealstage', 'contractsent']),
      change('2026-11-10', ['dealstage', 'contractsent']),
      change('2026-11-16', ['amount', '10.00']),
      change('2026-11-22', ['amount', '20.00']),
    ];
    assert.deepEqual(warningsOf(dealWith(changes)), ['stuck_in_stage 2026-11-24 still']);
  });

  it('are over when it is closed', () => {
    assert.deepEqual(warningsOf(dealWith([change('2026-11-14', ['dealstage', 'closedlost'])])), []);
  });
});
