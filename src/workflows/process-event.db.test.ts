import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getEvent, receiveEvent } from '#modules/intake';
import { listGaps } from '#modules/ledger';
import { dueWork } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { openGong } from '#test/gong-world';
import { hurriedRun } from '#test/hurried-run';
import { workContextOf } from '#test/work-context';
import { processEvent } from './process-event.ts';
import { takeInCall } from './take-in-call.ts';

const suite = await databaseForSuite();
/** The day after that of a fresh context. */
const tomorrow = new Date('2026-09-15T00:00:00Z');

describe('an event of objects that Sophia does not read', () => {
  it('becomes one dead letter that names the subscription, and stops nothing', async () => {
    const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
    const workflow = processEvent({
      contextFor: () => ctx,
      metrics: createMetrics(),
      processChat: null,
      random: () => 0,
    });
    const { workspaceId, requestId } = ctx;
    const event = {
      source: 'hubspot',
      kind: 'ticket.creation',
      dedupeKey: 'unknown:ticket.creation',
      subject: '77',
      payload: { objectType: null, externalIds: ['77'], associated: null },
      occurredAt: null,
    } as const;
    const { inboxId } = await receiveEvent({ ctx, input: event });
    assert.equal((await receiveEvent({ ctx, input: event })).created, false);
    await workflow.runUnchecked({ run: hurriedRun, input: { workspaceId, inboxId, requestId } });
    const { state, problem } = await getEvent({ ctx, input: { inboxId } });
    assert.deepEqual([state, problem?.code], ['dead', 'webhook.unknown-object']);
    assert.match(problem?.message ?? '', /found ticket\.creation/);
    assert.match(problem?.action ?? '', /Take the subscription/);
  });
});

/** A press in the chat that fails with these errors, one after the other, and then succeeds. */
async function press(errors: readonly SophiaError[]) {
  const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
  const event = { source: 'slack', kind: 'block_actions', dedupeKey: 'press-1', subject: 'U1', payload: {} } as const;
  const { inboxId } = await receiveEvent({ ctx, input: { ...event, occurredAt: null } });
  const left = [...errors];
  const workflow = processEvent({
    contextFor: ({ actor }) => ({ ...ctx, actor }),
    metrics: createMetrics(),
    random: () => 0,
    processChat: async () => {
      const error = left.shift();
      if (error !== undefined) throw error;
    },
  });
  const { workspaceId, requestId, clock } = ctx;
  return {
    clock,
    process: (putOff: number) =>
      workflow.runUnchecked({ run: hurriedRun, input: { workspaceId, inboxId, putOff, requestId } }),
    state: async () => (await getEvent({ ctx, input: { inboxId } })).state,
    planned: async () =>
      (
        await ctx.db
          .select()
          .from(dueWork)
          .where(and(eq(dueWork.workspaceId, workspaceId), eq(dueWork.kind, 'process-event')))
      ).map(({ subject, payload, dueAt }) => [subject === inboxId, payload, dueAt.getTime() - clock.now().getTime()]),
  };
}

function unavailable(): SophiaError {
  return new SophiaError('vendor.unavailable', 'Expected an answer, found none.');
}

