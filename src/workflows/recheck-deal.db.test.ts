import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { decideChanges, getChange, listCallsWithoutProperty, listChangeSets, proposeSetup } from '#modules/changesets';
import { getContradiction, noteStatements, reviewContradictions } from '#modules/contradictions';
import { findRecord, refreshRecords, syncDefinitions, syncRecords } from '#modules/crm';
import { analyzeCall } from '#modules/insights';
import { listLedgerDays, recordStation } from '#modules/ledger';
import { getMatch, matchCall } from '#modules/matching';
import { configureNotifications, notifications } from '#modules/notifications';
import { recordedActor } from '#platform/context';
import { dueWork, outbox } from '#platform/db';
import { createIds } from '#platform/ids';
import { and, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import type { WorkflowRun } from '#platform/workflow';
import { analysisSuite } from '#test/analysis-suite';
import { shippedPolicy, shippedPolicyPlace } from '#test/change-world';
import { openHubspotPortal } from '#test/hubspot-portal';
import { intakeDependencies } from '#test/intake-world';
import { createMemoryChat } from '#test/memory-chat';
import { noOutbound } from '#test/no-outbound';
import { noTriggers } from '#test/no-triggers';
import { plainRun } from '#test/plain-run';
import { partyOf, storeCall } from '#test/source-calls';
import { createTestSecretBox } from '#test/test-secret-box';
import { applyChangeSet } from './apply-change-set.ts';
import { planAfterSetup } from './plan-after-setup.ts';
import { linksIn, proposeFromCall } from './propose-from-call.ts';
import { proposeFromHistory } from './propose-from-history.ts';
import { recheckDeal } from './recheck-deal.ts';
import { createSubscribers } from './subscribers.ts';
import type { WorkContext } from './workflow-dependencies.ts';

const suite = await analysisSuite();
const portal = await openHubspotPortal();
const dealId = await portal.idOf('deal-alder');

/** A workspace with the portal mirrored and a call about the deal, in which the buyer names a day for signing. */
async function openWorld(): Promise<{ ctx: WorkContext; callId: string; recordId: string }> {
  const plain = await suite.freshContext({ actor: { type: 'system', component: 'test' } });
  const { clock, crm } = portal;
  const off = { state: 'off', reason: 'Not in this test.', action: 'Nothing.' } as const;
  const readers = {
    accountOf: async () => ({ recordId: null, companyName: null, ownerEmail: null, teams: [] }),
    loadView: async () => null,
  };
  const ctx: WorkContext = {
    ...plain,
    clock,
    ids: createIds(clock),
    connections: {
      calls: off,
      crm: { state: 'on', client: crm, simulated: true },
      chat: { state: 'on', client: createMemoryChat(), simulated: true },
    },
    policy: shippedPolicy,
    policyPlace: shippedPolicyPlace,
    triggerFile: noTriggers,
    dryRun: false,
    notify: { readers, defaultChannel: null, dryRun: false },
    outbound: noOutbound,
    secretBox: createTestSecretBox(),
  };
  await syncDefinitions({ ctx });
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'full' } });
  }
  const deal = await findRecord({ ctx, input: { objectType: 'deal', externalId: dealId } });
  const callId = await storeCall({
    ctx,
    externalId: `call-${ctx.workspaceId}`,
    startedAt: clock.now().toISOString(),
    title: 'Pricing with Alder Point',
    parties: [
      partyOf({ side: 'internal', speakerId: 's1', name: 'Maya Okafor', email: 'maya@tidewaterledger.example' }),
      partyOf({ side: 'external', speakerId: 's2', name: 'Ana Ruiz', email: 'ana.ruiz@alderpoint.example' }),
    ],
    said: {
      s1: ['Thank you for your time today.', 'I will send you the revised proposal by Friday.'],
      s2: ['The terms work for us.', 'We will sign the contract on January 15, 2027.'],
    },
  });
  await analyzeCall({ ctx, input: { callId, version: 1, engine: 'rules' } });
  await matchCall({ ctx, input: { callId } });
  return { ctx, callId, recordId: deal?.recordId ?? '' };
}

async function closingChanges(ctx: WorkContext) {
  const { changeSets } = await listChangeSets({ ctx, input: { limit: 50, beforeId: null } });
  return changeSets
    .flatMap(({ changes }) => changes)
    .filter(({ action }) => action.type === 'set_property' && action.property === 'closedate')
    .map(({ state, oldValue, action }) => [state, oldValue, action.type === 'set_property' ? action.value : null]);
}

