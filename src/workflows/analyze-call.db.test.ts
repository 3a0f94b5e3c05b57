import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dueWork } from '#platform/db';
import { eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { analysisSuite, analyzeText } from '#test/analysis-suite';
import { createChangeWorld } from '#test/change-world';
import { plainRun } from '#test/plain-run';
import { workContextOf } from '#test/work-context';
import { analyzeCall } from './analyze-call.ts';

const suite = await analysisSuite();

describe('a version of a call that was analyzed before', () => {
  it('is followed where it is current again, and not where it only was told of once more', async () => {
    const { threads, models } = await suite.freshContext();
    const ctx = { ...workContextOf((await createChangeWorld(suite)).ctx).ctx, threads, models };
    const { workspaceId } = ctx;
    const { callId } = await analyzeText({ ctx, name: 'call.txt', text: 'Ana Ruiz: We decide on Friday.\n' });
    const workflow = analyzeCall({
      contextFor: () => ctx,
      metrics: createMetrics(),
      processChat: null,
      random: () => 0,
    });
    const started: unknown[] = [];
    const run = {
      ...plainRun,
      start: async ({ workflowName, input }: Parameters<typeof plainRun.start>[0]) =>
        void started.push([workflowName, input]),
    };
    const call = { workspaceId, callId, requestId: 'req_1', traceparent: null };
    for (const returned of [false, true]) {
      await workflow.runUnchecked({ run, input: { ...call, version: 1, engine: null, returned } });
    }
    assert.deepEqual(started, [['follow-up-call', call]]);
    const planned = await ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, workspaceId));
    assert.deepEqual(
      planned.map(({ kind }) => kind),
      ['index-search'],
      'and searched by what it says again',
    );
  });
});
