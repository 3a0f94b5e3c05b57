import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { createMemoryLog } from '#platform/log';
import { databaseForSuite } from '#test/database-for-suite';
import { waitUntil } from '#test/wait-until';
import { type AnyWorkflow, defineWorkflow, startWorkflowEngine, type WorkflowEngine } from './index.ts';

const suite = await databaseForSuite();
const seen: string[] = [];
const gates = new Map<string, PromiseWithResolvers<void>>();
let running = 0;
let mostRunning = 0;

const Id = z.object({ id: z.string() });

const workflows: readonly AnyWorkflow[] = [
  defineWorkflow({
    name: 'add',
    queue: 'quick',
    input: z.object({ left: z.int(), right: z.int() }),
    run: async ({ run, input }) => {
      const left = await run.step('left', async () => input.left);
      const right = await run.step('right', async () => input.right);
      return { sum: left + right, workflowId: run.workflowId };
    },
  }),
  defineWorkflow({
    name: 'count-once',
    queue: 'quick',
    input: Id,
    run: ({ run, input }) => run.step('count', async () => void seen.push(input.id)),
  }),
  defineWorkflow({
    name: 'fail',
    queue: 'quick',
    input: z.object({ known: z.boolean() }),
    run: ({ run, input }) =>
      run.step('fail', async () => {
        throw input.known
          ? new SophiaError('call.not-found', 'Expected a call, found none.', { details: { callId: 'call_1' } })
          : new TypeError('unforeseen');
      }),
  }),
  defineWorkflow({
    name: 'retry',
    queue: 'quick',
    input: Id,
    run: ({ run, input }) =>
      run.step({ name: 'try', maxAttempts: 3 }, async () => {
        seen.push(input.id);
        if (seen.filter((id) => id === input.id).length < 2) {
          throw new Error('not yet');
        }
        return 'at last';
      }),
  }),
  defineWorkflow({
    name: 'parent',
    queue: 'quick',
    input: Id,
    run: async ({ run, input }) => {
      const children = [1, 2, 3].map((number) => `add:${input.id}:${number}`);
      for (const [position, workflowId] of children.entries()) {
        await run.start({ workflowName: 'add', workflowId, input: { left: position, right: 1 } });
      }
      const results = [];
      for (const workflowId of children) {
        results.push(z.object({ sum: z.int() }).parse(await run.resultOf(workflowId)).sum);
      }
      return results;
    },
  }),
  defineWorkflow({
    name: 'limited',
    queue: 'two-at-once',
    input: Id,
    run: ({ run, input }) =>
      run.step('hold', async () => {
        running += 1;
        mostRunning = Math.max(mostRunning, running);
        seen.push(input.id);
        await gates.get('limited')?.promise;
        running -= 1;
      }),
  }),
  defineWorkflow({
    name: 'two-steps',
    queue: 'quick',
    input: Id,
    run: async ({ run, input }) => {
      await run.step('first', async () => {
        seen.push(`${input.id}:first`);
        await gates.get(input.id)?.promise;
      });
      await run.step('second', async () => void seen.push(`${input.id}:second`));
      return 'both';
    },
  }),
  defineWorkflow({
    name: 'fragile',
    queue: 'quick',
    input: Id,
    run: ({ run, input }) =>
      run.step('fragile', async () => {
        seen.push(`${input.id}:try`);
        await gates.get(input.id)?.promise;
        if (seen.filter((id) => id === `${input.id}:try`).length === 1) {
          throw new Error('what the step uses has been closed');
        }
        return 'done at the second start';
      }),
  }),
];

const log = createMemoryLog();

function start(): Promise<WorkflowEngine> {
  return startWorkflowEngine({
    database: suite.database,
    log,
    workflows,
    queues: { quick: {}, 'two-at-once': { perProcess: 2 } },
    runsWorkflows: true,
    pollIntervalMs: 30_000,
  });
}

