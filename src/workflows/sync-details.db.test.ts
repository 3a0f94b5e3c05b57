import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Contradiction, callStatements, listContradictions } from '#modules/contradictions';
import { crmDetails, findRecord, syncDefinitions, syncRecords } from '#modules/crm';
import { notifications } from '#modules/notifications';
import { configureWorkspace } from '#modules/workspaces';
import { and, eq } from '#platform/sql';
import type { WorkflowRun } from '#platform/workflow';
import { type AnalysisTestContext, analysisSuite, analyzeText } from '#test/analysis-suite';
import { shippedPolicy, shippedPolicyPlace } from '#test/change-world';
import { type HubspotPortal, openHubspotPortal } from '#test/hubspot-portal';
import { createMemoryChat } from '#test/memory-chat';
import { noOutbound } from '#test/no-outbound';
import { noTriggers } from '#test/no-triggers';
import { createTestSecretBox } from '#test/test-secret-box';
import { generateWorld } from '../../simulators/world/index.ts';
import { syncDetails } from './sync-details.ts';
import type { WorkContext } from './workflow-dependencies.ts';

const suite = await analysisSuite();
const world = generateWorld({ seed: 'tidewater', today: '2026-11-16' });
const portal = await openHubspotPortal(world);
const off = { state: 'off', reason: 'A test without it.', action: 'Nothing.' } as const;
const steps: WorkflowRun = {
  workflowId: 'sync-details:test:v1',
  step: async (_step, work) => work(),
  start: async () => assert.fail('starts nothing'),
  resultOf: async () => assert.fail('waits for nothing'),
  patch: async () => true,
};

type Ctx = WorkContext & AnalysisTestContext;

async function contextOf(crm: HubspotPortal['crm']): Promise<Ctx> {
  const ctx = await suite.freshContext();
  const competitors = ['Payloom', 'DuesHarbor', 'RentForge'].map((name) => ({ name, aliases: [] }));
  const operator = { ...ctx, actor: { type: 'operator', name: 'test' } as const };
  const input = { internalDomains: [], internalNames: [], competitors, products: [], lexicons: {} };
  await configureWorkspace({ ctx: operator, input });
  const readers = {
    accountOf: async () => ({ recordId: null, companyName: null, ownerEmail: null, teams: [] }),
    loadView: async () => null,
  };
  return {
    ...ctx,
    clock: portal.clock,
    connections: {
      crm: { state: 'on', client: crm, simulated: true },
      calls: off,
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
}

async function go(ctx: WorkContext): Promise<void> {
  const workflow = syncDetails({ contextFor: ({ actor }) => ({ ...ctx, actor }) });
  const { workspaceId } = ctx;
  await workflow.runUnchecked({ run: steps, input: { workspaceId, requestId: 'req_1', mode: 'incremental' } });
}

async function dealOf(ctx: WorkContext, key: string): Promise<string> {
  const row = await findRecord({ ctx, input: { objectType: 'deal', externalId: await portal.idOf(key) } });
  assert.ok(row !== null, key);
  return row.recordId;
}

/** What the truth has a call say, as its analysis would have noted it. */
async function noteCalls(ctx: Ctx): Promise<void> {
  const { callId } = await analyzeText({ ctx, name: 'a-call.txt', text: 'Maya Okafor: Hello.\nAna Ruiz: Hello.\n' });
  for (const planted of world.truth.emailContradictions) {
    const call = world.calls.find(({ key }) => key === planted.callKey);
    const said = world.truth.contradictions.find(
      ({ callKey, property }) => callKey === planted.callKey && property === planted.property,
    );
    if (call === undefined || said === undefined) continue;
    const { quote } = said;
    const place = { turn: 0, start: 0, end: quote.length, sentence: '0.0', startMs: null, endMs: null };
    await ctx.db.insert(callStatements).values({
      id: ctx.ids.create('statement'),
      workspaceId: ctx.workspaceId,
      callId,
      recordId: await dealOf(ctx, planted.dealKey),
      kind: 'amount',
      property: planted.property,
      sense: 'is',
      value: said.saidValue,
      evidence: { ...place, quote, speaker: 'The buyer', side: 'external' },
      confidence: 0.9,
      saidAt: new Date(call.startedAt),
    });
  }
}

describe('the e-mails of a whole company', () => {
  test('are held against the CRM and the calls: of what was planted nine in ten is found, and nothing is settled', async (t) => {
    const ctx = await contextOf(portal.crm);
    await syncDefinitions({ ctx });
    for (const objectType of ['company', 'contact', 'deal'] as const) {
      await syncRecords({ ctx, input: { objectType, mode: 'full' } });
    }
    await noteCalls(ctx);
    await go(ctx);
    const { contradictions } = await listContradictions({ ctx, input: { state: null, recordId: null, limit: 200 } });
    const fromMail = contradictions.filter(({ emailId }) => emailId !== null);
    assert.ok(
      fromMail.every(({ state }) => state === 'open'),
      'none is settled by itself',
    );
    const lastDays = fromMail.filter(
      ({ saidAt, foundAt }) => Date.parse(foundAt) - Date.parse(saidAt) < 7 * 86_400_000,
    );
    assert.ok(lastDays.length > 0);
    const told = await ctx.db.select().from(notifications).where(eq(notifications.workspaceId, ctx.workspaceId));
    assert.deepEqual(told, [], 'what was written before the first look is history, and nobody is told');
    const matched = new Set<Contradiction>();
    for (const against of ['crm', 'call'] as const) {
      const planted = world.truth.emailContradictions.filter((one) => one.against === against);
      const missed: string[] = [];
      for (const { dealKey, property, quote } of planted) {
        const recordId = await dealOf(ctx, dealKey);
        const found = fromMail.find(
          (one) =>
            one.recordId === recordId &&
            one.property === property &&
            one.evidence.at(-1)?.evidence?.quote === quote &&
            (against === 'crm' || (one.otherValue !== null && one.evidence.length === 2)),
        );
        if (found === undefined) missed.push(`${property}: ${quote}`);
        else matched.add(found);
      }
      t.diagnostic(`against ${against}: ${planted.length - missed.length} of ${planted.length} found`);
      assert.ok(planted.length >= (against === 'crm' ? 10 : 4), `${planted.length} planted`);
      assert.ok(missed.length <= planted.length / 10, missed.join('\n'));
    }
    const others = fromMail.filter((one) => !matched.has(one));
    t.diagnostic(`${others.length} reported that were not planted`);
    assert.ok(others.length <= 1, others.map((one) => one.evidence.at(-1)?.evidence?.quote).join('\n'));
  });

  test('are forgotten where they may not be read any more', async () => {
    const ctx = await contextOf(portal.crm);
    await syncRecords({ ctx, input: { objectType: 'deal', mode: 'full' } });
    await go(ctx);
    const where = and(eq(crmDetails.workspaceId, ctx.workspaceId), eq(crmDetails.objectType, 'email'));
    assert.ok((await ctx.db.select().from(crmDetails).where(where)).length > 20);
    const { crm } = { crm: portal.connect({ readsEmails: false }) };
    await go({ ...ctx, connections: { ...ctx.connections, crm: { state: 'on', client: crm, simulated: true } } });
    assert.equal((await ctx.db.select().from(crmDetails).where(where)).length, 0);
    const { contradictions } = await listContradictions({ ctx, input: { state: 'open', recordId: null, limit: 200 } });
    assert.deepEqual(contradictions, []);
  });
});
