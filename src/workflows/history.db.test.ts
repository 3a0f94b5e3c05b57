import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { getCallSource } from '#modules/calls';
import { listChangeSets } from '#modules/changesets';
import { syncDefinitions, syncRecords } from '#modules/crm';
import { listAnalyses } from '#modules/insights';
import { readLedger } from '#modules/ledger';
import { getMatch } from '#modules/matching';
import { notifications } from '#modules/notifications';
import { effects } from '#platform/db';
import { createIds } from '#platform/ids';
import { eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { shippedPolicy, shippedPolicyPlace } from '#test/change-world';
import { type GongAccess, openGong } from '#test/gong-world';
import { openHubspotPortal } from '#test/hubspot-portal';
import { intakeDependencies, takenIn, tellOfCall, withGong } from '#test/intake-world';
import { createMemoryChat } from '#test/memory-chat';
import { noOutbound } from '#test/no-outbound';
import { noTriggers } from '#test/no-triggers';
import { plainRun } from '#test/plain-run';
import { createTestSecretBox } from '#test/test-secret-box';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { analyzeCall } from './analyze-call.ts';
import { followUpCall } from './follow-up-call.ts';
import { processEvent } from './process-event.ts';
import { syncCalls } from './sync-calls.ts';

const suite = await analysisSuite();
const portal = await openHubspotPortal();
const autumn = { from: '2026-10-01T00:00:00.000Z', to: '2026-11-16T00:00:00.000Z' };
const reading = /^GET |\/search$|\/batch\/read$/u;

describe('history that is taken in', () => {
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let gong: GongAccess;

  before(async () => {
    simulator = await startGongSimulator({ port: 0, world: smallWorld() });
    gong = await openGong({ url: simulator.url });
    await gong.control({ path: '/clock', body: { now: portal.clock.now().toISOString(), frozen: true } });
    await gong.control({ path: '/limits', body: { enforced: false } });
  });
  after(async () => {
    gong.httpClient.close();
    await simulator.close();
  });

  async function openWorld() {
    const plain = await suite.freshContext({ actor: { type: 'system', component: 'test' } });
    const { clock, crm } = portal;
    const chat = createMemoryChat();
    const readers = {
      accountOf: async () => ({ recordId: null, companyName: null, ownerEmail: null, teams: [] }),
      loadView: async () => null,
    };
    const ctx = withGong(
      {
        ...plain,
        clock,
        ids: createIds(clock),
        connections: {
          calls: { state: 'off', reason: 'Not yet.', action: 'Wait.' },
          crm: { state: 'on', client: crm, simulated: true },
          chat: { state: 'on', client: chat, simulated: true },
        },
        policy: shippedPolicy,
        policyPlace: shippedPolicyPlace,
        triggerFile: noTriggers,
        dryRun: false,
        notify: { readers, defaultChannel: null, dryRun: false },
        outbound: noOutbound,
        secretBox: createTestSecretBox(),
      },
      gong,
    );
    await syncDefinitions({ ctx });
    for (const objectType of ['company', 'contact', 'deal'] as const) {
      await syncRecords({ ctx, input: { objectType, mode: 'full' } });
    }
    const dependencies = intakeDependencies(ctx);
    const { workspaceId, requestId } = ctx;
    return {
      ctx,
      backfill: () =>
        syncCalls(dependencies).runUnchecked({ run: plainRun, input: { workspaceId, requestId, range: autumn } }),
      tell: async (externalId: string) => {
        const { inboxId } = await tellOfCall({ ctx, gong, externalId });
        await processEvent(dependencies).runUnchecked({ run: plainRun, input: { workspaceId, requestId, inboxId } });
      },
      /** Carries out what follows a call that was taken in. */
      follow: async (externalId: string) => {
        const source = await getCallSource({ ctx, input: { source: 'gong', externalId } });
        const callId = source?.callId ?? assert.fail(`${externalId} was not taken in`);
        const given = { workspaceId, callId, requestId };
        const analyzed = { ...given, version: 1, engine: 'rules', traceparent: null };
        await analyzeCall(dependencies).runUnchecked({ run: plainRun, input: analyzed });
        const { state } = Object(await followUpCall(dependencies).runUnchecked({ run: plainRun, input: given }));
        assert.equal(state, 'followed');
        return callId;
      },
      /** What left the house, or was to. */
      left: async () => ({
        changeSets: (await listChangeSets({ ctx, input: { limit: 10, beforeId: null } })).changeSets.length,
        effects: (await ctx.db.select().from(effects).where(eq(effects.workspaceId, workspaceId))).length,
        notifications: (
          await ctx.db.select().from(notifications).where(eq(notifications.workspaceId, workspaceId))
        ).map(({ kind }) => kind),
        messages: chat.messages.length + chat.whispers.length,
        writes: (await portal.requests()).filter((request) => !reading.test(request)),
      }),
    };
  }

  it('is analyzed and matched, and nothing of it is written to HubSpot or told in Slack', async () => {
    const { ctx, backfill, follow, left } = await openWorld();
    assert.deepEqual(await backfill(), { listed: 3, taken: 3 });
    const { events } = await takenIn(ctx);
    assert.deepEqual(
      events.map(({ payload }) => payload),
      [1, 2, 3].map(() => ({ backfill: true })),
    );
    for (const { subject } of events) {
      const callId = await follow(subject);
      assert.equal((await listAnalyses({ ctx, input: { callId } })).length, 1);
      assert.equal((await getMatch({ ctx, input: { callId } }))?.state, 'matched');
    }
    const nothing = { changeSets: 0, effects: 0, notifications: [], messages: 0, writes: [] };
    assert.deepEqual(await left(), nothing);
    const { days, underWay } = await readLedger({ ctx, input: { since: '2026-01-01', gapLimit: 1 } });
    assert.equal(underWay, 0);
    for (const { expected, analyzed, history, proposed, written } of days) {
      assert.deepEqual([analyzed, history, proposed, written], [expected, expected, 0, 0]);
    }
    assert.equal(
      days.reduce((sum, { expected }) => sum + expected, 0),
      3,
    );
  });

  it('does not keep what is new from being proposed and told', async () => {
    const { ctx, backfill, tell, follow, left } = await openWorld();
    await backfill();
    await gong.control({ path: '/calls/next', body: { transcriptDelayMs: 0 } });
    await tell('8100000000000000004');
    await follow('8100000000000000004');
    const { changeSets, notifications: asked } = await left();
    assert.equal(changeSets, 1);
    assert.ok(asked.includes('call_summary'), asked.join());
    assert.equal((await takenIn(ctx)).events.length, 4);
  });
});
