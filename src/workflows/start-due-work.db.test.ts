import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dueWork } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { eq } from '#platform/sql';
import type { WorkflowState } from '#platform/workflow';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { workContextOf } from '#test/work-context';
import { startDueWork } from './start-due-work.ts';

const suite = await databaseForSuite();
const everySeconds = 60;

/** A listing of calls that comes back each minute, and an engine whose runs stand where the test puts them. */
async function createSchedule() {
  const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
  const runs = new Map<string, WorkflowState>();
  const start = startDueWork({
    engine: {
      start: async ({ workflowId }) => void runs.set(workflowId, 'waiting'),
      stateOf: async (workflowId) => runs.get(workflowId) ?? null,
    },
    schedules: { 'sync-calls': everySeconds },
    contextFor: () => ctx,
  });
  await scheduleWork({ ctx, kind: 'sync-calls', subject: 'all', dueAt: ctx.clock.now() });
  async function due() {
    const [row] = await ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, ctx.workspaceId));
    assert.ok(row !== undefined, 'it is planned again');
    return row;
  }
  return {
    runs,
    /** A minute passes; returns how many runs there are then. */
    pass: async () => {
      const row = await due();
      ctx.clock.advance(everySeconds * 1000);
      await start(row);
      assert.equal((await due()).dueAt.getTime(), ctx.clock.now().getTime() + everySeconds * 1000);
      return runs.size;
    },
  };
}

function setLast(runs: Map<string, WorkflowState>, state: WorkflowState): void {
  const last = [...runs.keys()].at(-1);
  assert.ok(last !== undefined);
  runs.set(last, state);
}

describe('work that comes back', () => {
  it('is not queued behind a run of its own that waits, and is planned all the same', async () => {
    const { pass, runs } = await createSchedule();
    assert.equal(await pass(), 1);
    assert.deepEqual([await pass(), await pass()], [1, 1], 'the first still waits');
    setLast(runs, 'running');
    assert.equal(await pass(), 2, 'what has begun may have looked too early');
    assert.equal(await pass(), 2);
    setLast(runs, 'done');
    assert.equal(await pass(), 3);
    setLast(runs, 'failed');
    assert.equal(await pass(), 4);
  });
});