async function setCloseDate(ctx: WorkContext, value: string): Promise<void> {
  await portal.advance(60_000);
  await portal.control('changes', { objectType: 'deals', id: dealId, property: 'closedate', value });
  await refreshRecords({ ctx, input: { objectType: 'deal', externalIds: [dealId] } });
}

describe('planning again from a call that is past', () => {
  it('shows what it would propose, proposes it once, and nothing of it again', async () => {
    const { ctx, callId } = await openWorld();
    const asked = { ctx, callIds: [callId], occasion: { type: 'batch', key: 'one' } } as const;
    const [look] = await proposeFromHistory({ ...asked, onlyLook: true });
    assert.equal(look?.changeSetId, null);
    assert.ok(look.changes.some(({ state }) => state === 'waiting'));
    assert.deepEqual(await closingChanges(ctx), []);
    const [done] = await proposeFromHistory({ ...asked, onlyLook: false });
    assert.ok(done !== undefined && done.changeSetId !== null);
    const before = await closingChanges(ctx);
    assert.deepEqual(
      before.map(([state, , value]) => [state, value]),
      [['waiting', '2027-01-15']],
    );
    const other = { type: 'batch', key: 'two' } as const;
    const [again] = await proposeFromHistory({ ...asked, occasion: other, onlyLook: false });
    assert.equal(again?.changeSetId, null);
    assert.ok(again.changes.every(({ state, reason }) => state === 'refused' && reason !== ''));
  });

  it('takes back-filled calls only where a batch is asked for, and excluded ones never', async () => {
    const { ctx, callId } = await openWorld();
    const item = { source: 'gong', externalId: `call-${ctx.workspaceId}`, title: 'Pricing', startedAt: null };
    await recordStation({ ctx, input: { ...item, callId, stations: ['received'], backfill: true } });
    const asked = { ctx, callIds: [callId], onlyLook: true } as const;
    assert.deepEqual(await proposeFromHistory({ ...asked, occasion: { type: 'crm_event', key: '1' } }), []);
    const byBatch = { ...asked, occasion: { type: 'batch', key: '1' } } as const;
    async function proposed(): Promise<number> {
      const { days } = await listLedgerDays({ ctx, input: { since: '2000-01-01' } });
      return days.reduce((sum, day) => sum + day.proposed, 0);
    }
    assert.equal((await proposeFromHistory(byBatch)).length, 1);
    assert.equal(await proposed(), 0);
    await proposeFromHistory({ ...byBatch, onlyLook: false });
    assert.equal(await proposed(), 1);
  });

  it('leaves a call that was analyzed just now to what follows its analysis', async () => {
    const { ctx, callId } = await openWorld();
    const asked = { ctx, callIds: [callId], occasion: { type: 'crm_event', key: '1' }, onlyLook: true } as const;
    assert.deepEqual(await proposeFromHistory(asked), []);
    await portal.advance(16 * 60_000);
    const [later] = await proposeFromHistory(asked);
    assert.ok(later?.changes.some(({ state }) => state === 'waiting'));
  });
});

