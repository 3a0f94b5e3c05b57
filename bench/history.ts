import { benchWorld } from './bench-world.ts';
import { loadHistory } from './load-history.ts';
import { type BenchRow, formatMs, formatRatio } from './measure.ts';
import { openPipeline, type Pipeline } from './open-pipeline.ts';
import { type Burst, runAtOnce, waitForFirstLook } from './run-calls.ts';

const patterns = 5;
const measured = 15;
const few = 1000;
const many = 20_000;

/** How many calls it takes to measure. */
export const callsOfHistory = 4 * measured;

/** What a call costs when a thousand have gone before, and when twenty thousand have: it should not grow. */
export async function benchHistory(): Promise<BenchRow[]> {
  const world = benchWorld({ calls: patterns + callsOfHistory });
  const pipeline = await openPipeline({ world, limits: 'lifted' });
  try {
    await waitForFirstLook(pipeline);
    await runAtOnce(pipeline, { calls: patterns });
    return [await measureHistory(pipeline)];
  } finally {
    await pipeline[Symbol.asyncDispose]();
  }
}

/** In a pipeline that a few calls have gone through: they are copied into a history. */
export async function measureHistory(pipeline: Pipeline): Promise<BenchRow> {
  await loadHistory(pipeline, { from: 1, to: few });
  await runAtOnce(pipeline, { calls: measured });
  const early = await runAtOnce(pipeline, { calls: measured });
  await loadHistory(pipeline, { from: few + 1, to: many });
  await runAtOnce(pipeline, { calls: measured });
  return rowOf({ early, late: await runAtOnce(pipeline, { calls: measured }) });
}

function rowOf({ early, late }: { early: Burst; late: Burst }): BenchRow {
  const ratio = costOf(late) / costOf(early);
  return {
    measure: 'the cost of a call behind 20,000 calls / behind 1,000',
    reached: formatRatio(ratio),
    aim: 'flat (at most 1.3 ×)',
    met: ratio <= 1.3,
    note: `${formatMs(costOf(early))} and ${formatMs(costOf(late))} of processor in the main thread, which has the database; ${formatMs(early.wallMs / measured)} and ${formatMs(late.wallMs / measured)} of time`,
  };
}

function costOf({ used, calls }: Burst): number {
  return used.mainThreadMs / calls;
}
