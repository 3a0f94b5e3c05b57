import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { getChangeSet } from '#modules/changesets';
import { listNotifications } from '#modules/notifications';
import { dueWork, outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import type { WorkflowRun } from '#platform/workflow';
import { createChangeWorld, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createMemoryChat } from '#test/memory-chat';
import { applyChangeSet } from './apply-change-set.ts';
import { expireApprovals } from './expire-approvals.ts';

const suite = await databaseForSuite();

/** A run that does each step at once, and notes its name. */
function plainRun(steps: string[], workflowId = 'test'): WorkflowRun {
  return {
    workflowId,
    step: async (step, work) => {
      steps.push(typeof step === 'string' ? step : step.name);
      return work();
    },
    start: async () => undefined,
    resultOf: async () => null,
    patch: async () => true,
  };
}

describe('applying a change set', () => {
  test('writes what may be written, and looks again later where the CRM is down', async () => {
    const world = await createChangeWorld(suite);
    const [first, second] = await world.propose([setting('next_steps', 'Board'), setting('amount', '1')]);
    const changeSetId = first?.changeSetId ?? '';
    const { workspaceId, requestId } = world.ctx;
    const workflow = applyChangeSet({ contextFor: ({ actor }) => ({ ...world.ctx, actor }), metrics: createMetrics() });
    const steps: string[] = [];
    const input = { workspaceId, changeSetId, requestId, traceparent: null };
    world.crm.faults.down = true;
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun(steps), input }), {
      state: 'done',
      applied: 0,
      conflicts: 0,
      failed: 0,
      waiting: 2,
      postponed: 1,
    });
    assert.deepEqual(steps, ['list-changes', 'apply', 'finish']);
    const due = await world.ctx.db
      .select()
      .from(dueWork)
      .where(and(eq(dueWork.workspaceId, workspaceId), eq(dueWork.kind, 'apply-change-set')));
    assert.deepEqual(
      due.map(({ subject, dueAt }) => [subject, dueAt.toISOString()]),
      [[changeSetId, '2026-09-14T15:05:00.000Z']],
    );
    world.crm.faults.down = false;
    await workflow.runUnchecked({ run: plainRun(steps), input });
    const { changes } = await getChangeSet({ ctx: world.ctx, input: { changeSetId } });
    assert.deepEqual(
      changes.map(({ state }) => state),
      ['applied', 'waiting'],
    );
    assert.equal(second?.state, 'waiting');
  });

  test('asks on a card of its own about what was to be written and has become too old for it', async () => {
    const world = await createChangeWorld(suite);
    const chat = { state: 'on', client: createMemoryChat(), simulated: true } as const;
    const ctx = { ...world.ctx, connections: { ...world.ctx.connections, chat } };
    const [change] = await world.propose([setting('next_steps', 'Board')]);
    const changeSetId = change?.changeSetId ?? '';
    const workflow = applyChangeSet({ contextFor: ({ actor }) => ({ ...ctx, actor }), metrics: createMetrics() });
    const { workspaceId, requestId } = ctx;
    const input = { workspaceId, changeSetId, requestId, traceparent: null };
    ctx.clock.advance(25 * 3_600_000);
    const steps: string[] = [];
    await workflow.runUnchecked({ run: plainRun(steps), input });
    await workflow.runUnchecked({ run: plainRun(steps), input });
    const { notifications: asked } = await listNotifications({ ctx, input: { state: null, limit: 10, before: null } });
    assert.deepEqual(
      asked.map(({ kind, subject }) => [kind, subject.changeSetId]),
      [['approval_request', changeSetId]],
    );
  });

  test('begun anew after its last step broke tells of what the broken run had written, once, and asks nobody again', async () => {
    const world = await createChangeWorld(suite);
    const chat = { state: 'on', client: createMemoryChat(), simulated: true } as const;
    const ctx = { ...world.ctx, connections: { ...world.ctx.connections, chat } };
    const [, asked] = await world.propose([setting('next_steps', 'Board'), setting('amount', '1')]);
    const changeSetId = asked?.changeSetId ?? '';
    const workflow = applyChangeSet({ contextFor: ({ actor }) => ({ ...ctx, actor }), metrics: createMetrics() });
    const { workspaceId, requestId } = ctx;
    const input = { workspaceId, changeSetId, requestId, traceparent: null };
    async function announcements(): Promise<number> {
      const isAnnounced = and(eq(outbox.workspaceId, workspaceId), eq(outbox.type, 'change_set.applied'));
      return (await ctx.db.select().from(outbox).where(isAnnounced)).length;
    }
    const broken = plainRun([]);
    const breaks: WorkflowRun = {
      ...broken,
      step: async (step, work) => {
        if (typeof step !== 'string' && step.name === 'finish') throw new Error('The database is away.');
        return broken.step(step, work);
      },
    };
    await assert.rejects(workflow.runUnchecked({ run: breaks, input }), /away/);
    assert.equal(await announcements(), 0);
    const again = plainRun([], `run-again:${workspaceId}:test#1:1790000000000`);
    await workflow.runUnchecked({ run: again, input });
    assert.equal(await announcements(), 1);
    await workflow.runUnchecked({ run: plainRun([]), input });
    assert.equal(await announcements(), 1, 'a further run has nothing to tell');
    const page = { state: null, limit: 10, before: null };
    assert.deepEqual((await listNotifications({ ctx, input: page })).notifications, [], 'the amount was asked before');
  });

  test('does nothing where no CRM is connected', async () => {
    const world = await createChangeWorld(suite);
    const [first] = await world.propose([setting('next_steps', 'Board')]);
    const off = { state: 'off', reason: 'x', action: 'y' } as const;
    const ctx = { ...world.ctx, connections: { ...world.ctx.connections, crm: off } };
    const workflow = applyChangeSet({ contextFor: () => ctx, metrics: createMetrics() });
    const { workspaceId, requestId } = world.ctx;
    const input = { workspaceId, changeSetId: first?.changeSetId ?? '', requestId, traceparent: null };
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun([]), input }), { state: 'off', settled: 0 });
  });
});

describe('expiring approvals', () => {
  test('reminds once and ends what nobody has answered', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('amount', '27500')]);
    const reminded: string[] = [];
    const workflow = expireApprovals({
      contextFor: ({ actor }) => ({ ...world.ctx, actor }),
      remind: async ({ changeSetId }) => void reminded.push(changeSetId),
    });
    const { workspaceId, requestId } = world.ctx;
    const input = { workspaceId, requestId };
    world.ctx.clock.advance(30 * 3_600_000);
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun([]), input }), { expired: 0, reminded: 1 });
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun([]), input }), { expired: 0, reminded: 0 });
    assert.deepEqual(reminded, [change?.changeSetId]);
    world.ctx.clock.advance(72 * 3_600_000);
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun([]), input }), { expired: 1, reminded: 0 });
  });
});
