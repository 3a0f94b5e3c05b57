import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { getCallSource } from '#modules/calls';
import { pollCalls, saveSyncCursor, takeInCalls, waitForTranscript } from '#modules/intake';
import { listDrifts, listGaps } from '#modules/ledger';
import { createMetrics } from '#platform/telemetry';
import { databaseForSuite } from '#test/database-for-suite';
import { type GongAccess, openGong } from '#test/gong-world';
import { openNotificationWorld } from '#test/notification-world';
import { plainRun } from '#test/plain-run';
import { quietWork } from '#test/work-context';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { syncCalls } from './sync-calls.ts';
import type { WorkContext } from './workflow-dependencies.ts';

const suite = await databaseForSuite();
const now = new Date('2026-11-20T12:00:00Z');
const everything = { from: '2026-08-01T00:00:00Z', to: '2026-11-19T00:00:00Z', backfill: false, cursor: null };
const [turned, vanished, late] = ['8100000000000000001', '8100000000000000002', '8100000000000000003'] as const;

describe('calls that are older than a day', () => {
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let gong: GongAccess;

  before(async () => {
    simulator = await startGongSimulator({ port: 0, world: smallWorld() });
    gong = await openGong({ url: simulator.url });
    await gong.control({ path: '/clock', body: { now: now.toISOString() } });
    await gong.control({ path: '/limits', body: { enforced: false } });
  });
  after(async () => {
    gong.httpClient.close();
    await simulator.close();
  });

  async function openWorld(): Promise<WorkContext> {
    const { ctx } = await openNotificationWorld(suite);
    const connected = suite.createContext({ workspaceId: ctx.workspaceId, now });
    return {
      ...ctx,
      ...connected,
      actor: { type: 'system', component: 'test' },
      connections: { ...ctx.connections, calls: { state: 'on', client: gong.source, simulated: true } },
      ...quietWork,
    };
  }

  async function change(externalId: string, body: unknown): Promise<void> {
    await gong.control({ method: 'PATCH', path: `/calls/${externalId}`, body });
  }

  it('are looked at again: one that turned private goes, one that is gone is named, a late transcript comes', async () => {
    const ctx = await openWorld();
    const workflow = syncCalls({ contextFor: () => ctx, metrics: createMetrics(), processChat: null, random: () => 0 });
    const { workspaceId, requestId } = ctx;
    const review = { workspaceId, requestId, range: null, review: true };
    const nothing = { listed: 0, taken: 0 };
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun, input: review }), nothing, 'before the first look');
    await saveSyncCursor({
      ctx,
      input: { source: 'gong', stream: 'calls', position: { through: now.toISOString() }, count: 3 },
    });
    await change(late, { transcriptDelayMs: null });
    await pollCalls({ ctx, input: everything });
    await takeInCalls({ ctx, input: { externalIds: [turned, vanished, late] } });
    await waitForTranscript({ ctx, input: { externalId: late, attempts: 6, inboxId: null } });
    await change(turned, { isPrivate: true });
    await change(vanished, { hasVanished: true });
    await change(late, { transcriptDelayMs: 0 });
    const looked = Object(await workflow.runUnchecked({ run: plainRun, input: review }));
    assert.ok(looked.listed > 0);
    const known = [turned, vanished, late].map((externalId) =>
      getCallSource({ ctx, input: { source: 'gong', externalId } }),
    );
    assert.deepEqual(
      (await Promise.all(known)).map((call) => call !== null),
      [false, true, true],
    );
    assert.deepEqual((await listGaps({ ctx, input: { limit: 10 } })).gaps, []);
    const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    assert.deepEqual(
      drifts.map(({ what, lines }) => [what, lines[0]?.difference]),
      [['calls', 'vanished']],
    );
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun, input: review }), nothing, 'soon after another');
    await change(turned, { isPrivate: false });
    await takeInCalls({ ctx, input: { externalIds: [turned] } });
    assert.notEqual(await getCallSource({ ctx, input: { source: 'gong', externalId: turned } }), null);
  });

  it('that are older than what is listed are asked for by their ids, and nothing else of their time comes in', async () => {
    const world = await openWorld();
    // What was held before is a year old now, and stands outside of the days that are listed.
    await takeInCalls({ ctx: world, input: { externalIds: [late, turned] } });
    const later = suite.createContext({ workspaceId: world.workspaceId, now: new Date('2027-11-20T12:00:00Z') });
    const ctx = { ...world, clock: later.clock };
    const workflow = syncCalls({ contextFor: () => ctx, metrics: createMetrics(), processChat: null, random: () => 0 });
    const input = { workspaceId: ctx.workspaceId, requestId: ctx.requestId, range: null, review: true };
    const position = { through: '2027-11-20T11:00:00Z' };
    await saveSyncCursor({ ctx, input: { source: 'gong', stream: 'calls', position, count: 1 } });
    await change(turned, { isPrivate: true });
    await workflow.runUnchecked({ run: plainRun, input });
    const held = { late, turned, vanished };
    for (const [name, externalId] of Object.entries(held)) {
      const call = await getCallSource({ ctx, input: { source: 'gong', externalId } });
      assert.equal(call !== null, name === 'late', name);
    }
    assert.deepEqual((await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } })).drifts, []);
    await change(turned, { isPrivate: false });
  });
});
