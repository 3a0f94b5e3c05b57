import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Change, ChangeState, Crm } from '#contracts';
import { applyChangeSet, decideChanges, listChangeSets, listMisplaced, proposeSetup } from '#modules/changesets';
import { findRecord, syncDefinitions, syncRecords } from '#modules/crm';
import { analyzeCall } from '#modules/insights';
import { correctMatch } from '#modules/matching';
import { SophiaError } from '#platform/errors';
import { createMetrics } from '#platform/telemetry';
import { analysisSuite } from '#test/analysis-suite';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { plainRun } from '#test/plain-run';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { applyChangeSet as applyChangeSetWorkflow } from './apply-change-set.ts';
import { followUpCall } from './follow-up-call.ts';
import type { WorkContext } from './workflow-dependencies.ts';

const analyses = await analysisSuite();
const suite = await crmSuite();
const { portal } = suite;
const minuteMs = 60_000;
let places = 0;

type Run = typeof plainRun;

async function sync(ctx: CrmTestContext): Promise<void> {
  await portal.advance(minuteMs);
  await syncDefinitions({ ctx });
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'full' } });
  }
}

async function setUp(ctx: CrmTestContext & WorkContext): Promise<void> {
  await sync(ctx);
  const setup = await proposeSetup({ ctx });
  if (setup === null || setup.changes.length === 0) return;
  await approve({ ctx, changes: setup.changes });
  await applyChangeSet({ ctx, input: { changeSetId: setup.changeSetId } });
  await sync(ctx);
}

async function approve({ ctx, changes }: { ctx: WorkContext; changes: readonly Change[] }): Promise<void> {
  const answer = { decision: 'approve', value: null, reason: null } as const;
  const decisions = changes.map(({ changeId }) => ({ changeId, ...answer }));
  await decideChanges({ ctx, input: { decisions } });
}

/** A call of Kim Vale of a company that the CRM has; Kim too, unless she is to come later. */
async function openWorld({ hasContact = true, crm = portal.crm }: { hasContact?: boolean; crm?: Crm } = {}) {
  places += 1;
  const { threads, models } = await analyses.freshContext();
  const connected = await suite.freshContext({ actor: { type: 'operator', name: 'Maya' }, crm });
  const ctx = { ...workContextOf(connected).ctx, threads, models };
  const domain = `matched-again-${places}.example`;
  const email = `kim@${domain}`;
  const companyId = await portal.add({ objectType: 'company', values: { name: `Again ${places}`, domain } });
  const company = { objectType: 'company', id: companyId } as const;
  const people: string[] = [];
  async function addKim() {
    const values = { firstname: 'Kim', lastname: 'Vale', email };
    people.push(await portal.add({ objectType: 'contact', values, associatedWith: [company] }));
  }
  if (hasContact) await addKim();
  await setUp(ctx);
  const callId = await storeCall({
    ctx,
    externalId: `matched-again-${places}`,
    startedAt: ctx.clock.now().toISOString(),
    parties: [
      partyOf({ side: 'internal', speakerId: 's1', name: 'Maya Okafor' }),
      partyOf({ side: 'external', speakerId: 's2', name: 'Kim Vale', email }),
    ],
    said: {
      s1: ['Thank you for your time today.', 'I will send you the proposal by Friday.'],
      s2: ['The terms work for us.', 'We will sign the contract on January 15, 2027.'],
    },
  });
  await analyzeCall({ ctx, input: { callId, version: 1, engine: 'rules' } });
  function addDeal(dealname: string) {
    const values = { dealname, pipeline: 'default', dealstage: 'discovery' };
    const contacts = people.map((id) => ({ objectType: 'contact', id }) as const);
    return portal.add({ objectType: 'deal', values, associatedWith: [company, ...contacts] });
  }
  /** To the company and the contact. */
  async function tie(dealId: string, how: 'associate' | 'dissociate') {
    const from = { objectType: 'deal', externalId: dealId } as const;
    await portal.crm[how]({ from, to: { objectType: 'company', externalId: companyId } });
    for (const externalId of people) await portal.crm[how]({ from, to: { objectType: 'contact', externalId } });
    await sync(ctx);
  }
  return { ctx, callId, people, tie, addKim, addDeal, sync: () => sync(ctx), ...actsOn({ ctx, callId }) };
}

