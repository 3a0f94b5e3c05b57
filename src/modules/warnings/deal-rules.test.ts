import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CrmDealActivity } from '#contracts';
import type { CrmRecordRow } from '#modules/crm';
import { stageDays } from './deal-limits.ts';
import type { CallOfDeal, DealView } from './deal-view.ts';
import { limitedKinds } from './limited-kinds.ts';
import { limitsFor } from './limits-for.ts';
import { loadLimits } from './load-limits.ts';
import { dealRules } from './rules/deal-rules.ts';
import { WarningKind } from './schema.ts';

const now = new Date('2026-11-16T12:00:00Z');
const limits = loadLimits();

function record(values: Partial<CrmRecordRow>): CrmRecordRow {
  return {
    recordId: 'rec_1',
    objectType: 'deal',
    externalId: '501',
    properties: { dealstage: 'proposal', hs_next_step: 'Send terms', closedate: '2026-12-18T00:00:00Z' },
    name: 'Alder Point',
    email: null,
    domain: null,
    ownerId: null,
    createdAt: '2026-11-10T09:00:00.000Z',
    updatedAt: '2026-11-10T09:00:00.000Z',
    archivedAt: null,
    vanishedAt: null,
    mergedInto: null,
    syncedAt: '2026-11-16T09:00:00.000Z',
    ...values,
  };
}

/** A deal about which there is nothing to warn of. */
function view(values: Partial<DealView> = {}): DealView {
  return {
    deal: record({}),
    stepFields: ['hs_next_step', 'plan'],
    stage: 'Proposal',
    limits,
    days: { quietDays: 14, stuckDays: 30 },
    now,
    contacts: [],
    changes: [],
    lastByPerson: null,
    activities: [],
    calls: [],
    departures: [],
    meetings: [],
    ...values,
  };
}

function holds(kind: WarningKind, values: Partial<DealView> = {}): boolean | null {
  return dealRules[kind](view(values)).holds;
}

function call(day: string, buyers: readonly string[] = []): CallOfDeal {
  return {
    callId: `call_${day}`,
    title: 'Pricing',
    startedAt: `${day}T10:00:00.000Z`,
    endedAt: `${day}T10:30:00.000Z`,
    buyers,
  };
}

function activity(values: Partial<CrmDealActivity>): CrmDealActivity {
  return {
    kind: 'email',
    subject: null,
    externalId: '1',
    dealExternalId: '501',
    at: '2026-11-01T10:00:00.000Z',
    direction: 'outgoing',
    done: null,
    ownerId: null,
    ...values,
  };
}

function change(property: string, [at, value]: readonly [string, string]): DealView['changes'][number] {
  const by = { source: 'person', sourceType: 'CRM_UI', sourceId: null, userId: '71' } as const;
  return { property, value, at: `${at}T10:00:00.000Z`, ...by };
}

