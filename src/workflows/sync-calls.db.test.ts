import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { syncRecords } from '#modules/crm';
import { listSyncCursors, saveSyncCursor, syncCursors } from '#modules/intake';
import { listLedgerDays } from '#modules/ledger';
import { createFixedClock } from '#platform/clock';
import { dueWork } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import type { DayBudget, HostPolicy } from '#platform/http-client';
import { asc, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { createDayBudget } from '#platform/turns';
import type { StartOptions } from '#platform/workflow';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { type GongAccess, openGong } from '#test/gong-world';
import { hurriedRun } from '#test/hurried-run';
import { callsFrom, intakeDependencies, takenIn, withGong } from '#test/intake-world';
import { openNotificationWorld } from '#test/notification-world';
import { plainRun } from '#test/plain-run';
import { quietWork, workContextOf } from '#test/work-context';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { syncCalls } from './sync-calls.ts';

const suite = await databaseForSuite();
const now = new Date('2026-11-20T12:00:00Z');

describe('a list of calls that Gong does not give', () => {
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  const opened: GongAccess[] = [];

  before(async () => {
    simulator = await startGongSimulator({ port: 0, world: { ...smallWorld(), calls: [] } });
  });
  after(async () => {
    for (const { httpClient } of opened) httpClient.close();
    await simulator.close();
  });

  async function open(settings: {
    workspaces?: readonly string[];
    secret?: string;
    policy?: Partial<HostPolicy>;
    dayBudget?: DayBudget;
  }): Promise<GongAccess> {
    const gong = await openGong({ url: simulator.url, ...settings });
    opened.push(gong);
    return gong;
  }

  async function openWorld() {
    const { ctx } = await openNotificationWorld(suite);
    const { workspaceId } = ctx;
    async function sync({ source }: GongAccess, asked: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
      const connected = {
        ...ctx,
        ...suite.createContext({ workspaceId, now }),
        actor: { type: 'system', component: 'test' } as const,
        connections: { ...ctx.connections, calls: { state: 'on', client: source, simulated: true } as const },
        ...quietWork,
      };
      const workflow = syncCalls({
        contextFor: () => connected,
        metrics: createMetrics(),
        processChat: null,
        random: () => 0,
      });
      const input = { workspaceId, requestId: 'req_1', range: null, ...asked };
      return workflow.runUnchecked({ run: plainRun, input });
    }
    async function stream() {
      const { cursors } = await listSyncCursors({ ctx });
      return cursors.find((cursor) => cursor.source === 'gong' && cursor.stream === 'calls');
    }
    return { ctx, sync, stream };
  }

  it('is named at its stream with the cause, nothing is read, and the next look that succeeds clears it', async () => {
    const { ctx, sync, stream } = await openWorld();
    const sound = await open({});
    const refusals = [
      { code: 'vendor.unknown-workspace', gong: await open({ workspaces: ['Slaes'] }), message: /There are: Sales/ },
      { code: 'vendor.unauthorized', gong: await open({ secret: 'revoked' }), message: /401, saying: Access denied/ },
      { code: 'vendor.missing-scope', gong: sound, fault: 'forbidden', message: /does not allow/ },
    ];
    for (const { code, gong, fault, message } of refusals) {
      if (fault !== undefined) await gong.control({ path: '/faults', body: { kind: fault } });
      await assert.rejects(sync(gong), { code });
      const { problem, lastSuccessAt } = (await stream()) ?? {};
      assert.deepEqual([problem?.code, lastSuccessAt], [code, null]);
      assert.match(problem?.message ?? '', message);
    }
    assert.deepEqual((await listLedgerDays({ ctx, input: { since: '2000-01-01' } })).days, []);
    assert.deepEqual(await sync(sound), { listed: 0, taken: 0 });
    const { problem, lastSuccessAt } = (await stream()) ?? {};
    assert.deepEqual([problem, lastSuccessAt], [null, now.toISOString()]);
  });

  it('because its requests of the day are used up is asked for again in the next, a named range and a review too', async () => {
    const { ctx, sync, stream } = await openWorld();
    const dayLimit = { account: `gong of ${ctx.workspaceId}`, requests: 1 };
    const clock = createFixedClock(now);
    const dayBudget = createDayBudget({ database: suite.database, clock });
    const gong = await open({ policy: { dayLimit }, dayBudget });
    await sync(gong);
    const from = '2026-11-01T00:00:00.000Z';
    const range = { from, to: '2026-11-02T00:00:00.000Z' };
    assert.deepEqual(await sync(gong), { listed: 0, taken: 0 });
    assert.equal((await stream())?.problem?.code, 'vendor.day-used-up');
    await scheduleWork({ ctx, kind: 'review-calls', subject: 'all', payload: { lastRunId: 'run_1' }, dueAt: now });
    for (const asked of [{ range }, { review: true }]) {
      await ctx.db
        .update(syncCursors)
        .set({ lastSuccessAt: new Date(0) })
        .where(eq(syncCursors.workspaceId, ctx.workspaceId));
      await sync(gong, asked);
    }
    const planned = await ctx.db
      .select()
      .from(dueWork)
      .where(eq(dueWork.workspaceId, ctx.workspaceId))
      .orderBy(asc(dueWork.kind));
    assert.deepEqual(
      planned.map(({ kind, subject, payload, dueAt }) => ({ kind, subject, payload, dueAt })),
      [
        { kind: 'backfill-calls', subject: `${range.from}/${range.to}`, payload: range },
        { kind: 'review-calls', subject: 'all', payload: { lastRunId: 'run_1' } },
      ].map((work) => ({ ...work, dueAt: new Date('2026-11-21T00:00:00Z') })),
    );
    clock.advance(12 * 3_600_000);
    assert.deepEqual(await sync(gong, { range }), { listed: 0, taken: 0 });
    assert.equal((await dayBudget.used(dayLimit)).used, 1);
  });
});

describe('the first look at Gong', () => {
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let gong: GongAccess;

  before(async () => {
    simulator = await startGongSimulator({
      port: 0,
      world: { ...smallWorld(), calls: callsFrom({ first: 1, count: 1 }) },
    });
  });
  after(async () => {
    gong.httpClient.close();
    await simulator.close();
  });

  it('that ends with the requests of its day mirrors the CRM once on that day, and once more in the next', async () => {
    const { ctx: bare } = workContextOf((await createChangeWorld(suite)).ctx);
    bare.clock.advance(now.getTime() - bare.clock.now().getTime());
    const dayBudget = createDayBudget({ database: suite.database, clock: bare.clock });
    const dayLimit = { account: `gong of ${bare.workspaceId}`, requests: 2 };
    gong = await openGong({ url: simulator.url, policy: { dayLimit }, dayBudget });
    const ctx = withGong(bare, gong);
    const mirrored: string[] = [];
    const run = { ...hurriedRun, start: async ({ workflowName }: StartOptions) => void mirrored.push(workflowName) };
    async function look(): Promise<number> {
      const { workspaceId, requestId } = ctx;
      const input = { workspaceId, requestId, range: null };
      await syncCalls(intakeDependencies(ctx)).runUnchecked({ run, input });
      return mirrored.length;
    }
    assert.equal(await look(), 2);
    assert.deepEqual(mirrored, ['sync-people', 'sync-crm']);
    assert.deepEqual(
      (await takenIn(ctx)).events.map(({ state }) => state),
      ['received'],
      'it is listed, and waits',
    );
    assert.deepEqual([await look(), await look()], [2, 2]);
    const { cursors } = await listSyncCursors({ ctx });
    assert.deepEqual(
      cursors.map(({ problem, lastSuccessAt }) => [problem?.code, lastSuccessAt]),
      [['vendor.day-used-up', null]],
    );
    bare.clock.advance(12 * 3_600_000);
    assert.equal(await look(), 4);
    for (const objectType of ['company', 'contact', 'deal'] as const) {
      await syncRecords({ ctx, input: { objectType, mode: 'full' } });
    }
    bare.clock.advance(24 * 3_600_000);
    await look();
    assert.deepEqual(mirrored.slice(4), ['sync-people'], 'the CRM is not mirrored again, and people are read anyway');
    await saveSyncCursor({ ctx, input: { source: 'gong', stream: 'people', position: {}, count: 0 } });
    bare.clock.advance(24 * 3_600_000);
    assert.equal(await look(), 5, 'what was read is not read again because the calls were not taken in');
  });
});