describe('an event of the inbox', { concurrency: true }, () => {
  it('is looked at again later where a vendor cannot be reached, and is no dead letter', async () => {
    const pressed = await press([unavailable(), unavailable(), unavailable()]);
    await pressed.process(0);
    assert.equal(await pressed.state(), 'received');
    assert.deepEqual(await pressed.planned(), [[true, { putOff: 1 }, 60_000]]);
    await pressed.process(1);
    assert.equal(await pressed.state(), 'done');
  });

  it('is looked at again while a vendor refuses the key, and is no dead letter', async () => {
    for (const code of ['vendor.unauthorized', 'vendor.missing-scope'] as const) {
      const refused = new SophiaError(code, 'Expected to be let in.');
      const pressed = await press([refused, refused, refused]);
      await pressed.process(0);
      assert.equal(await pressed.state(), 'received');
      assert.deepEqual(await pressed.planned(), [[true, { putOff: 1 }, 60_000]]);
      await pressed.process(1);
      assert.equal(await pressed.state(), 'done');
    }
  });

  it('is a dead letter where the vendor has not come back for more than a day', async () => {
    const pressed = await press([unavailable(), unavailable(), unavailable()]);
    await pressed.process(11);
    assert.equal(await pressed.state(), 'dead');
  });

  it('is a dead letter after three attempts where waiting is of no use', async () => {
    const refused = new SophiaError('vendor.refused', 'Expected success, found 400.');
    const pressed = await press([refused, refused, refused]);
    await pressed.process(0);
    assert.equal(await pressed.state(), 'dead');
    assert.deepEqual(await pressed.planned(), []);
  });

  it('of Gong is looked at again where Gong cannot be reached, and so is a late transcript', async () => {
    const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
    const gong = await openGong({ url: 'http://127.0.0.1:9', policy: { retries: 0 } });
    const calls = { state: 'on', client: gong.source, simulated: true } as const;
    const dependencies = {
      contextFor: () => ({ ...ctx, connections: { ...ctx.connections, calls } }),
      metrics: createMetrics(),
      processChat: null,
      random: () => 0,
    };
    const event = {
      source: 'gong',
      kind: 'call.completed',
      dedupeKey: 'webhook:7',
      subject: '7',
      payload: {},
    } as const;
    const { inboxId } = await receiveEvent({ ctx, input: { ...event, occurredAt: null } });
    const { workspaceId, requestId } = ctx;
    async function planned(kind: string): Promise<unknown[]> {
      const where = and(eq(dueWork.workspaceId, workspaceId), eq(dueWork.kind, kind));
      return (await ctx.db.select().from(dueWork).where(where)).map(({ subject, payload }) => [subject, payload]);
    }
    const input = { workspaceId, requestId, inboxId };
    await processEvent(dependencies).runUnchecked({ run: hurriedRun, input: { ...input, putOff: 0 } });
    assert.deepEqual(await planned('process-event'), [[inboxId, { putOff: 1 }]]);
    assert.equal((await getEvent({ ctx, input: { inboxId } })).state, 'received');
    await processEvent(dependencies).runUnchecked({ run: hurriedRun, input: { ...input, putOff: 11 } });
    assert.equal((await getEvent({ ctx, input: { inboxId } })).state, 'dead');
    const late = { ...input, externalId: '7', attempts: 3 };
    await takeInCall(dependencies).runUnchecked({ run: hurriedRun, input: late });
    assert.deepEqual(await planned('take-in-call'), [['7', { inboxId, attempts: 3 }]]);
    gong.httpClient.close();
  });

  it('of Gong waits for the next day where the requests of this one are used up, however often, and so does a late transcript', async () => {
    const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
    const dayBudget = {
      spend: async () => ({ isSpent: false, used: 10_000, endsAt: tomorrow }),
      used: () => assert.fail('nobody looks at it'),
    };
    const gong = await openGong({ url: 'http://127.0.0.1:9', policy: { retries: 0 }, dayBudget });
    const calls = { state: 'on', client: gong.source, simulated: true } as const;
    const dependencies = {
      contextFor: () => ({ ...ctx, connections: { ...ctx.connections, calls } }),
      metrics: createMetrics(),
      processChat: null,
      random: () => 0.5,
    };
    const told = { source: 'gong', kind: 'call.completed', dedupeKey: 'webhook:8', subject: '8', payload: {} } as const;
    const { inboxId } = await receiveEvent({ ctx, input: { ...told, occurredAt: null } });
    const { workspaceId, requestId } = ctx;
    const input = { workspaceId, requestId, inboxId, putOff: 11 };
    await processEvent(dependencies).runUnchecked({ run: hurriedRun, input });
    const late = { workspaceId, requestId, inboxId, externalId: '8', attempts: 3 };
    await takeInCall(dependencies).runUnchecked({ run: hurriedRun, input: late });
    const planned = await ctx.db
      .select()
      .from(dueWork)
      .where(eq(dueWork.workspaceId, workspaceId))
      .orderBy(dueWork.kind);
    const dueAt = new Date(tomorrow.getTime() + 300_000);
    assert.deepEqual(
      planned.map((work) => [work.kind, work.subject, work.payload, work.dueAt]),
      [
        ['process-event', inboxId, { putOff: 11 }, dueAt],
        ['take-in-call', '8', { inboxId, attempts: 3 }, dueAt],
      ],
    );
    assert.equal((await getEvent({ ctx, input: { inboxId } })).state, 'received');
    const [gap] = (await listGaps({ ctx, input: { limit: 10 } })).gaps;
    assert.deepEqual([gap?.cause, gap?.nextAttemptAt], ['vendor_unavailable', tomorrow.toISOString()]);
    assert.match(gap?.detail ?? '', /all 10000 of the day are used\. The count begins anew at 2026-09-15T00:00/);
    gong.httpClient.close();
  });
});