describe('the warnings of a deal', () => {
  it('are none where all is well', () => {
    for (const rule of Object.values(dealRules)) assert.equal(rule(view()).holds, false);
  });

  it('tell that nothing has happened, until a call, an activity or a person ends it', () => {
    const deal = record({ createdAt: '2026-10-01T09:00:00.000Z' });
    const verdict = dealRules.no_activity(view({ deal }));
    assert.ok(verdict.holds === true && verdict.severity === 'high');
    assert.match(verdict.explanation, /the deal was made on 2026-10-01\. In the stage Proposal .* after 14 days/u);
    assert.equal(holds('no_activity', { deal, activities: null }), null, 'unknown where the CRM was not asked');
    assert.equal(holds('no_activity', { deal, calls: [call('2026-11-05')] }), false);
    assert.equal(holds('no_activity', { deal, activities: [activity({ at: '2026-11-05T10:00:00.000Z' })] }), false);
    const open = activity({ kind: 'task', done: false, at: '2026-11-05T10:00:00.000Z', direction: null });
    assert.equal(holds('no_activity', { deal, activities: [open] }), true, 'an open task is no activity');
    assert.equal(holds('no_activity', { deal, activities: [{ ...open, done: true }] }), false);
    const future = activity({ kind: 'meeting', at: '2026-11-20T10:00:00.000Z' });
    assert.equal(holds('no_activity', { deal, activities: [future] }), true, 'what lies ahead has not happened');
    assert.equal(holds('no_activity', { deal, lastByPerson: change('amount', ['2026-11-05', '1']) }), false);
  });

  it('tell that there is no next step, until one is written, or a task or a meeting stands near', () => {
    const deal = record({ properties: { dealstage: 'proposal' } });
    assert.equal(holds('no_next_step', { deal }), true);
    const verdict = dealRules.no_next_step(view({ deal }));
    assert.ok(verdict.holds === true);
    assert.match(verdict.explanation, /no call has agreed on a meeting ahead.*What was promised is not counted/u);
    assert.equal(holds('no_next_step', { deal, activities: null }), null);
    const planned = record({ properties: { dealstage: 'proposal', plan: 'Maya: sends the packet' } });
    assert.equal(holds('no_next_step', { deal: planned }), false, 'in the field that the policy names');
    assert.equal(holds('no_next_step', { deal: planned, stepFields: ['hs_next_step'] }), true);
    const meetings = [
      {
        dealRecordId: 'rec_1',
        commitmentId: 'com_1',
        callId: 'call_1',
        day: '2026-11-23',
        agreedAt: '2026-11-09T10:00:00.000Z',
      },
    ];
    assert.equal(holds('no_next_step', { deal, activities: null, meetings }), false, 'agreed on in a call');
    const task = activity({ kind: 'task', done: false, at: '2026-11-20T10:00:00.000Z' });
    assert.equal(holds('no_next_step', { deal, activities: [task] }), false);
    assert.equal(holds('no_next_step', { deal, activities: [{ ...task, at: '2026-12-20T10:00:00.000Z' }] }), true);
    assert.equal(holds('no_next_step', { deal, activities: [{ ...task, at: '2026-11-10T10:00:00.000Z' }] }), true);
    const ahead = activity({ kind: 'email', at: '2026-11-20T10:00:00.000Z' });
    assert.equal(holds('no_next_step', { deal, activities: [ahead] }), true, 'a mail that is dated ahead');
  });

  it('tell that the close date is over, from the next day on', () => {
    function closing(closedate: string | null): Partial<DealView> {
      return { deal: record({ properties: { closedate } }) };
    }
    assert.equal(holds('close_date_passed', closing('2026-11-15T00:00:00Z')), true);
    assert.equal(holds('close_date_passed', closing('2026-11-15')), true);
    assert.equal(holds('close_date_passed', closing(String(Date.UTC(2026, 10, 15)))), true);
    assert.equal(holds('close_date_passed', closing('2026-11-16T00:00:00Z')), false);
    assert.equal(holds('close_date_passed', closing(null)), false);
  });

  it('tell that the close date was pushed twice in sixty days, and forget it afterward', () => {
    const changes = [
      change('closedate', ['2026-11-10', '2027-01-29']),
      change('closedate', ['2026-10-20', '2026-12-18']),
      change('closedate', ['2026-08-01', '2026-11-20']),
    ];
    const verdict = dealRules.close_date_pushed(view({ changes }));
    assert.ok(verdict.holds === true && verdict.evidence.length === 2);
    assert.match(
      verdict.explanation,
      /a later day than the one before: from 2026-11-20 to 2026-12-18, then to 2027-01-29\.$/u,
    );
    assert.equal(holds('close_date_pushed', { changes, now: new Date('2026-12-25T12:00:00Z') }), false);
    const earlier = [change('closedate', ['2026-11-10', '2026-11-30']), ...changes.slice(1)];
    assert.equal(holds('close_date_pushed', { changes: earlier }), false, 'an earlier day is no push');
  });

  it('name the day that a push began from where the close date was set to an earlier one in between', () => {
    const changes = [
      change('closedate', ['2026-11-18', '2027-01-07']),
      change('closedate', ['2026-11-10', '2026-11-16']),
      change('closedate', ['2026-10-20', '2026-12-20']),
      change('closedate', ['2026-08-01', '2026-12-02']),
    ];
    const verdict = dealRules.close_date_pushed(view({ changes }));
    assert.ok(verdict.holds === true && verdict.evidence.length === 2);
    assert.match(
      verdict.explanation,
      /from 2026-12-02 to 2026-12-20, then from 2026-11-16, set in between, to 2027-01-07\.$/u,
    );
  });

  it('tell that a deal is stuck, counted from when it came into its stage', () => {
    const deal = record({ createdAt: '2026-07-01T09:00:00.000Z' });
    const entered = change('dealstage', ['2026-09-01', 'proposal']);
    const before = change('dealstage', ['2026-07-01', 'discovery']);
    assert.equal(holds('stuck_in_stage', { deal, changes: [entered, before] }), true);
    const again = change('dealstage', ['2026-11-10', 'proposal']);
    assert.equal(holds('stuck_in_stage', { deal, changes: [again, entered, before] }), true, 'set to itself');
    assert.equal(holds('stuck_in_stage', { deal, changes: [again, before] }), false);
  });

  it('tell that only one person speaks, until another does', () => {
    const calls = [call('2026-11-10', ['Ana Ruiz']), call('2026-11-03', ['Ana Ruiz'])];
    assert.equal(holds('single_threaded', { calls }), true);
    assert.equal(holds('single_threaded', { calls: calls.slice(1) }), false);
    assert.equal(holds('single_threaded', { calls: [call('2026-11-12', ['Tom Beckett']), ...calls] }), false);
  });

  it('tell that a contact has left by name, until the contact is off the deal or speaks again', () => {
    const departure = {
      callId: 'call_2026-11-03',
      at: '2026-11-03T10:00:00.000Z',
      quote: "So, I should tell you, Ana isn't with us anymore.",
      speaker: 'Tom Beckett',
      turn: 4,
      startMs: 9000,
    };
    const ana = record({ objectType: 'contact', recordId: 'rec_2', name: 'Ana Ruiz' });
    const told = { departures: [departure], contacts: [ana], calls: [call('2026-11-03', ['Tom Beckett'])] };
    const verdict = dealRules.champion_left(view(told));
    assert.ok(verdict.holds === true && verdict.severity === 'high');
    assert.deepEqual(verdict.evidence[0]?.type, 'quote');
    assert.equal(holds('champion_left', { ...told, contacts: [] }), false);
    assert.equal(holds('champion_left', { ...told, calls: [call('2026-11-10', ['Ana Ruiz'])] }), false);
    const namesake = record({ objectType: 'contact', recordId: 'rec_3', name: 'Ana Silva' });
    assert.equal(holds('champion_left', { ...told, contacts: [ana, namesake] }), false, 'which Ana is not guessed');
  });

  it('tell that nobody answers, until somebody writes or speaks', () => {
    const calls = [call('2026-11-01')];
    const mails = [
      activity({ externalId: '2', at: '2026-11-10T10:00:00.000Z' }),
      activity({ externalId: '1', at: '2026-11-04T10:00:00.000Z' }),
    ];
    assert.equal(holds('ghosted', { calls, activities: mails }), true);
    assert.equal(holds('ghosted', { calls, activities: mails.slice(1) }), false);
    assert.equal(holds('ghosted', { calls, activities: null }), null);
    const answer = activity({ externalId: '3', at: '2026-11-12T10:00:00.000Z', direction: 'incoming' });
    assert.equal(holds('ghosted', { calls, activities: [answer, ...mails] }), false);
    assert.equal(holds('ghosted', { calls: [call('2026-11-11'), ...calls], activities: mails }), false);
  });
});