function actsOn({ ctx, callId }: { ctx: CrmTestContext & WorkContext; callId: string }) {
  function contextFor() {
    return { ...ctx, actor: { type: 'system', component: 'test' } as const };
  }
  const following = followUpCall({ contextFor, metrics: createMetrics(), processChat: null, random: () => 0 });
  const applying = applyChangeSetWorkflow({ contextFor, metrics: createMetrics() });
  /** What the call proposed, the oldest first. */
  async function changes(): Promise<Change[]> {
    const { changeSets } = await listChangeSets({ ctx, input: { callId, limit: 50, beforeId: null } });
    return changeSets.toReversed().flatMap((set) => set.changes);
  }
  return {
    changes,
    /** As it is matched now; nothing is written. */
    follow: async (run: Run = plainRun) => {
      await portal.advance(minuteMs);
      const input = { workspaceId: ctx.workspaceId, callId, requestId: ctx.requestId };
      await following.runUnchecked({ run, input });
    },
    /** As the work does it, with what that begins. */
    write: async () => {
      async function start({ input }: { input: unknown }) {
        await following.runUnchecked({ run: plainRun, input });
      }
      for (const changeSetId of new Set((await changes()).map((change) => change.changeSetId))) {
        const input = { workspaceId: ctx.workspaceId, requestId: ctx.requestId, changeSetId, traceparent: null };
        await applying.runUnchecked({ run: { ...plainRun, start }, input });
      }
    },
    say: async (objectType: 'deal' | 'contact', externalId: string, takesOff = false) => {
      const recordId = (await findRecord({ ctx, input: { objectType, externalId } }))?.recordId ?? '';
      await correctMatch({ ctx, input: { callId, objectType, recordId, takesOff } });
    },
    /** The states of the days of signing of a deal, without those that said what another did already. */
    daysOf: async (dealId: string): Promise<ChangeState[]> =>
      (await changes()).flatMap(({ action, target, state }) =>
        action.type === 'set_property' &&
        action.property === 'closedate' &&
        target?.externalId === dealId &&
        state !== 'refused'
          ? [state]
          : [],
      ),
    /** How many calls and tasks the CRM has on a record. */
    on: async (objectType: 'deal' | 'contact', externalId: string) => {
      const counts: number[] = [];
      for (const toType of ['call', 'task'] as const) {
        const ties = await portal.crm.getAssociations({ fromType: objectType, externalIds: [externalId], toType });
        counts.push(ties.length);
      }
      return counts;
    },
  };
}

