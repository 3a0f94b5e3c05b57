import { performance } from 'node:perf_hooks';
import type pg from 'pg';
import type { Transcript } from '#contracts';
import type { AnalysisContext } from '#modules/insights';
import { withBenchContext } from './bench-database.ts';
import { copyCalls } from './copy-calls.ts';
import { readExamples } from './hour-call.ts';
import { type BenchRow, formatMs, formatRatio } from './measure.ts';
import { openBenchServer } from './open-bench-server.ts';
import { growthRow, measureReads, readsOf } from './reads-growth.ts';
import { analyzeStored } from './storing.ts';

const warmUp = 12;
const window = 50;
const all = 1000;
const many = 100_000;

/**
 * What a call costs when there are few and when there are a thousand, and what reads of the API cost among a thousand
 * and among a hundred thousand: nothing should grow. What is between is copied from the first calls.
 */
export async function benchGrowth(): Promise<BenchRow[]> {
  return withBenchContext(async (ctx, pool) => {
    const examples = await readExamples();
    let marker = 0;
    async function storeSome(count: number): Promise<number> {
      const times: number[] = [];
      for (let stored = 0; stored < count; stored += 1) {
        times.push(await timeOf({ ctx, transcript: exampleAt(examples, marker), marker }));
        marker += 1;
      }
      return median(times);
    }
    await storeSome(warmUp);
    const earlyMs = await storeSome(window);
    await copyCalls({ pool, from: warmUp + window + 1, to: all - window, whole: true });
    const lateMs = await storeSome(window);
    return [storingRow({ earlyMs, lateMs }), ...(await growReads({ ctx, pool }))];
  });
}

async function growReads({ ctx, pool }: { ctx: AnalysisContext; pool: pg.Pool }): Promise<BenchRow[]> {
  const server = await openBenchServer(ctx);
  try {
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    const reads = await readsOf(pool);
    const early = await measureReads({ address, reads });
    await copyCalls({ pool, from: all + 1, to: many, whole: false });
    const late = await measureReads({ address, reads });
    return reads.map(({ name }, place) =>
      growthRow({
        name,
        calls: { few: all, many },
        earlyMs: early[place] ?? Number.NaN,
        lateMs: late[place] ?? Number.NaN,
      }),
    );
  } finally {
    await server.close();
  }
}

function storingRow({ earlyMs, lateMs }: { earlyMs: number; lateMs: number }): BenchRow {
  const ratio = lateMs / earlyMs;
  return {
    measure: 'a call among 1,000 / a call among the first',
    reached: formatRatio(ratio),
    aim: 'flat (at most 1.3 ×)',
    met: ratio <= 1.3,
    note: `${formatMs(earlyMs)} at first, ${formatMs(lateMs)} at the end (medians of ${window})`,
  };
}

async function timeOf({
  ctx,
  transcript,
  marker,
}: {
  ctx: AnalysisContext;
  transcript: Transcript;
  marker: number;
}): Promise<number> {
  const startedAtMs = performance.now();
  await analyzeStored(ctx, { transcript, marker });
  return performance.now() - startedAtMs;
}

function exampleAt(examples: readonly Transcript[], index: number): Transcript {
  const example = examples[index % examples.length];
  if (example === undefined) throw new Error('Expected example calls, found none.');
  return example;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
