import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { syncDefinitions, syncRecords } from '#modules/crm';
import { getPipeline, pipelineForecasts, pipelineSnapshots } from '#modules/pipeline';
import { dueWork } from '#platform/db';
import { scheduleWork, startTicker } from '#platform/due-work';
import { and, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { plainRun } from '#test/plain-run';
import { workContextOf } from '#test/work-context';
import { freezePipeline } from './freeze-pipeline.ts';
import { startDueWork } from './start-due-work.ts';
import { schedulesFor } from './start-worker.ts';

const suite = await crmSuite();
const dayMs = 24 * 3_600_000;

function run(ctx: CrmTestContext): Promise<unknown> {
  const work = workContextOf(ctx).ctx;
  const workflow = freezePipeline({
    contextFor: ({ actor }) => ({ ...work, actor }),
    metrics: createMetrics(),
    processChat: null,
    random: () => 0,
  });
  const { workspaceId, requestId } = ctx;
  return workflow.runUnchecked({ run: plainRun, input: { workspaceId, requestId } });
}

async function countOf(
  ctx: CrmTestContext,
  table: typeof pipelineSnapshots | typeof pipelineForecasts,
): Promise<number> {
  const rows = await ctx.db.select({ id: table.workspaceId }).from(table).where(eq(table.workspaceId, ctx.workspaceId));
  return rows.length;
}

describe('freezing the pipeline', () => {
  it('waits for the CRM, then freezes what is over once, and after a downtime what was missed', async () => {
    const ctx = await suite.freshContext();
    const work = { ctx, kind: 'freeze-pipeline', subject: 'all', payload: { lastRunId: 'run_1' } };
    await scheduleWork({ ...work, dueAt: ctx.clock.now() });
    assert.deepEqual(await run(ctx), { state: 'awaits_mirror' });
    const planned = and(eq(dueWork.workspaceId, ctx.workspaceId), eq(dueWork.kind, 'freeze-pipeline'));
    const [again, other] = await ctx.db.select().from(dueWork).where(planned);
    assert.deepEqual([again?.payload, other], [work.payload, undefined], 'it looks again, and knows its last run');
    await syncDefinitions({ ctx });
    await syncRecords({ ctx, input: { objectType: 'deal', mode: 'incremental' } });
    await run(ctx);
    const nights = await countOf(ctx, pipelineSnapshots);
    const kept = await countOf(ctx, pipelineForecasts);
    assert.ok(nights > 1 && kept > 0);
    await run(ctx);
    assert.deepEqual([await countOf(ctx, pipelineSnapshots), await countOf(ctx, pipelineForecasts)], [nights, kept]);
    await suite.portal.advance(3 * dayMs);
    await syncRecords({ ctx, input: { objectType: 'deal', mode: 'incremental' } });
    await run(ctx);
    assert.equal(await countOf(ctx, pipelineSnapshots), nights + 3);
    const input = { asOf: null, owner: null, team: null, pipeline: null };
    const now = await getPipeline({ ctx, input });
    const asOf = new Date(ctx.clock.now().getTime() - dayMs).toISOString().slice(0, 10);
    assert.deepEqual((await getPipeline({ ctx, input: { ...input, asOf } })).totals, now.totals);
  });

  it('is work that comes back by itself', async () => {
    const ctx = await suite.freshContext();
    const started: string[] = [];
    const schedules = schedulesFor(300);
    const engine = {
      start: async ({ workflowName }: { workflowName: string }) => void started.push(workflowName),
      stateOf: async () => null,
    };
    const start = startDueWork({ engine, schedules, contextFor: () => workContextOf(ctx).ctx });
    const { clock, log } = ctx;
    const ticker = startTicker({
      database: suite.database,
      clock,
      log,
      start: async (work) => {
        if (work.workspaceId === ctx.workspaceId) await start(work);
      },
      intervalMs: dayMs,
    });
    await run(ctx);
    await suite.portal.advance(10 * dayMs);
    await ticker.tick();
    await ticker.tick();
    await ticker.stop();
    assert.deepEqual(started, ['freeze-pipeline']);
  });
});
