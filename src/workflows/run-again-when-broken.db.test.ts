import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { listGaps, recordStation } from '#modules/ledger';
import { dueWork } from '#platform/db';
import { type ErrorCode, SophiaError } from '#platform/errors';
import { eq } from '#platform/sql';
import { defineWorkflow, type StartOptions, type WorkflowRun } from '#platform/workflow';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { runAgainWhenBroken } from './run-again-when-broken.ts';
import { startDueWork } from './start-due-work.ts';

const suite = await databaseForSuite();

function runOf(workflowId: string): WorkflowRun {
  return {
    workflowId,
    step: async (_step, work) => work(),
    start: async () => undefined,
    resultOf: async () => null,
    patch: async () => true,
  };
}

/** A call in the ledger, and a workflow of that name that breaks as often as is said, and then counts what it did. */
async function openWorld({
  name,
  breaks,
  code = 'record.not-found',
}: {
  name: string;
  breaks: number;
  code?: ErrorCode;
}) {
  const world = await createChangeWorld(suite);
  const { ctx } = workContextOf(world.ctx);
  const { workspaceId } = ctx;
  const place = { source: 'gong', externalId: 'g1' };
  const parties = [partyOf({ side: 'external', speakerId: 's1', name: 'Sam Ortiz' })];
  const callId = await storeCall({ ctx, externalId: 'g1', startedAt: '2026-09-14T14:00:00.000Z', parties });
  await recordStation({ ctx, input: { ...place, callId, stations: ['stored', 'analyzed'] } });
  const done: string[] = [];
  let left = breaks;
  const workflow = runAgainWhenBroken({
    contextFor: ({ actor, requestId }) => ({ ...ctx, actor, requestId }),
    workflow: defineWorkflow({
      name,
      queue: 'follow-ups',
      input: z.strictObject({ workspaceId: z.string(), requestId: z.string(), callId: z.string() }),
      run: async ({ run, input }) => {
        left -= 1;
        if (left >= 0) throw new SophiaError(code, 'Expected a record of the mirror, found none.');
        done.push(`${run.workflowId} ${input.callId}`);
        return null;
      },
    }),
  });
  const start = startDueWork({
    engine: {
      stateOf: async () => null,
      start: async ({ workflowName, workflowId, input }: StartOptions) => {
        assert.equal(workflowName, name);
        await workflow.runUnchecked({ run: runOf(workflowId), input }).catch(() => undefined);
      },
    },
    schedules: {},
    contextFor: () => ctx,
  });
  /** Does whatever waits when its time has come, until nothing does; returns after how many minutes each was done. */
  async function passTime(): Promise<number[]> {
    const minutes: number[] = [];
    for (;;) {
      const [next] = await ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, workspaceId));
      if (next === undefined) return minutes;
      const waitMs = next.dueAt.getTime() - ctx.clock.now().getTime();
      minutes.push(waitMs / 60_000);
      ctx.clock.advance(waitMs);
      await start(next);
      await ctx.db.delete(dueWork).where(eq(dueWork.id, next.id));
    }
  }
  async function begin(): Promise<unknown> {
    return workflow.runUnchecked({ run: runOf('first:v1'), input: { workspaceId, requestId: 'req_1', callId } });
  }
  return { ctx, callId, begin, passTime, done };
}

describe('a workflow that ends with an error', () => {
  it('is named in the ledger and begun anew later, until it ends as it should', async () => {
    const { ctx, callId, begin, passTime, done } = await openWorld({ name: 'follow-up-call', breaks: 2 });
    await assert.rejects(begin(), { code: 'record.not-found' });
    const { gaps } = await listGaps({ ctx, input: { limit: 5 } });
    assert.deepEqual(
      gaps.map(({ missing, cause, detail, nextAttemptAt }) => ({ missing, cause, detail, nextAttemptAt })),
      [
        {
          missing: 'proposed',
          cause: 'unforeseen',
          detail: 'follow-up-call broke: Expected a record of the mirror, found none.',
          nextAttemptAt: new Date(ctx.clock.now().getTime() + 60_000).toISOString(),
        },
      ],
    );
    assert.deepEqual(await passTime(), [1, 5]);
    assert.equal(done.length, 1);
    assert.match(done[0] ?? '', new RegExp(`^run-again:${ctx.workspaceId}:first:v1#2:\\d+ ${callId}$`));
  });

  it('is left to a person after two days, which the ledger says', async () => {
    const { ctx, begin, passTime, done } = await openWorld({ name: 'match-again', breaks: 99 });
    await assert.rejects(begin(), { code: 'record.not-found' });
    assert.deepEqual(await passTime(), [1, 5, 15, 60, 240, 720, 1440]);
    assert.deepEqual(done, []);
    const { gaps } = await listGaps({ ctx, input: { limit: 5 } });
    assert.match(gaps[0]?.detail ?? '', / It is not tried again by itself\.$/);
    assert.equal(gaps[0]?.nextAttemptAt, null);
  });

  it('is over where what it is about went with its call', async () => {
    for (const code of ['call.not-found', 'change.not-found', 'notification.not-found'] as const) {
      const { ctx, begin, passTime, done } = await openWorld({ name: 'apply-change-set', breaks: 1, code });
      assert.deepEqual(await begin(), { state: 'over', reason: code });
      assert.deepEqual(await passTime(), []);
      assert.deepEqual(done, []);
      assert.deepEqual((await listGaps({ ctx, input: { limit: 5 } })).gaps, []);
    }
  });
});
