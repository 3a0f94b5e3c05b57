import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { getEvent, receiveEvent, retryEvent } from '#modules/intake';
import { readLedger, recordStation } from '#modules/ledger';
import { startTriggered } from '#modules/triggers';
import { auditRecords, dueWork } from '#platform/db';
import { scheduleWork, startTicker } from '#platform/due-work';
import { and, asc, eq } from '#platform/sql';
import type { WorkflowRun } from '#platform/workflow';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { type GongAccess, openGong } from '#test/gong-world';
import { intakeDependencies, withGong } from '#test/intake-world';
import { noConnections } from '#test/no-connections';
import { plainRun } from '#test/plain-run';
import { workContextOf } from '#test/work-context';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { processEvent } from './process-event.ts';
import { startDueWork } from './start-due-work.ts';
import { createSubscribers } from './subscribers.ts';
import { takeInCall } from './take-in-call.ts';
import type { WorkContext } from './workflow-dependencies.ts';

const suite = await databaseForSuite();
const trigger = 'a rule';
const call = '7782342274025937895';

/** Carries out each step at once, and waits for nothing. */
const hurriedRun: WorkflowRun = {
  ...plainRun,
  step: async (step, work) => {
    const name = typeof step === 'string' ? step : step.name;
    // oxlint-disable-next-line typescript/consistent-type-assertions -- a wait gives null, which nobody reads
    return name.startsWith('wait-') ? (null as Awaited<ReturnType<typeof work>>) : work();
  },
};

async function openWorld() {
  const { ctx: work } = workContextOf((await createChangeWorld(suite)).ctx);
  const gong = await openGong({ url: 'http://127.0.0.1:9' });
  return withGong(work, gong);
}

async function receive(ctx: WorkContext, starts: readonly unknown[]): Promise<string> {
  return receiveAs({ ctx, starts, messageId: 'msg_1' });
}

async function receiveAs({
  ctx,
  starts,
  messageId,
}: {
  ctx: WorkContext;
  starts: readonly unknown[];
  messageId: string;
}): Promise<string> {
  const event = { source: 'events', kind: 'call.listed', subject: messageId, occurredAt: null } as const;
  const input = { ...event, dedupeKey: messageId, payload: { starts } };
  return (await receiveEvent({ ctx: { ...ctx, actor: { type: 'webhook', source: 'events' } }, input })).inboxId;
}

async function process(ctx: WorkContext, inboxId: string) {
  const { workspaceId, requestId } = ctx;
  await processEvent(intakeDependencies(ctx)).runUnchecked({
    run: hurriedRun,
    input: { workspaceId, requestId, inboxId },
  });
  return getEvent({ ctx, input: { inboxId } });
}

async function planned(ctx: WorkContext) {
  const rows = await ctx.db
    .select()
    .from(dueWork)
    .where(eq(dueWork.workspaceId, ctx.workspaceId))
    .orderBy(asc(dueWork.kind));
  return rows.map(({ kind, subject, payload, dueAt }) => ({ kind, subject, payload, dueAt }));
}

