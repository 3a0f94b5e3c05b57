import { performance } from 'node:perf_hooks';
import type { Transcript } from '#contracts';
import { withBenchContext } from './bench-database.ts';
import { readExamples } from './hour-call.ts';
import { type BenchRow, formatMs, formatRatio } from './measure.ts';
import { analyzeStored } from './storing.ts';

const first = 10;
const all = 1000;
const window = 50;

/** What a call costs when there are few, and when there are a thousand: it should not grow. */
export async function benchGrowth(): Promise<BenchRow[]> {
  const examples = await readExamples();
  const times = await withBenchContext(async (ctx) => {
    const taken: number[] = [];
    for (let marker = 0; marker < all + first; marker += 1) {
      const startedAtMs = performance.now();
      await analyzeStored(ctx, { transcript: exampleAt(examples, marker), marker });
      taken.push(performance.now() - startedAtMs);
    }
    return taken.slice(first);
  });
  const earlyMs = median(times.slice(0, window));
  const lateMs = median(times.slice(-window));
  const ratio = lateMs / earlyMs;
  return [
    {
      measure: 'a call among 1,000 / a call among the first',
      reached: formatRatio(ratio),
      aim: 'flat (at most 1.3 ×)',
      met: ratio <= 1.3,
      note: `${formatMs(earlyMs)} at first, ${formatMs(lateMs)} at the end (medians of ${window})`,
    },
  ];
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
