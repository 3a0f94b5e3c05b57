import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outbox, transact } from '#platform/db';
import { createMemoryLog } from '#platform/log';
import { and, eq, isNull } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { waitUntil } from '#test/wait-until';
import { type PublishedEvent, publish, type Subscriber, startDispatcher } from './index.ts';

const suite = await databaseForSuite();

function start(options: { handle: Subscriber['handle']; pollIntervalMs?: number }) {
  const log = createMemoryLog();
  const { clock } = suite.createContext();
  const dispatcher = startDispatcher({
    database: suite.database,
    clock,
    log,
    pollIntervalMs: options.pollIntervalMs ?? 60_000,
    subscribers: [
      {
        name: 'test',
        types: ['batch.submitted'],
        handle: async (published) => {
          if (published.workspaceId === suite.workspaceId) {
            await options.handle(published);
          }
        },
      },
    ],
  });
  return { log, stop: dispatcher.stop };
}

async function undelivered(): Promise<number> {
  const rows = await suite.database.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.workspaceId, suite.workspaceId), isNull(outbox.dispatchedAt)));
  return rows.length;
}

describe('the outbox', () => {
  it('hands committed events over in order, right after the commit, and marks them', async () => {
    const ctx = suite.createContext();
    const heard: PublishedEvent[] = [];
    const { stop } = start({ handle: async (published) => void heard.push(published) });
    await transact({ ctx }, async (inner) => {
      for (const number of [1, 2, 3]) {
        await publish({ ctx: inner, event: { type: 'batch.submitted', batchId: `batch_${number}` } });
      }
      await publish({
        ctx: inner,
        event: { type: 'call.analyzed', callId: 'call_1', version: 1, analysisId: 'ana_1' },
      });
      assert.deepEqual(heard, []);
    });
    await waitUntil('all events are marked', { condition: async () => (await undelivered()) === 0 });
    await stop();
    assert.deepEqual(
      heard.map(({ event }) => event),
      [1, 2, 3].map((number) => ({ type: 'batch.submitted', batchId: `batch_${number}` })),
    );
    assert.deepEqual(heard[0]?.request, { requestId: ctx.requestId, actor: ctx.actor, traceparent: null });
  });

  it('announces nothing that was rolled back', async () => {
    const ctx = suite.createContext();
    await assert.rejects(
      transact({ ctx }, async (inner) => {
        await publish({ ctx: inner, event: { type: 'batch.submitted', batchId: 'batch_never' } });
        throw new Error('rolled back');
      }),
    );
    assert.equal(await undelivered(), 0);
  });

  it('keeps what was published while nobody dispatched', async () => {
    const ctx = suite.createContext();
    await publish({ ctx, event: { type: 'batch.submitted', batchId: 'batch_early' } });
    const heard: string[] = [];
    const { stop } = start({
      handle: async ({ event }) => void heard.push(event.type === 'batch.submitted' ? event.batchId : ''),
    });
    await waitUntil('the event is marked', { condition: async () => (await undelivered()) === 0 });
    await stop();
    assert.deepEqual(heard, ['batch_early']);
  });

  it('brings an event again whose subscriber failed, without holding up the next', async () => {
    const ctx = suite.createContext();
    const heard: string[] = [];
    let failuresLeft = 2;
    const { stop, log } = start({
      pollIntervalMs: 20,
      handle: async ({ event }) => {
        const batchId = event.type === 'batch.submitted' ? event.batchId : '';
        if (batchId === 'batch_bad' && failuresLeft > 0) {
          failuresLeft -= 1;
          throw new Error('not yet');
        }
        heard.push(batchId);
      },
    });
    await transact({ ctx }, async (inner) => {
      await publish({ ctx: inner, event: { type: 'batch.submitted', batchId: 'batch_bad' } });
      await publish({ ctx: inner, event: { type: 'batch.submitted', batchId: 'batch_good' } });
    });
    await waitUntil('both are marked', { condition: async () => (await undelivered()) === 0 });
    await stop();
    assert.deepEqual(heard, ['batch_good', 'batch_bad']);
    assert.equal(log.lines.filter((line) => line.level === 'error').length, 2);
  });

  it('has one dispatcher where two are started', async () => {
    const ctx = suite.createContext();
    const heard: string[] = [];
    async function handle({ event }: PublishedEvent): Promise<void> {
      heard.push(event.type === 'batch.submitted' ? event.batchId : '');
    }
    const first = start({ handle });
    await publish({ ctx, event: { type: 'batch.submitted', batchId: 'batch_first' } });
    await waitUntil('the first is marked', { condition: async () => (await undelivered()) === 0 });
    if (suite.database.kind === 'postgres') {
      const second = start({ handle, pollIntervalMs: 20 });
      for (const number of [1, 2, 3, 4, 5]) {
        await publish({ ctx, event: { type: 'batch.submitted', batchId: `batch_${number}` } });
      }
      await waitUntil('all are marked', { condition: async () => (await undelivered()) === 0 });
      await first.stop();
      await publish({ ctx, event: { type: 'batch.submitted', batchId: 'batch_last' } });
      await waitUntil('the second took over', { condition: async () => (await undelivered()) === 0 });
      await second.stop();
      assert.deepEqual(heard, ['batch_first', ...[1, 2, 3, 4, 5].map((number) => `batch_${number}`), 'batch_last']);
    } else {
      await first.stop();
      assert.deepEqual(heard, ['batch_first']);
    }
  });
});
