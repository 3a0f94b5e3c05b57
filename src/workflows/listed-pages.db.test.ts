import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { listGaps, listLedgerDays } from '#modules/ledger';
import type { WorkflowRun } from '#platform/workflow';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { type GongAccess, openGong } from '#test/gong-world';
import { callsFrom, intakeDependencies, keptRun, takenIn, timesListed, withGong } from '#test/intake-world';
import { plainRun } from '#test/plain-run';
import { workContextOf } from '#test/work-context';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { syncCalls } from './sync-calls.ts';

const suite = await databaseForSuite();
const now = new Date('2026-11-20T12:00:00Z');
const afternoon = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };

describe('a list of calls that has several pages', () => {
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let gong: GongAccess;

  before(async () => {
    const world = { ...smallWorld(), calls: callsFrom({ first: 1, count: 5 }) };
    simulator = await startGongSimulator({ port: 0, world });
    gong = await openGong({ url: simulator.url });
  });
  after(async () => {
    gong.httpClient.close();
    await simulator.close();
  });
  beforeEach(async () => {
    await gong.control({ path: '/reset' });
    await gong.control({ path: '/clock', body: { now: now.toISOString(), frozen: true } });
    await gong.control({ path: '/limits', body: { enforced: false } });
    await gong.control({ path: '/settings', body: { pageSize: 1 } });
  });

  async function openWorld() {
    const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
    ctx.clock.advance(now.getTime() - ctx.clock.now().getTime());
    const workflow = syncCalls(intakeDependencies(withGong(ctx, gong)));
    const { workspaceId, requestId } = ctx;
    return {
      ctx,
      sync: async (run: WorkflowRun, range: typeof afternoon | null = afternoon) =>
        workflow.runUnchecked({ run, input: { workspaceId, requestId, range } }),
      /** Each call stands in the inbox, in the ledger and among the stored ones just once. */
      assertOnce: async (count: number) => {
        const { events, stored } = await takenIn(ctx);
        assert.deepEqual([events.length, new Set(events.map(({ subject }) => subject)).size], [count, count]);
        assert.ok(events.every(({ state, kind }) => state === 'done' && kind === 'call.listed'));
        const { days } = await listLedgerDays({ ctx, input: { since: '2026-01-01' } });
        assert.deepEqual([stored, days.reduce((sum, day) => sum + day.stored, 0)], [count, count]);
        assert.deepEqual((await listGaps({ ctx, input: { limit: 10 } })).gaps, []);
      },
    };
  }

  function pagesIn({ steps }: { steps: readonly string[] }): string[] {
    return steps.filter((name) => name.startsWith('page-'));
  }

  it('is gone on with at the third where the run was cut off behind the second', async () => {
    const { sync, assertOnce } = await openWorld();
    let isCut = true;
    const run = keptRun({
      before: async (name) => {
        if (isCut && name === 'page-1-3') throw new Error('The process was killed.');
      },
    });
    await assert.rejects(sync(run), /killed/);
    assert.equal(await timesListed(gong), 2);
    isCut = false;
    assert.deepEqual(await sync(run), { listed: 5, taken: 5 });
    assert.equal(await timesListed(gong), 5, 'no page is read twice');
    assert.deepEqual(pagesIn(run), ['page-1-1', 'page-1-2', 'page-1-3', 'page-1-3', 'page-1-4', 'page-1-5']);
    await assertOnce(5);
  });

  it('has only that page read again whose reading was not noted any more', async () => {
    const { sync, assertOnce } = await openWorld();
    let isCut = true;
    const run = keptRun({
      after: async (name) => {
        if (isCut && name === 'page-1-3') throw new Error('The process was killed.');
      },
    });
    await assert.rejects(sync(run), /killed/);
    isCut = false;
    assert.deepEqual(await sync(run), { listed: 5, taken: 5 });
    assert.equal(await timesListed(gong), 6);
    await assertOnce(5);
  });

  it('is begun anew where its cursor has expired at the fourth, and nothing is lost or doubled', async () => {
    const { sync, assertOnce } = await openWorld();
    const run = keptRun({
      before: async (name) => {
        if (name !== 'page-1-4') return;
        await gong.control({ path: '/faults', body: { kind: 'cursor_expired' } });
        await gong.control({ path: '/calls', body: { calls: callsFrom({ first: 0, count: 1 }), announced: true } });
      },
    });
    assert.deepEqual(await sync(run), { listed: 6, taken: 6 }, 'with the one that came late to the first page');
    assert.deepEqual(pagesIn(run).slice(3, 6), ['page-1-4', 'page-2-5', 'page-2-6']);
    assert.equal(await timesListed(gong), 4 + 6);
    await assertOnce(6);
  });

  it('fails with the reason where its cursor expires again and again, and the next look finds all', async () => {
    const { sync, assertOnce } = await openWorld();
    await gong.control({ path: '/faults', body: { kind: 'cursor_expired', times: 3 } });
    await assert.rejects(sync(keptRun()), { code: 'vendor.cursor-expired', message: /expired 3 times/ });
    assert.deepEqual(await sync(keptRun()), { listed: 5, taken: 5 });
    await assertOnce(5);
  });

  it('is read to its end where everything on the first page is known and what is new stands on the second', async () => {
    const { sync, assertOnce } = await openWorld();
    await gong.control({ path: '/settings', body: { pageSize: 5 } });
    assert.deepEqual(await sync(plainRun, null), { listed: 5, taken: 5 });
    await gong.control({ path: '/calls', body: { calls: callsFrom({ first: 6, count: 2 }), announced: true } });
    const before = await timesListed(gong);
    assert.deepEqual(await sync(plainRun, null), { listed: 7, taken: 2 });
    assert.equal((await timesListed(gong)) - before, 2);
    await assertOnce(7);
  });
});