describe('an event of another system', () => {
  it('starts what the rules say, as work that is due at once, with an audit record for each', async () => {
    const ctx = await openWorld();
    const inboxId = await receive(ctx, [
      { trigger, start: 'take-in-call', call },
      { trigger: 'another rule', start: 'sync-calls', call: null },
      { trigger, start: 'sync-crm', call: null },
    ]);
    assert.equal((await process(ctx, inboxId)).state, 'done');
    const dueAt = ctx.clock.now();
    assert.deepEqual(await planned(ctx), [
      { kind: 'sync-calls', subject: 'all', payload: {}, dueAt },
      { kind: 'sync-crm', subject: 'all', payload: {}, dueAt },
      { kind: 'take-in-call', subject: call, payload: { attempts: 1, inboxId: null, triggeredBy: inboxId }, dueAt },
    ]);
    const records = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'trigger.started')));
    assert.deepEqual(records.map(({ details }) => Object(details).trigger).toSorted(), [
      'a rule',
      'a rule',
      'another rule',
    ]);
  });

  it('has a sync looked at now, and leaves what is known of its last run, behind which no other is to queue', async () => {
    const ctx = await openWorld();
    const later = new Date(ctx.clock.now().getTime() + 60_000);
    for (const kind of ['sync-calls', 'sync-crm']) {
      await scheduleWork({ ctx, kind, subject: 'all', payload: { lastRunId: `${kind}:1` }, dueAt: later });
    }
    const starts = ['sync-calls', 'sync-crm'].map((start) => ({ trigger, start, call: null }));
    assert.equal((await process(ctx, await receive(ctx, starts))).state, 'done');
    const dueAt = ctx.clock.now();
    assert.deepEqual(await planned(ctx), [
      { kind: 'sync-calls', subject: 'all', payload: { lastRunId: 'sync-calls:1' }, dueAt },
      { kind: 'sync-crm', subject: 'all', payload: { lastRunId: 'sync-crm:1' }, dueAt },
    ]);
  });

  it('for a call that is waited for leaves its looks, its event and its time as they are', async () => {
    const ctx = await openWorld();
    const dueAt = new Date(ctx.clock.now().getTime() + 240_000);
    const waiting = { kind: 'take-in-call', subject: call, payload: { attempts: 4, inboxId: 'inb_1' } };
    await scheduleWork({ ctx, ...waiting, dueAt });
    await process(ctx, await receive(ctx, [{ trigger, start: 'take-in-call', call }]));
    assert.deepEqual(await planned(ctx), [{ ...waiting, dueAt }]);
  });

  it('is processed whatever it calls itself, also as a look at the list of calls calls its own', async () => {
    const ctx = await openWorld();
    const started: string[] = [];
    const engine = { start: async ({ workflowName }: { workflowName: string }) => void started.push(workflowName) };
    const subscribers = createSubscribers({ engine, contextFor: () => ctx });
    const subscriber = subscribers.find(({ name }) => name === 'start-workflow');
    const request = { requestId: 'req_1', actor: { type: 'system', component: 'test' }, traceparent: null } as const;
    for (const source of ['gong', 'events']) {
      const event = { type: 'inbox.received', inboxId: 'inb_1', source, kind: 'call.listed' } as const;
      await subscriber?.handle({ eventId: 1, workspaceId: ctx.workspaceId, event, request });
    }
    assert.deepEqual(started, ['process-event']);
  });

  it('that no rule waits for starts nothing, and is done', async () => {
    const ctx = await openWorld();
    assert.equal((await process(ctx, await receive(ctx, []))).state, 'done');
    assert.deepEqual(await planned(ctx), []);
  });

  it('that names no call where a rule wants one is a dead letter that says so, and starts what stands beside once', async () => {
    const ctx = await openWorld();
    const inboxId = await receive(ctx, [
      { trigger, start: 'take-in-call', call: null },
      { trigger: 'another rule', start: 'sync-crm', call: null },
    ]);
    for (let time = 0; time < 2; time += 1) {
      const { state, problem } = await process(ctx, inboxId);
      assert.deepEqual([state, problem?.code], ['dead', 'input.invalid']);
      assert.match(problem?.message ?? '', /the trigger “a rule” to hold the id of a call/);
    }
    assert.deepEqual(
      (await planned(ctx)).map(({ kind }) => kind),
      ['sync-crm'],
    );
    const where = and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'trigger.started'));
    const records = await ctx.db.select().from(auditRecords).where(where);
    assert.deepEqual(
      records.map(({ details }) => details),
      [{ trigger: 'another rule', start: 'sync-crm', call: null, position: 1 }],
    );
  });

  it('for a vendor that is not connected is a dead letter, and can be retried once it is', async () => {
    const ctx = await openWorld();
    const operator = { ...ctx, actor: { type: 'operator', name: 'root' } } as const;
    const inboxId = await receive(ctx, [{ trigger, start: 'sync-calls', call: null }]);
    const off = { ...ctx, connections: { ...ctx.connections, calls: noConnections.calls } };
    const { state, problem } = await process(off, inboxId);
    assert.deepEqual([state, problem?.code], ['dead', 'vendor.off']);
    await retryEvent({ ctx: operator, input: { inboxId } });
    assert.equal((await process(ctx, inboxId)).state, 'done');
    assert.equal((await planned(ctx)).length, 1);
  });

  it('starts nothing for whoever has not the right, or for another workspace', async () => {
    const ctx = await openWorld();
    const inboxId = await receive(ctx, [{ trigger, start: 'sync-calls', call: null }]);
    const chat = { type: 'chat_user', source: 'slack', userId: 'U1', name: 'Maya', email: null } as const;
    await assert.rejects(startTriggered({ ctx: { ...ctx, actor: chat }, input: { inboxId } }), {
      code: 'access.denied',
    });
    await assert.rejects(startTriggered({ ctx: await openWorld(), input: { inboxId } }), { code: 'inbox.not-found' });
    assert.deepEqual(await planned(ctx), []);
  });
});