describe('what a call proposed', () => {
  it('is written on its deal where only somebody is found to have taken part since', async () => {
    const world = await openWorld({ hasContact: false });
    const dealId = await world.addDeal('Found by its company');
    await world.sync();
    await world.follow();
    assert.deepEqual(await world.daysOf(dealId), ['waiting']);
    await world.addKim();
    await world.sync();
    await world.follow();
    await world.write();
    assert.deepEqual([await world.on('deal', dealId), await world.daysOf(dealId)], [[1, 1], ['waiting']]);
    await world.write();
    assert.deepEqual(await world.on('contact', world.people[0] ?? ''), [1, 1], 'who took part has it too');
    assert.deepEqual(await world.on('deal', dealId), [1, 1]);
  });

  it('goes on waiting while its deal is one of two that fit, and ends once it is none of them', async () => {
    const world = await openWorld();
    const first = await world.addDeal('The first');
    const others: string[] = [];
    for (const dealname of ['The second', 'The third']) {
      const values = { dealname, pipeline: 'default', dealstage: 'discovery' };
      others.push(await portal.add({ objectType: 'deal', values }));
    }
    const [second = '', third = ''] = others;
    await world.sync();
    await world.follow();
    await world.tie(second, 'associate');
    await world.follow();
    assert.deepEqual(await world.daysOf(first), ['waiting']);
    await world.tie(second, 'dissociate');
    await world.follow();
    assert.deepEqual(await world.daysOf(first), ['waiting']);
    for (const dealId of others) await world.tie(dealId, 'associate');
    await world.tie(first, 'dissociate');
    await world.follow();
    assert.deepEqual(await world.daysOf(first), ['expired']);
    assert.deepEqual([await world.daysOf(second), await world.daysOf(third)], [[], []]);
  });

  it('is proposed anew where the rules lose its deal and find it again', async () => {
    const world = await openWorld();
    const dealId = await world.addDeal('Lost and found');
    await world.sync();
    await world.follow();
    for (const round of [1, 2]) {
      await world.tie(dealId, 'dissociate');
      await world.follow();
      assert.deepEqual(new Set(await world.daysOf(dealId)), new Set(['expired']));
      await world.tie(dealId, 'associate');
      await world.follow();
      await world.follow();
      const days = await world.daysOf(dealId);
      assert.deepEqual([days.length, days.at(-1)], [round + 1, 'waiting']);
    }
    await world.write();
    await world.write();
    assert.deepEqual(await world.on('deal', dealId), [1, 1]);
  });

  it('is for the deal that is said while a run that began before goes on', async () => {
    const world = await openWorld();
    const wrong = await world.addDeal('Not meant');
    const right = await portal.add({
      objectType: 'deal',
      values: { dealname: 'Meant', pipeline: 'default', dealstage: 'discovery' },
    });
    await world.sync();
    await world.follow({
      ...plainRun,
      step: async (step, work) => {
        const done = await work();
        if (typeof step === 'string' || step.name !== 'match') return done;
        await world.say('deal', right);
        await world.follow();
        await world.write();
        return done;
      },
    });
    await world.write();
    assert.ok((await world.changes()).every(({ target }) => target?.externalId !== wrong));
    assert.deepEqual(await world.daysOf(right), ['waiting']);
    assert.deepEqual([await world.on('deal', wrong), await world.on('deal', right)].flat(), [0, 0, 1, 1]);
  });

  it('goes on waiting where its deal was merged and the match does not follow yet', async () => {
    const world = await openWorld();
    const merged = await world.addDeal('Merged');
    await world.sync();
    await world.follow();
    await world.say('deal', merged);
    await world.follow();
    const values = { dealname: 'Kept', pipeline: 'default', dealstage: 'discovery' };
    const kept = await portal.add({ objectType: 'deal', values });
    await world.sync();
    await portal.crm.mergeRecords({ objectType: 'deal', keptId: kept, mergedId: merged });
    await world.sync();
    await world.follow();
    assert.ok((await world.daysOf(merged)).includes('waiting'));
    assert.ok((await world.changes()).every(({ state }) => state !== 'expired'));
  });

  it('while the CRM does not answer follows what is said meanwhile, once it is written', async () => {
    let isDown = true;
    const crm = new Proxy(portal.crm, {
      get: (client, name) => {
        if (name === 'createActivity' && isDown) throw new SophiaError('vendor.unavailable', 'HubSpot answered 503.');
        const value: unknown = Reflect.get(client, name, client);
        return typeof value === 'function' ? value.bind(client) : value;
      },
    });
    const world = await openWorld({ crm });
    const wrong = await world.addDeal('Said too late');
    await world.sync();
    await world.follow();
    await world.write();
    const right = await world.addDeal('Said in time');
    await world.sync();
    await world.say('deal', right);
    await world.follow();
    await world.write();
    isDown = false;
    for (let round = 0; round < 3; round += 1) await world.write();
    assert.deepEqual(await world.on('deal', right), [1, 1]);
    const off = (await world.changes()).filter(({ action }) => action.type === 'dissociate');
    assert.deepEqual(
      off.map(({ state, target }) => [state, target?.externalId]),
      [
        ['waiting', wrong],
        ['waiting', wrong],
      ],
    );
    await approve({ ctx: world.ctx, changes: off });
    await world.write();
    assert.deepEqual([await world.on('deal', wrong), await world.on('deal', right)].flat(), [0, 0, 1, 1]);
    assert.deepEqual(await world.on('contact', world.people[0] ?? ''), [1, 1]);
  });

  it('of somebody who is taken off the call ends at both ends of what would tie them', async () => {
    const world = await openWorld();
    const dealId = await world.addDeal('Of others');
    await world.sync();
    await world.follow();
    await world.write();
    const leeId = await portal.add({ objectType: 'contact', values: { firstname: 'Lee', lastname: 'Odd' } });
    await world.sync();
    await world.say('contact', leeId);
    await world.follow();
    async function ties() {
      const changes = await world.changes();
      return changes.filter(({ action }) => action.type === 'associate' && action.to.externalId === leeId);
    }
    const [tie] = await ties();
    assert.deepEqual([tie?.state, tie?.target?.externalId], ['waiting', dealId]);
    await world.say('contact', leeId, true);
    await world.follow();
    const states = (await ties()).map(({ state }) => state);
    assert.deepEqual(states, ['expired']);
  });

  it('of somebody who is taken off the call is offered to be taken back where it tied them to the deal', async () => {
    const world = await openWorld();
    const { ctx, callId } = world;
    await world.addDeal('With a tie');
    await world.sync();
    await world.follow();
    const leeId = await portal.add({ objectType: 'contact', values: { firstname: 'Lee', lastname: 'Tied' } });
    await world.sync();
    await world.say('contact', leeId);
    await world.follow();
    const tied = (await world.changes()).filter(
      ({ action, state }) => state === 'waiting' && action.type === 'associate' && action.to.externalId === leeId,
    );
    await approve({ ctx, changes: tied });
    await world.write();
    assert.deepEqual(await listMisplaced({ ctx, input: { callId } }), []);
    await world.say('contact', leeId, true);
    const offered = await listMisplaced({ ctx, input: { callId } });
    assert.ok(offered.some(({ changeId }) => changeId === tied[0]?.changeId));
  });
});
