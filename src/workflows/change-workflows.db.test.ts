import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decideChanges, getChangeSet, proposeChangeSet } from '#modules/changesets';
import { listSyncCursors } from '#modules/intake';
import { readLedger, recordStation } from '#modules/ledger';
import { listNotifications } from '#modules/notifications';
import { dueWork, outbox } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import type { WorkflowRun } from '#platform/workflow';
import { createChangeWorld, dealOwner, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createMemoryChat } from '#test/memory-chat';
import type { MemoryCrm } from '#test/memory-crm';
import { partyOf, storeCall } from '#test/source-calls';
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

/** The CRM as it answers an app that may read and not write. */
function refusing({ crm, message }: { crm: MemoryCrm; message: string }) {
  const client = new Proxy(crm, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (!/^(?:update|create|write|set)/u.test(String(name))) return value.bind(target);
      return async () => {
        throw new SophiaError('vendor.missing-scope', message);
      };
    },
  });
  return { state: 'on', client, simulated: true } as const;
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

  test('says in the ledger and of the CRM what keeps an approved change from being written, until it is', async () => {
    const world = await createChangeWorld(suite);
    const { ctx, crm } = world;
    const source = { source: 'gong', externalId: `call-${ctx.workspaceId}` };
    const parties = [partyOf({ side: 'external', speakerId: 's1', name: 'Ana Ruiz' })];
    const startedAt = '2026-09-14T10:00:00.000Z';
    const callId = await storeCall({ ctx, externalId: source.externalId, startedAt, parties });
    await recordStation({ ctx, input: { ...source, callId, stations: ['proposed'], startedAt: new Date(startedAt) } });
    const { changeSetId, changes } = await proposeChangeSet({
      ctx,
      input: {
        kind: 'call',
        key: 'call:scope',
        title: 'A call',
        callId,
        analysisId: null,
        tainted: false,
        drafts: [setting('next_steps', 'Board'), setting('amount', '1')],
      },
    });
    const workflow = applyChangeSet({ contextFor: ({ actor }) => ({ ...ctx, actor }), metrics: createMetrics() });
    const { workspaceId, requestId } = ctx;
    const input = { workspaceId, changeSetId, requestId, traceparent: null };
    async function ledger() {
      const { days, gaps } = await readLedger({ ctx, input: { since: '2026-09-01', gapLimit: 5 } });
      return { written: days[0]?.written, gaps: gaps.map(({ cause, detail }) => [cause, detail]) };
    }
    async function problem() {
      return (await listSyncCursors({ ctx })).cursors.find(({ stream }) => stream === 'writing')?.problem ?? null;
    }
    await workflow.runUnchecked({ run: plainRun([]), input });
    assert.deepEqual(await ledger(), { written: 1, gaps: [] });
    assert.equal(await problem(), null);
    const decision = { changeId: changes[1]?.changeId ?? '', decision: 'approve', value: null, reason: null } as const;
    await decideChanges({ ctx: world.as(dealOwner), input: { changeSetId, decisions: [decision] } });
    const message = 'The token lacks crm.objects.deals.write.';
    const refuses = { ...ctx, connections: { ...ctx.connections, crm: refusing({ crm, message }) } };
    const refused = applyChangeSet({ contextFor: ({ actor }) => ({ ...refuses, actor }), metrics: createMetrics() });
    await refused.runUnchecked({ run: plainRun([]), input });
    const detail = `1 change waits to be written: ${message} See sophia changes show ${changeSetId}`;
    assert.deepEqual(await ledger(), { written: 0, gaps: [['write_refused', detail]] });
    assert.deepEqual(await problem(), { code: 'vendor.missing-scope', message });
    await workflow.runUnchecked({ run: plainRun([]), input });
    assert.deepEqual(await ledger(), { written: 1, gaps: [] });
    assert.equal(await problem(), null);
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