describe('a call that only another system names', () => {
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let gong: GongAccess;

  before(async () => {
    simulator = await startGongSimulator({ port: 0, world: { ...smallWorld(), calls: [] } });
    gong = await openGong({ url: simulator.url, policy: { retries: 0 } });
    await gong.control({ path: '/limits', body: { enforced: false } });
  });
  after(async () => {
    gong.httpClient.close();
    await simulator.close();
  });

  /** An event that names a call which Gong does not have, processed, and a ticker that carries the looks out. */
  async function openNamed() {
    const { ctx: work } = workContextOf((await createChangeWorld(suite)).ctx);
    const ctx = withGong(work, gong);
    const inboxId = await receive(ctx, [{ trigger, start: 'take-in-call', call }]);
    assert.equal((await process(ctx, inboxId)).state, 'done');
    const workflow = takeInCall(intakeDependencies(ctx));
    const start = startDueWork({
      engine: {
        start: async ({ input }) => void (await workflow.runUnchecked({ run: hurriedRun, input })),
        stateOf: async () => null,
      },
      schedules: {},
      contextFor: () => ctx,
    });
    const { clock, log, workspaceId } = ctx;
    const ticker = startTicker({
      database: suite.database,
      clock,
      log,
      intervalMs: 86_400_000,
      start: async (due) => (due.workspaceId === workspaceId ? start(due) : undefined),
    });
    return {
      ctx,
      event: () => getEvent({ ctx, input: { inboxId } }),
      ledger: async () => {
        const { days, gaps } = await readLedger({ ctx, input: { since: null, gapLimit: 10 } });
        return { days: days.length, causes: gaps.map(({ cause }) => cause) };
      },
      /** Looks until nothing is planned; returns how often. */
      look: async () => {
        for (let looks = 0; ; looks += 1) {
          const [next] = await planned(ctx);
          if (next === undefined) {
            await ticker.stop();
            return looks;
          }
          work.clock.advance(Math.max(0, next.dueAt.getTime() - clock.now().getTime()));
          await ticker.tick();
        }
      },
    };
  }

  it('is looked for a quarter of an hour; then the event is a dead letter that says why, and the ledger has no row', async () => {
    const world = await openNamed();
    await gong.control({ path: '/faults', body: { kind: 'unavailable' } });
    assert.equal(await world.look(), 7, 'six looks, and one at which Gong did not answer');
    assert.deepEqual(await world.ledger(), { days: 0, causes: [] });
    const { state, attempts, problem } = await world.event();
    assert.deepEqual([state, attempts, problem?.code], ['dead', 6, 'vendor.not-found']);
    assert.match(problem?.message ?? '', new RegExp(`the id ${call} at its source, found none in 6 looks`));
  });

  it('is a dead letter of each event that named it, also of one that came while it was looked for', async () => {
    const world = await openNamed();
    const { ctx } = world;
    const second = await receiveAs({
      ctx,
      starts: [{ trigger: 'another rule', start: 'take-in-call', call }],
      messageId: 'msg_2',
    });
    const other = await receiveAs({ ctx, starts: [{ trigger, start: 'take-in-call', call: '1' }], messageId: 'msg_3' });
    assert.equal((await process(ctx, second)).state, 'done');
    await world.look();
    const events = [await world.event(), await getEvent({ ctx, input: { inboxId: second } })];
    assert.deepEqual(
      events.map(({ state, problem }) => [state, problem?.code]),
      [
        ['dead', 'vendor.not-found'],
        ['dead', 'vendor.not-found'],
      ],
    );
    assert.equal((await getEvent({ ctx, input: { inboxId: other } })).state, 'received');
  });

  it('is a call like any other once its source tells of it too', async () => {
    const world = await openNamed();
    const told = { source: 'gong', externalId: call, title: 'Renewal', startedAt: world.ctx.clock.now() };
    await recordStation({ ctx: world.ctx, input: { ...told, stations: ['expected'] } });
    assert.equal(await world.look(), 6);
    assert.deepEqual(await world.ledger(), { days: 1, causes: ['vanished_at_source'] });
    assert.equal((await world.event()).state, 'done');
  });
});