describe('a change of a deal in HubSpot', () => {
  it('is told of by the mirror, starts a recheck, and has what waits asked about anew', async () => {
    const { ctx, callId, recordId } = await openWorld();
    await proposeFromHistory({ ctx, callIds: [callId], occasion: { type: 'batch', key: 'one' }, onlyLook: false });
    const planned = await closingChanges(ctx);
    await setCloseDate(ctx, '2026-12-24');
    const told = await ctx.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.type, 'deal.changed')));
    assert.equal(told.length, 1);
    const event = { type: 'deal.changed', recordId, properties: ['closedate'] } as const;
    assert.deepEqual(told[0]?.payload, event);
    const started: { workflowName: string; input: unknown }[] = [];
    const engine = { start: async (start: (typeof started)[number]) => void started.push(start) };
    const [starter] = createSubscribers({ engine, contextFor: () => ctx });
    const request = { requestId: 'req_1', actor: recordedActor(ctx.actor), traceparent: null };
    await starter?.handle({
      eventId: 7,
      workspaceId: ctx.workspaceId,
      event: { ...event, properties: ['closedate'] },
      request,
    });
    assert.deepEqual(
      started.map(({ workflowName }) => workflowName),
      ['recheck-deal'],
    );
    const workflow = recheckDeal({
      contextFor: () => ctx,
      metrics: createMetrics(),
      processChat: null,
      random: () => 0,
    });
    const result = await workflow.runUnchecked({ run: plainRun, input: started[0]?.input });
    assert.deepEqual(result, { state: 'rechecked', withdrawn: 0, reopened: 1, later: 0 });
    assert.deepEqual(await closingChanges(ctx), [
      ['waiting', '2026-12-24T00:00:00.000Z', '2027-01-15'],
      ['expired', planned[0]?.[1], '2027-01-15'],
    ]);
    const asked = await ctx.db
      .select()
      .from(notifications)
      .where(and(eq(notifications.workspaceId, ctx.workspaceId), eq(notifications.kind, 'approval_request')));
    assert.equal(asked.length, 1);
  });

  it('is asked about once where the run broke before it had asked, and was begun anew', async () => {
    const { ctx, callId, recordId } = await openWorld();
    await proposeFromHistory({ ctx, callIds: [callId], occasion: { type: 'batch', key: 'one' }, onlyLook: false });
    await setCloseDate(ctx, '2026-12-22');
    const workflow = recheckDeal({
      contextFor: () => ctx,
      metrics: createMetrics(),
      processChat: null,
      random: () => 0,
    });
    const { workspaceId } = ctx;
    const input = { workspaceId, requestId: 'req_1', recordId, properties: ['closedate'], occasion: '7' };
    async function timesAsked(): Promise<number> {
      const isAsked = and(eq(notifications.workspaceId, workspaceId), eq(notifications.kind, 'approval_request'));
      return (await ctx.db.select().from(notifications).where(isAsked)).length;
    }
    const breaks: WorkflowRun = {
      ...plainRun,
      step: async (step, work) => {
        if (typeof step !== 'string' && step.name === 'ask') throw new Error('The database is away.');
        return work();
      },
    };
    await assert.rejects(workflow.runUnchecked({ run: breaks, input }), /away/);
    assert.equal(await timesAsked(), 0);
    const again = { ...plainRun, workflowId: `run-again:${workspaceId}:test#1:1790000000000` };
    for (let time = 0; time < 2; time += 1) {
      const { state, reopened } = z
        .object({ state: z.string(), reopened: z.int() })
        .parse(await workflow.runUnchecked({ run: again, input }));
      assert.deepEqual([state, reopened, await timesAsked()], ['rechecked', 0, 1]);
    }
    assert.deepEqual(
      (await closingChanges(ctx)).map(([state]) => state),
      ['waiting', 'expired'],
    );
  });

  it('has what is asked about anew settle the contradiction in its place', async () => {
    const { ctx, callId, recordId } = await openWorld();
    await noteStatements({ ctx, input: { callId, dealRecordId: recordId, competitorField: null } });
    const { found } = await reviewContradictions({ ctx, input: { recordIds: [recordId] } });
    assert.equal(found.length, 1);
    async function tiedTo(): Promise<string> {
      const { changeId } = await getContradiction({ ctx, input: { contradictionId: found[0] ?? '' } });
      return (await getChange({ ctx, input: { changeId: changeId ?? '' } })).state;
    }
    await proposeFromHistory({ ctx, callIds: [callId], occasion: { type: 'batch', key: 'one' }, onlyLook: false });
    assert.equal(await tiedTo(), 'waiting');
    await setCloseDate(ctx, '2026-12-23');
    const workflow = recheckDeal({
      contextFor: () => ctx,
      metrics: createMetrics(),
      processChat: null,
      random: () => 0,
    });
    const input = { workspaceId: ctx.workspaceId, requestId: 'req_1', recordId, properties: ['closedate'] };
    await workflow.runUnchecked({ run: plainRun, input: { ...input, occasion: '7' } });
    assert.equal(await tiedTo(), 'waiting');
    assert.equal((await closingChanges(ctx)).length, 2);
  });

  it('brings its owner a brief as it comes into another open stage, where that is wanted', async () => {
    const { ctx, recordId } = await openWorld();
    const workflow = recheckDeal({
      contextFor: () => ctx,
      metrics: createMetrics(),
      processChat: null,
      random: () => 0,
    });
    const { workspaceId } = ctx;
    const input = { workspaceId, requestId: 'req_1', recordId, properties: ['dealstage'], occasion: '7' };
    async function briefs(properties = ['dealstage']): Promise<number> {
      await workflow.runUnchecked({ run: plainRun, input: { ...input, properties } });
      const rows = await ctx.db
        .select()
        .from(notifications)
        .where(and(eq(notifications.workspaceId, workspaceId), eq(notifications.kind, 'deal_brief')));
      return rows.length;
    }
    assert.equal(await briefs(), 0);
    const operator = { ...ctx, actor: { type: 'operator', name: 'test' } as const };
    await configureNotifications({ ctx: operator, input: { briefs: { onStageChange: true } } });
    const { briefs: kept } = await configureNotifications({ ctx: operator, input: { briefs: { minutesBefore: 45 } } });
    assert.deepEqual([kept.minutesBefore, kept.onStageChange], [45, true]);
    assert.equal(await briefs(['amount']), 0, 'it is in the same stage');
    assert.equal(await briefs(), 1);
    assert.equal(await briefs(), 1, 'the same change once');
    await portal.control('changes', { objectType: 'deals', id: dealId, property: 'dealstage', value: 'closedlost' });
    await refreshRecords({ ctx, input: { objectType: 'deal', externalIds: [dealId] } });
    input.occasion = '8';
    assert.equal(await briefs(), 1, 'it is closed');
  });
});