describe('the workflow engine', { timeout: 120_000 }, () => {
  const engines: WorkflowEngine[] = [];
  async function current(): Promise<WorkflowEngine> {
    engines[0] ??= await start();
    return engines[0];
  }
  async function restart(): Promise<WorkflowEngine> {
    await engines.pop()?.stop();
    return current();
  }
  after(async () => {
    await engines.pop()?.stop();
  });

  it('runs a workflow and returns its result', async () => {
    const engine = await current();
    await engine.start({ workflowName: 'add', workflowId: 'add:1', input: { left: 2, right: 3 } });
    assert.deepEqual(await engine.resultOf('add:1'), { sum: 5, workflowId: 'add:1' });
    assert.equal(await engine.stateOf('add:1'), 'done');
    assert.equal(await engine.stateOf('add:none'), null);
  });

  it('sees queued workflows and free places at once, though it hardly ever polls', async () => {
    const engine = await current();
    const ids = Array.from({ length: 30 }, (_, number) => `count-once:many:${number}`);
    const startedAtMs = performance.now();
    for (const workflowId of ids) {
      await engine.start({ workflowName: 'count-once', workflowId, input: { id: workflowId } });
    }
    await Promise.all(ids.map((id) => engine.resultOf(id)));
    assert.ok(performance.now() - startedAtMs < 10_000);
  });

  it('runs a workflow once however often it is started', async () => {
    const engine = await current();
    const again = { workflowName: 'count-once', workflowId: 'count-once:1', input: { id: 'once' } };
    await Promise.all([engine.start(again), engine.start(again), engine.start(again)]);
    await engine.resultOf('count-once:1');
    await engine.start(again);
    await engine.resultOf('count-once:1');
    assert.equal(seen.filter((id) => id === 'once').length, 1);
  });

  it('brings our errors back as they were thrown, and names the workflow of others', async () => {
    const engine = await current();
    await engine.start({ workflowName: 'fail', workflowId: 'fail:known', input: { known: true } });
    await assert.rejects(engine.resultOf('fail:known'), (error) => {
      assert.ok(error instanceof SophiaError);
      assert.equal(error.code, 'call.not-found');
      assert.deepEqual(error.details, { callId: 'call_1' });
      return true;
    });
    await engine.start({ workflowName: 'fail', workflowId: 'fail:unknown', input: { known: false } });
    await assert.rejects(engine.resultOf('fail:unknown'), { code: 'workflow.failed', message: /fail:unknown/ });
    assert.equal(await engine.stateOf('fail:unknown'), 'failed');
  });

  it('tries a step again as often as it says', async () => {
    const engine = await current();
    await engine.start({ workflowName: 'retry', workflowId: 'retry:1', input: { id: 'retried' } });
    assert.equal(await engine.resultOf('retry:1'), 'at last');
    assert.equal(seen.filter((id) => id === 'retried').length, 2);
  });

  it('lets a workflow start others and wait for them', async () => {
    const engine = await current();
    await engine.start({ workflowName: 'parent', workflowId: 'parent:1', input: { id: 'family' } });
    assert.deepEqual(await engine.resultOf('parent:1'), [1, 2, 3]);
  });

  it('refuses input that does not fit, names that do not exist, and a start inside a transaction', async () => {
    const engine = await current();
    await engine.start({ workflowName: 'add', workflowId: 'add:bad', input: { left: 'two' } });
    await assert.rejects(engine.resultOf('add:bad'), { code: 'workflow.failed' });
    await assert.rejects(engine.start({ workflowName: 'missing', workflowId: 'missing:1', input: {} }), {
      code: 'workflow.unknown',
    });
    await transact({ ctx: suite.createContext() }, async () => {
      await assert.rejects(
        engine.start({ workflowName: 'add', workflowId: 'add:held', input: { left: 1, right: 1 } }),
        { code: 'db.transaction-held' },
      );
    });
    assert.equal(await engine.stateOf('add:held'), null);
  });

  it('keeps to the limit of a queue', async () => {
    const engine = await current();
    gates.set('limited', Promise.withResolvers());
    const ids = ['a', 'b', 'c', 'd', 'e'].map((name) => `limited:${name}`);
    for (const workflowId of ids) {
      await engine.start({ workflowName: 'limited', workflowId, input: { id: workflowId } });
    }
    await waitUntil('two are running', { condition: () => running === 2 });
    assert.equal(await engine.stateOf('limited:e'), 'waiting');
    gates.get('limited')?.resolve();
    await Promise.all(ids.map((id) => engine.resultOf(id)));
    assert.equal(mostRunning, 2);
  });

  it('lets a running step end when it stops, begins no further one, and goes on at the next start', async () => {
    const engine = await current();
    gates.set('stopped', Promise.withResolvers());
    await engine.start({ workflowName: 'two-steps', workflowId: 'two-steps:1', input: { id: 'stopped' } });
    await waitUntil('the first step runs', { condition: () => seen.includes('stopped:first') });
    const stopped = engine.stop();
    gates.get('stopped')?.resolve();
    await stopped;
    assert.equal(seen.includes('stopped:second'), false);
    await assert.rejects(engine.resultOf('two-steps:1'), { code: 'workflow.not-running' });
    const next = await restart();
    assert.equal(await next.resultOf('two-steps:1'), 'both');
    assert.deepEqual(
      seen.filter((id) => id.startsWith('stopped:')),
      ['stopped:first', 'stopped:second'],
    );
  });

  it('tells who waits for a result that a stop has ended the wait, not that the workflow failed', async () => {
    const engine = await current();
    gates.set('awaited', Promise.withResolvers());
    await engine.start({ workflowName: 'two-steps', workflowId: 'two-steps:3', input: { id: 'awaited' } });
    await waitUntil('the first step runs', { condition: () => seen.includes('awaited:first') });
    const refused = assert.rejects(engine.resultOf('two-steps:3'), { code: 'workflow.not-running' });
    const stopped = engine.stop();
    gates.get('awaited')?.resolve();
    await stopped;
    await refused;
    const next = await restart();
    assert.equal(await next.resultOf('two-steps:3'), 'both');
  });

  it('does a step again that failed because of the stop', async () => {
    const engine = await current();
    gates.set('fragile', Promise.withResolvers());
    await engine.start({ workflowName: 'fragile', workflowId: 'fragile:1', input: { id: 'fragile' } });
    await waitUntil('the step runs', { condition: () => seen.includes('fragile:try') });
    const stopped = engine.stop();
    gates.get('fragile')?.resolve();
    await stopped;
    const next = await restart();
    assert.equal(await next.resultOf('fragile:1'), 'done at the second start');
  });

  it('stops at its deadline though a step goes on', async () => {
    const engine = await current();
    gates.set('endless', Promise.withResolvers());
    await engine.start({ workflowName: 'two-steps', workflowId: 'two-steps:2', input: { id: 'endless' } });
    await waitUntil('the first step runs', { condition: () => seen.includes('endless:first') });
    const startedAtMs = performance.now();
    await engine.stop({ timeoutMs: 100 });
    assert.ok(performance.now() - startedAtMs < 5000);
    gates.get('endless')?.resolve();
    const next = await restart();
    assert.equal(await next.resultOf('two-steps:2'), 'both');
  });
});
