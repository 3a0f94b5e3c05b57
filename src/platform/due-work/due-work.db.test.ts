import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dueWork } from '#platform/db';
import { eq, sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import type { TestContext } from '#test/test-context';
import { cancelWork, type DueWork, moveWork, scheduleOnce, scheduleWork, startTicker, type Ticker } from './index.ts';

const suite = await databaseForSuite();
const hourMs = 3_600_000;

async function fresh(): Promise<TestContext> {
  return suite.createContext({ workspaceId: await suite.createWorkspace() });
}

/** Only looks when it is told to, and only minds the work of one workspace. */
function tickerOf(ctx: TestContext, start: (work: DueWork) => Promise<void>): Ticker {
  return startTicker({
    database: suite.database,
    clock: ctx.clock,
    log: ctx.log,
    start: async (work) => {
      if (work.workspaceId === ctx.workspaceId) await start(work);
    },
    intervalMs: 24 * hourMs,
  });
}

function inHours(ctx: TestContext, hours: number): Date {
  return new Date(ctx.clock.now().getTime() + hours * hourMs);
}

async function waiting(ctx: TestContext): Promise<readonly (typeof dueWork.$inferSelect)[]> {
  return ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, ctx.workspaceId));
}

describe('work for later', () => {
  it('starts when its time has come, with what was written down, and only then', async () => {
    const ctx = await fresh();
    const started: DueWork[] = [];
    const ticker = tickerOf(ctx, async (work) => void started.push(work));
    await scheduleWork({ ctx, kind: 'match-call', subject: 'call_1', payload: { attempt: 2 }, dueAt: inHours(ctx, 1) });
    await ticker.tick();
    assert.deepEqual(started, []);
    ctx.clock.advance(hourMs);
    await ticker.tick();
    await ticker.tick();
    await ticker.stop();
    assert.deepEqual(
      started.map(({ kind, subject, payload }) => [kind, subject, payload]),
      [['match-call', 'call_1', { attempt: 2 }]],
    );
    assert.deepEqual(await waiting(ctx), []);
  });

  it('that came due many times while nothing ran starts once', async () => {
    const ctx = await fresh();
    let started = 0;
    await scheduleWork({ ctx, kind: 'sync-crm', subject: 'all', dueAt: inHours(ctx, 1) });
    ctx.clock.advance(72 * hourMs);
    const ticker = tickerOf(ctx, async ({ kind, subject }) => {
      started += 1;
      await scheduleWork({ ctx, kind, subject, dueAt: inHours(ctx, 1) });
    });
    await ticker.tick();
    await ticker.tick();
    await ticker.stop();
    assert.equal(started, 1);
    assert.deepEqual(
      (await waiting(ctx)).map(({ dueAt }) => dueAt),
      [inHours(ctx, 1)],
      'what it planned anew is kept',
    );
  });

  it('that could not be started is tried again, and counted', async () => {
    const ctx = await fresh();
    let started = 0;
    await scheduleWork({ ctx, kind: 'sync-crm', subject: 'all', dueAt: ctx.clock.now() });
    const ticker = tickerOf(ctx, async () => {
      started += 1;
      if (started === 1) throw new Error('The queue is not there.');
    });
    await ticker.tick();
    assert.deepEqual(
      (await waiting(ctx)).map(({ attempts }) => attempts),
      [1],
    );
    await ticker.tick();
    await ticker.stop();
    assert.equal(started, 2);
    assert.deepEqual(await waiting(ctx), []);
  });

  it('is done with at once, also where its time was written to the microsecond', async () => {
    const ctx = await fresh();
    let started = 0;
    await scheduleWork({ ctx, kind: 'send-bundle', subject: 'channel', dueAt: ctx.clock.now() });
    await ctx.db
      .update(dueWork)
      .set({
        dueAt: sql`${ctx.clock.now().toISOString()}::timestamptz - interval '1 second' + interval '7 microseconds'`,
      })
      .where(eq(dueWork.workspaceId, ctx.workspaceId));
    const ticker = tickerOf(ctx, async () => void (started += 1));
    await ticker.tick();
    await ticker.tick();
    await ticker.stop();
    assert.equal(started, 1);
    assert.deepEqual(await waiting(ctx), []);
  });

  it('keeps what was written down of it where only its time is moved', async () => {
    const ctx = await fresh();
    const work = { ctx, kind: 'sync-crm', subject: 'all' };
    await moveWork({ ...work, dueAt: inHours(ctx, 1) });
    await scheduleWork({ ...work, payload: { lastRunId: 'run_1' }, dueAt: inHours(ctx, 2) });
    await moveWork({ ...work, dueAt: ctx.clock.now() });
    assert.deepEqual(
      (await waiting(ctx)).map(({ payload, dueAt }) => [payload, dueAt]),
      [[{ lastRunId: 'run_1' }, ctx.clock.now()]],
    );
  });

  it('is moved by a new time, kept by a modest one, and can be taken back', async () => {
    const ctx = await fresh();
    const work = { ctx, kind: 'sync-crm', subject: 'all' };
    await scheduleOnce({ ...work, dueAt: inHours(ctx, 1) });
    await scheduleOnce({ ...work, dueAt: inHours(ctx, 5) });
    assert.deepEqual((await waiting(ctx))[0]?.dueAt, inHours(ctx, 1));
    await scheduleWork({ ...work, dueAt: inHours(ctx, 3) });
    assert.deepEqual((await waiting(ctx))[0]?.dueAt, inHours(ctx, 3));
    await cancelWork(work);
    assert.deepEqual(await waiting(ctx), []);
  });
});
