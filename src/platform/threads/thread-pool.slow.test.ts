import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { threadId } from 'node:worker_threads';
import { createMemoryLog } from '#platform/log';
import { createThreadPool } from './index.ts';

const workerUrl = new URL('../../../test/support/threads/sample-tasks.ts', import.meta.url);

describe('a thread pool', () => {
  const pool = createThreadPool({ workerUrl, threadCount: 2 });
  after(() => pool.close());

  it('runs the named task in another thread', async () => {
    const result = await pool.run('double', { value: 21 });
    assert.ok(typeof result === 'object' && result !== null && 'value' in result && 'threadId' in result);
    assert.equal(result.value, 42);
    assert.notEqual(result.threadId, threadId);
  });

  it('leaves the process responsive while a task computes', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    await pool.run('block', { durationMs: 200 });
    clearInterval(timer);
    assert.ok(ticks >= 5, `expected the timer to go on, found ${ticks} ticks`);
  });

  it('names the task that failed and says why', async () => {
    await assert.rejects(pool.run('fail', null), { code: 'thread.failed', message: /task fail .*always fails/ });
    await assert.rejects(pool.run('missing', null), { code: 'thread.failed', message: /task missing/ });
  });

  it('goes on after a thread has ended in the middle of a task', async () => {
    await assert.rejects(pool.run('exit', null), { code: 'thread.failed' });
    const results = await Promise.all([1, 2, 3, 4].map((value) => pool.run('double', { value })));
    assert.equal(results.length, 4);
  });
});

describe('a thread pool whose module cannot be loaded', () => {
  it('fails the task and leaves the process alive', { timeout: 20_000 }, async () => {
    const brokenUrl = new URL('../../../test/support/threads/broken-tasks.ts', import.meta.url);
    const log = createMemoryLog();
    const pool = createThreadPool({ workerUrl: brokenUrl, threadCount: 1, log });
    await assert.rejects(pool.run('double', { value: 1 }), { code: 'thread.failed' });
    await assert.rejects(pool.run('double', { value: 2 }), { code: 'thread.failed' });
    await pool.close();
  });
});
