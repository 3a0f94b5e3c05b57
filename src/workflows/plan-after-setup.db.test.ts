import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noProperty } from '#contracts';
import { applyChangeSet, decideChanges, listChangeSets, proposeSetup } from '#modules/changesets';
import { syncDefinitions, syncRecords } from '#modules/crm';
import { analyzeCall } from '#modules/insights';
import { correctMatch, getMatch, matchCall } from '#modules/matching';
import { createMetrics } from '#platform/telemetry';
import { analysisSuite } from '#test/analysis-suite';
import { crmSuite } from '#test/crm-suite';
import { plainRun } from '#test/plain-run';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { planAfterSetup } from './plan-after-setup.ts';
import { linksIn, proposeFromCall } from './propose-from-call.ts';

const analyses = await analysisSuite();
const suite = await crmSuite();
const { portal } = suite;

/** A call about a deal, of which all is refused that waits for the properties of a setup, and that setup. */
async function openWorld(domain: string) {
  const { threads, models } = await analyses.freshContext();
  const connected = await suite.freshContext({ actor: { type: 'operator', name: 'Maya' } });
  const ctx = { ...workContextOf(connected).ctx, threads, models };
  const email = `kim@${domain}`;
  const kimId = await portal.add({ objectType: 'contact', values: { firstname: 'Kim', lastname: 'Vale', email } });
  const values = { dealname: `Deal of ${domain}`, pipeline: 'default', dealstage: 'discovery' };
  await portal.add({ objectType: 'deal', values, associatedWith: [{ objectType: 'contact', id: kimId }] });
  async function sync() {
    await portal.advance(60_000);
    await syncDefinitions({ ctx });
    for (const objectType of ['company', 'contact', 'deal'] as const) {
      await syncRecords({ ctx, input: { objectType, mode: 'full' } });
    }
  }
  await sync();
  const callId = await storeCall({
    ctx,
    externalId: `call of ${domain}`,
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
  await matchCall({ ctx, input: { callId } });
  const match = await getMatch({ ctx, input: { callId } });
  await proposeFromCall({ ctx, callId, links: linksIn(match), backfill: false });
  const setup = (await proposeSetup({ ctx })) ?? assert.fail('nothing to set up');
  const planning = planAfterSetup({
    contextFor: () => ({ ...ctx, actor: { type: 'system', component: 'test' } as const }),
    metrics: createMetrics(),
    processChat: null,
    random: () => 0,
  });
  const { workspaceId, requestId } = ctx;
  const { changeSetId } = setup;
  function planAgain() {
    return planning.runUnchecked({ run: plainRun, input: { workspaceId, requestId, changeSetId } });
  }
  return {
    ctx,
    callId,
    planAgain,
    /** One property of the setup is approved, made, and what waited for it planned again. */
    approve: async (name: string) => {
      const decisions = setup.changes
        .filter(({ action }) => action.type === 'create_property' && action.name === name)
        .map((change) => ({
          changeId: change.changeId,
          decision: 'approve' as const,
          value: null,
          reason: null,
        }));
      await decideChanges({ ctx, input: { changeSetId, decisions } });
      await applyChangeSet({ ctx, input: { changeSetId } });
      await sync();
      await planAgain();
    },
    /** What became of a field, the oldest first; what waits for its property stands out. */
    statesOf: async (name: string) => {
      const { changeSets } = await listChangeSets({ ctx, input: { callId, limit: 50, beforeId: null } });
      return changeSets
        .toReversed()
        .flatMap(({ changes }) => changes)
        .filter(({ action }) => action.type === 'set_property' && action.property === name)
        .map(({ state, policyRule }) => `${state}${policyRule === noProperty ? ' without it' : ''}`);
    },
  };
}

describe('properties of a setup that are approved one after the other', () => {
  it('are filled, each, once it is there', async () => {
    const world = await openWorld('one-by-one.example');
    await world.approve('next_steps');
    assert.deepEqual(await world.statesOf('next_steps'), ['expired without it', 'proposed']);
    assert.deepEqual(await world.statesOf('last_call_summary'), ['refused without it']);
    await world.approve('last_call_summary');
    assert.deepEqual(await world.statesOf('last_call_summary'), ['expired without it', 'proposed']);
    assert.deepEqual(await world.statesOf('next_steps'), ['expired without it', 'proposed'], 'once');
    assert.deepEqual(await world.statesOf('last_call_date'), ['refused without it']);
    assert.deepEqual(await world.planAgain(), { state: 'planned', sets: 0 });
  });

  it('end nothing of what was not planned again', async () => {
    const world = await openWorld('not-again.example');
    const { ctx, callId } = world;
    for (const objectType of ['deal', 'contact'] as const) {
      await correctMatch({ ctx, input: { callId, objectType, recordId: null } });
    }
    await world.approve('last_call_date');
    assert.deepEqual(await world.statesOf('last_call_date'), ['refused without it']);
  });
});