describe('the limits of a deal', () => {
  const stages = ['first', 'second', 'last', 'won'].map((externalId, position) => ({
    externalId,
    label: externalId,
    position,
    isClosed: externalId === 'won',
    isWon: externalId === 'won',
    probability: null,
  }));
  const pipeline = { externalId: 'default', label: 'Sales', stages };

  it('go by the place of the stage, and are shorter toward the end', () => {
    const days = ['first', 'second', 'last'].map((stageId) => stageDays({ limits, stageId, pipeline, own: undefined }));
    assert.deepEqual(
      days.map(({ quietDays }) => quietDays),
      [21, 14, 7],
    );
  });

  it('are those of renewals by the name of the pipeline, and those of the workspace before all', () => {
    const renewals = { ...pipeline, label: 'Renewals' };
    const asked = { limits, stageId: 'first', pipeline: renewals };
    assert.deepEqual(stageDays({ ...asked, own: undefined }), { quietDays: 30, stuckDays: 60 });
    assert.deepEqual(stageDays({ ...asked, own: { first: { quietDays: 5 } } }), { quietDays: 5, stuckDays: 60 });
  });

  it('are those of the workspace where it says them, and those that Sophia brings where it does not', () => {
    const own = { pushes: { atLeast: 3, withinDays: 90 }, ghosted: { days: 20, emails: 4 } };
    assert.deepEqual(limitsFor({ warningLimits: own }).limits, { ...limits, ...own });
    assert.deepEqual(limitsFor({}), { limits, own: undefined });
  });

  it('are looked at by the kinds of warnings that are tried, and by no other', () => {
    const looked = new Set<WarningKind>();
    for (const kind of WarningKind.options) {
      function watched<Given extends object>(given: Given): Given {
        return new Proxy(given, {
          get: (target, name) => {
            looked.add(kind);
            return Reflect.get(target, name);
          },
        });
      }
      const seen = view({
        limits: watched(limits),
        days: watched({ quietDays: 1, stuckDays: 1 }),
        deal: record({ properties: { dealstage: 'proposal', closedate: '2026-11-01' } }),
        calls: [call('2026-11-01', ['Ana Ruiz'])],
      });
      dealRules[kind](seen);
    }
    assert.deepEqual([...looked].sort(), [...limitedKinds].sort());
  });
});