describe('what was refused because the CRM lacked the property', () => {
  it('is planned again once the setup has made it, and asked about', async () => {
    const { ctx, callId } = await openWorld();
    const { workspaceId, requestId } = ctx;
    const match = await getMatch({ ctx, input: { callId } });
    await proposeFromCall({ ctx, callId, links: linksIn(match), backfill: false });
    async function statesOf(rule: string): Promise<string[]> {
      const { changeSets } = await listChangeSets({ ctx, input: { limit: 50, beforeId: null } });
      return changeSets
        .flatMap(({ kind, changes }) => (kind === 'call' ? changes : []))
        .filter((change) => change.policyRule === rule)
        .map(({ state }) => state);
    }
    async function reasonOf(state: string): Promise<string> {
      const { changeSets } = await listChangeSets({ ctx, input: { limit: 50, beforeId: null } });
      const all = changeSets.flatMap(({ changes }) => changes);
      return all.find((change) => change.policyRule === 'check: no-property' && change.state === state)?.reason ?? '';
    }
    const lacking = (await statesOf('check: no-property')).length;
    assert.ok(lacking > 0);
    assert.match(await reasonOf('refused'), /^It waits for the property \w+ of a \w+, .* planned again by itself\.$/);
    const setup = (await proposeSetup({ ctx })) ?? assert.fail('nothing to set up');
    const { changeSetId, changes } = setup;
    const decisions = changes.map((change) => ({
      changeId: change.changeId,
      decision: 'approve' as const,
      value: null,
      reason: null,
    }));
    const operator = { ...ctx, actor: { type: 'operator', name: 'root' } as const };
    await decideChanges({ ctx: operator, input: { changeSetId, decisions } });
    const nothing = await listCallsWithoutProperty({ ctx, input: { changeSetId, since: new Date(0) } });
    assert.deepEqual(nothing.callIds, [], 'nothing is made yet');
    const apply = applyChangeSet({ contextFor: () => ctx, metrics: createMetrics() });
    await apply.runUnchecked({ run: plainRun, input: { workspaceId, requestId, changeSetId, traceparent: null } });
    const due = await ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, workspaceId));
    assert.ok(due.some(({ kind, subject }) => kind === 'plan-after-setup' && subject === changeSetId));
    const workflow = planAfterSetup(intakeDependencies(ctx));
    const input = { workspaceId, requestId, changeSetId };
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun, input }), { state: 'planned', sets: 1 });
    const { changeSets } = await listChangeSets({ ctx, input: { limit: 50, beforeId: null } });
    const planned = changeSets.find(
      (set) => set.kind === 'call' && set.changes.every(({ policyRule }) => policyRule !== 'check: no-property'),
    );
    assert.equal(planned?.changes.length, lacking);
    assert.ok(planned.changes.every(({ state }) => state === 'proposed' || state === 'waiting'));
    assert.ok(
      (await statesOf('check: no-property')).every((state) => state === 'expired'),
      'nothing waits any more',
    );
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun, input }), { state: 'planned', sets: 0 });
  });
});
