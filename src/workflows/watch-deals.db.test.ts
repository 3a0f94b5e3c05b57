import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadFurtherView } from '#modules/briefings';
import { commitments } from '#modules/commitments';
import { findRecord, syncActivities, syncDefinitions, syncRecords } from '#modules/crm';
import { notifications } from '#modules/notifications';
import { identities, people } from '#modules/people';
import { listWarnings } from '#modules/warnings';
import { dueWork } from '#platform/db';
import { and, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { plainRun } from '#test/plain-run';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { remindCommitments } from './remind-commitments.ts';
import { watchDeals } from './watch-deals.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const suite = await crmSuite();
const { portal } = suite;

function dependenciesOf(ctx: CrmTestContext, more: Partial<WorkContext['connections']> = {}): WorkflowDependencies {
  const { ctx: working } = workContextOf(ctx);
  const work: WorkContext = { ...working, connections: { ...working.connections, ...more } };
  return {
    contextFor: ({ actor }) => ({ ...work, actor }),
    metrics: createMetrics(),
    processChat: null,
    random: () => 0,
  };
}

async function mirrored(): Promise<CrmTestContext> {
  const ctx = await suite.freshContext();
  await syncDefinitions({ ctx });
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'full' } });
  }
  return ctx;
}

async function asked(ctx: CrmTestContext, kind: 'risk_warning' | 'commitment_due') {
  const where = and(eq(notifications.workspaceId, ctx.workspaceId), eq(notifications.kind, kind));
  return ctx.db.select().from(notifications).where(where);
}

describe('watching deals by the hour', () => {
  it('reads activities, tells the worst at first and later all but remarks, each once', async () => {
    const ctx = await mirrored();
    const { workspaceId, requestId } = ctx;
    const workflow = watchDeals(dependenciesOf(ctx));
    function run(): Promise<unknown> {
      return workflow.runUnchecked({ run: plainRun, input: { workspaceId, requestId } });
    }
    await run();
    const first = await listWarnings({ ctx, input: { recordId: null, kind: null, standing: true, limit: 100 } });
    assert.ok(first.warnings.length > 0);
    const high = first.warnings.filter(({ severity }) => severity === 'high');
    assert.equal((await asked(ctx, 'risk_warning')).length, high.length);
    await portal.advance(120 * 24 * 3_600_000);
    await run();
    await run();
    const { warnings } = await listWarnings({ ctx, input: { recordId: null, kind: null, standing: true, limit: 100 } });
    const since = warnings.filter(({ raisedAt }) => raisedAt === ctx.clock.now().toISOString());
    const worth = since.filter(({ severity }) => severity !== 'low');
    assert.ok(worth.length > 0);
    assert.equal((await asked(ctx, 'risk_warning')).length, high.length + worth.length);
    assert.equal((await syncActivities({ ctx })).deals, 0, 'the activities are read');
    const question = { ctx, kind: 'risk_warning', subject: { warningId: worth[0]?.warningId ?? '' } } as const;
    const view = await loadFurtherView({ question, baseUrl: 'http://sophia.example' });
    assert.equal(view?.kind === 'risk_warning' && view.explanation, worth[0]?.explanation);
  });

  it('goes on where the CRM does not let activities be read, and concludes nothing from that', async () => {
    const ctx = await mirrored();
    const { workspaceId, requestId } = ctx;
    const crm = { ...portal.crm, listActivities: async () => Promise.reject(new Error('No scope.')) };
    const workflow = watchDeals(dependenciesOf(ctx, { crm: { state: 'on', client: crm, simulated: true } }));
    await workflow.runUnchecked({ run: plainRun, input: { workspaceId, requestId } });
    const { warnings } = await listWarnings({ ctx, input: { recordId: null, kind: null, standing: true, limit: 100 } });
    assert.ok(warnings.length > 0);
    assert.ok(warnings.every(({ kind }) => !['no_activity', 'no_next_step', 'ghosted'].includes(kind)));
  });
});

describe('reminding of promises', () => {
  it('tells whoever promised alone, once a day', async () => {
    const ctx = await mirrored();
    const { workspaceId, requestId } = ctx;
    const parties = [partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1' })];
    const startedAt = '2026-11-10T15:00:00.000Z';
    const callId = await storeCall({ ctx, externalId: 'r1', startedAt, parties });
    const now = ctx.clock.now();
    const personId = ctx.ids.create('person');
    await ctx.db
      .insert(people)
      .values({ id: personId, workspaceId, kind: 'employee', name: 'Maya Okafor', createdAt: now });
    const evidence = { rule: 'first_seen', detail: 'first seen in slack' };
    const identity = { source: 'slack', externalId: 'U71', name: 'Maya Okafor', email: null };
    await ctx.db
      .insert(identities)
      .values({ id: ctx.ids.create('identity'), workspaceId, personId, ...identity, evidence, createdAt: now });
    const deal = await findRecord({ ctx, input: { objectType: 'deal', externalId: await portal.idOf('deal-alder') } });
    const words = 'Good to speak with you today.';
    const quote = { quote: words, turn: 0, start: 0, end: words.length, speaker: 'Maya Okafor', side: 'internal' };
    await ctx.db.insert(commitments).values({
      id: ctx.ids.create('commitment'),
      workspaceId,
      callId,
      claimId: 'claim:1',
      dealRecordId: deal?.recordId ?? null,
      owner: 'Maya Okafor',
      side: 'internal',
      text: words,
      evidence: { ...quote, sentence: '0.0', startMs: null, endMs: null },
      dueDate: now.toISOString().slice(0, 10),
      state: 'open',
      createdAt: now,
    });
    const workflow = remindCommitments(dependenciesOf(ctx));
    const input = { workspaceId, requestId };
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun, input }), { state: 'done', reminded: 1 });
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun, input }), { state: 'done', reminded: 0 });
    const [notification, second] = await asked(ctx, 'commitment_due');
    assert.equal(second, undefined);
    assert.match(
      JSON.stringify(notification?.destination),
      /"to":"chat_user","userId":"U71"|"userId":"U71","to":"chat_user"/u,
    );
    const waiting = await ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, workspaceId));
    assert.deepEqual(waiting, []);
  });
});
