import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import { z } from 'zod';
import { createMemoryLog } from '#platform/log';
import { databaseForSuite } from '#test/database-for-suite';
import { waitUntil } from '#test/wait-until';
import { defineWorkflow, startWorkflowEngine, type WorkflowEngine } from './index.ts';

const suite = await databaseForSuite();
const gates = new Map<string, PromiseWithResolvers<void>>();
const begun: string[] = [];

const workflows = [
  defineWorkflow({
    name: 'count',
    queue: 'merged',
    input: z.object({ fails: z.boolean() }),
    run: async ({ run, input }) => {
      const counted = await run.step('count', async () => ({ counted: 3 }));
      await run.step('check', async () => {
        if (input.fails) throw new TypeError('unforeseen');
      });
      return counted;
    },
  }),
  defineWorkflow({
    name: 'held',
    queue: 'one-at-once',
    input: z.object({ id: z.string() }),
    run: ({ run, input }) =>
      run.step('hold', async () => {
        begun.push(input.id);
        await gates.get(input.id)?.promise;
      }),
  }),
];

describe('the statements of the engine, merged', { timeout: 120_000 }, () => {
  const log = createMemoryLog();
  let engine: WorkflowEngine;
  before(async () => {
    engine = await startWorkflowEngine({
      database: suite.database,
      log,
      workflows,
      queues: { merged: {}, 'one-at-once': { inAll: 1 } },
      runsWorkflows: true,
      pollIntervalMs: 30_000,
    });
  });
  after(() => engine.stop());

  it('write the rows that the engine writes by itself', async () => {
    for (const fails of [false, true]) {
      const written = await rowsOfRun({ engine, workflowId: `merged:${fails}`, fails });
      const own = await inItsOwnWay(() => rowsOfRun({ engine, workflowId: `own:${fails}`, fails }));
      assert.deepEqual(written, own);
      assert.equal(written.steps.length, 2);
      assert.equal(written.ends.length, 1);
    }
  });

  it('start as many as there is place for, those first that wait the longest', async () => {
    const ids = ['first', 'second', 'third'];
    for (const id of ids) gates.set(id, Promise.withResolvers());
    for (const id of ids) await engine.start({ workflowName: 'held', workflowId: `held:${id}`, input: { id } });
    for (const [place, id] of ids.entries()) {
      await waitUntil(`${id} has begun`, { condition: () => begun.includes(id) });
      assert.equal(begun.length, place + 1);
      gates.get(id)?.resolve();
      await engine.resultOf(`held:${id}`);
    }
    assert.deepEqual(begun, ids);
  });

  it('record nothing of a run that another has taken over', async () => {
    gates.set('taken', Promise.withResolvers());
    await engine.start({ workflowName: 'held', workflowId: 'held:taken', input: { id: 'taken' } });
    await waitUntil('it has begun', { condition: () => begun.includes('taken') });
    await suite.database.pool.query(
      "update dbos.workflow_status set owner_xid = 'another' where workflow_uuid = 'held:taken'",
    );
    gates.get('taken')?.resolve();
    await waitUntil('it is given up', {
      condition: () => log.lines.some((line) => JSON.stringify(line).includes('no longer owned by this execution')),
    });
    assert.deepEqual((await readRows('held:taken')).steps, []);
    assert.equal(await engine.stateOf('held:taken'), 'running');
  });
});

async function rowsOfRun({
  engine,
  workflowId,
  fails,
}: {
  engine: WorkflowEngine;
  workflowId: string;
  fails: boolean;
}): ReturnType<typeof readRows> {
  await engine.start({ workflowName: 'count', workflowId, input: { fails } });
  await engine.start({ workflowName: 'count', workflowId, input: { fails } });
  await engine.resultOf(workflowId).catch((error: unknown) => assert.ok(fails, String(error)));
  return readRows(workflowId);
}

/** Without what differs from run to run; of ids and times, whether they are there. */
async function readRows(workflowId: string): Promise<Record<'runs' | 'steps' | 'inputs' | 'ends', object[]>> {
  const { pool } = suite.database;
  async function read(table: string): Promise<object[]> {
    const { rows } = await pool.query<Record<string, unknown>>(`select * from dbos.${table} where workflow_uuid = $1`, [
      workflowId,
    ]);
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, differs.test(name) ? value !== null : stackless(value)]),
      ),
    );
  }
  return {
    runs: await read('workflow_status'),
    steps: await read('operation_outputs'),
    inputs: await read('workflow_input'),
    ends: await read('workflow_output'),
  };
}

const differs = /_at$|_epoch_ms$|_timestamp$|_xid$|^workflow_uuid$/;

/** The trace of an error tells by which way it came. */
function stackless(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/"stack":"(?:[^"\\]|\\.)*"/g, '') : value;
}

const merged = [
  'getOperationResultAndThrowIfCancelled',
  'recordOperationResult',
  'recordWorkflowOutput',
  'recordWorkflowError',
  'initWorkflowStatus',
];

/** With the engine's own methods in place of those that were put before them. */
async function inItsOwnWay<Result>(work: () => Promise<Result>): Promise<Result> {
  const database = DBOSExecutor.globalInstance?.systemDatabase;
  assert.ok(database !== undefined);
  const held = merged.map((name) => ({ name, method: Reflect.get(database, name) }));
  assert.ok(merged.every((name) => Object.hasOwn(database, name)));
  for (const name of merged) Reflect.deleteProperty(database, name);
  try {
    return await work();
  } finally {
    for (const { name, method } of held) Reflect.set(database, name, method);
  }
}
