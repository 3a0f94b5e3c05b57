import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { analysisWorkerUrl } from '#modules/analysis';
import { callSources } from '#modules/calls';
import { listChangeSets } from '#modules/changesets';
import { getReport, listAnalyses } from '#modules/insights';
import { correctMatch, getMatch } from '#modules/matching';
import { listNotifications } from '#modules/notifications';
import { addTracker } from '#modules/trackers';
import { eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { createThreadPool } from '#platform/threads';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { plainRun } from '#test/plain-run';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { analyzeCall } from './analyze-call.ts';
import { followUpCall } from './follow-up-call.ts';

const suite = await databaseForSuite();
const threads = createThreadPool({ workerUrl: analysisWorkerUrl, threadCount: 1 });
after(() => threads.close());

const parties = [
  partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1', email: 'maya@tidewater.example' }),
  partyOf({ side: 'external', name: 'Sam Field', speakerId: '2', email: 'sam@elsewhere.example' }),
];
const texts = ['We need a discount of ten percent.', 'I will send the proposal by Friday.'];

async function openWorld() {
  const world = await createChangeWorld(suite, { actor: { type: 'operator', name: 'test' } });
  const ctx = { ...workContextOf(world.ctx).ctx, threads };
  const keyword = { kind: 'keyword', phrases: ['discount'], side: null } as const;
  const definition = { ...keyword, phrases: [...keyword.phrases] };
  await addTracker({ ctx, input: { ...definition, name: 'In discovery', filter: { stage: 'Discovery' } } });
  await addTracker({ ctx, input: { ...definition, name: 'Won', filter: { stage: 'Closed won' } } });
  await addTracker({ ctx, input: { ...definition, name: 'Anywhere' } });
  const callId = await storeCall({
    ctx,
    externalId: ctx.workspaceId,
    startedAt: '2026-09-10T10:00:00.000Z',
    parties,
    texts,
  });
  const dependencies = {
    contextFor: ({ requestId }: { requestId: string }) => ({
      ...ctx,
      requestId,
      actor: { type: 'system', component: 'test' } as const,
    }),
    metrics: createMetrics(),
    processChat: null,
    random: () => 0,
  };
  let requests = 0;
  function request(): string {
    requests += 1;
    return `req_${ctx.workspaceId}_${requests}`;
  }
  const { workspaceId } = ctx;
  const given = { version: 1, engine: 'rules', traceparent: null };
  return {
    ctx,
    callId,
    dealId: `${workspaceId}-deal-501`,
    analyze: () =>
      analyzeCall(dependencies).runUnchecked({
        run: plainRun,
        input: { workspaceId, callId, requestId: request(), ...given },
      }),
    followUp: async () =>
      Object(
        await followUpCall(dependencies).runUnchecked({
          run: plainRun,
          input: { workspaceId, callId, requestId: request() },
        }),
      ).state,
    trackers: async () => {
      const { result } = await getReport({ ctx, input: { callId, analysisId: null } });
      return result.findings.trackers.map(({ name, hits }) => `${name} ${hits.length}`);
    },
  };
}

describe('a call that a filtered tracker may be for', () => {
  it('is matched before it is analyzed', async () => {
    const { ctx, callId, analyze } = await openWorld();
    assert.equal(await getMatch({ ctx, input: { callId } }), null);
    await analyze();
    assert.equal((await getMatch({ ctx, input: { callId } }))?.state, 'unmatched');
  });

  it('is analyzed also where it cannot be matched', async () => {
    const { ctx, callId, analyze, trackers } = await openWorld();
    await ctx.db.update(callSources).set({ parties: 'no list' }).where(eq(callSources.callId, callId));
    assert.equal(Object(await analyze()).outcome, 'analyzed');
    assert.deepEqual(await trackers(), ['Anywhere 2']);
    assert.equal(await getMatch({ ctx, input: { callId } }), null);
  });

  it('is analyzed once more where its deal is known later, and back again, and nothing follows twice', async () => {
    const { ctx, callId, dealId, analyze, followUp, trackers } = await openWorld();
    await analyze();
    assert.equal(await followUp(), 'followed');
    assert.deepEqual(await trackers(), ['Anywhere 2']);
    await correctMatch({ ctx, input: { callId, objectType: 'deal', recordId: dealId } });
    assert.equal(await followUp(), 'analyzed_anew');
    assert.deepEqual(await trackers(), ['Anywhere 2', 'In discovery 2']);
    assert.equal(await followUp(), 'followed');
    const sets = (await listChangeSets({ ctx, input: { limit: 10, beforeId: null } })).changeSets;
    assert.equal(await followUp(), 'followed');
    assert.deepEqual((await listChangeSets({ ctx, input: { limit: 10, beforeId: null } })).changeSets, sets);
    const told = await listNotifications({ ctx, input: { state: null, limit: 50, before: null } });
    assert.equal(told.notifications.filter(({ kind }) => kind === 'call_summary').length, 1);
    await correctMatch({ ctx, input: { callId, objectType: 'deal', recordId: null } });
    assert.equal(await followUp(), 'analyzed_anew');
    assert.deepEqual(await trackers(), ['Anywhere 2']);
    assert.equal(await followUp(), 'followed');
    assert.equal((await listAnalyses({ ctx, input: { callId } })).length, 3);
  });

  it('keeps its analysis where a tracker was saved after it', async () => {
    const { ctx, callId, dealId, analyze, followUp, trackers } = await openWorld();
    await analyze();
    ctx.clock.advance(1000);
    const late = { name: 'Late', kind: 'keyword', phrases: ['discount'], side: null } as const;
    const filter = { stage: 'Discovery' };
    await addTracker({ ctx, input: { ...late, phrases: [...late.phrases], filter } });
    await addTracker({ ctx, input: { ...late, phrases: [...late.phrases], name: 'In discovery', filter } });
    await correctMatch({ ctx, input: { callId, objectType: 'deal', recordId: dealId } });
    assert.equal(await followUp(), 'followed');
    assert.deepEqual(await trackers(), ['Anywhere 2']);
  });
});
