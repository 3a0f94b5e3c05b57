import { randomFrom } from './folds.ts';

/** Precision averaged over the ranks of the positives (ties by order). */
export function averagePrecision(scores: Float64Array, labels: Float64Array): number {
  return weightedAveragePrecision({ order: orderOf(scores), labels, timesOf: () => 1 });
}

export interface Counts {
  readonly hits: number;
  readonly proposed: number;
  readonly wanted: number;
}

export function f1({ hits, proposed, wanted }: Counts): number {
  return hits === 0 ? 0 : (2 * hits) / (proposed + wanted);
}

/** The threshold on `scores` with the best F1, and that F1. */
export function bestThreshold(scores: Float64Array, labels: Float64Array): { threshold: number; f1: number } {
  return bestWeighedThreshold({ scores, labels, importance: new Float64Array(labels.length).fill(1) });
}

/** The threshold with the best F1 where a row counts as much as its `importance`. */
export function bestWeighedThreshold(options: {
  readonly scores: Float64Array;
  readonly labels: Float64Array;
  readonly importance: Float64Array;
}): { threshold: number; f1: number } {
  const { scores, labels, importance } = options;
  const order = orderOf(scores);
  const wanted = labels.reduce((sum, label, row) => sum + label * (importance[row] ?? 0), 0);
  let hits = 0;
  let proposed = 0;
  let best = { threshold: Number.MAX_VALUE, f1: 0 };
  order.forEach((row, rank) => {
    hits += (labels[row] ?? 0) * (importance[row] ?? 0);
    proposed += importance[row] ?? 0;
    const value = f1({ hits, proposed, wanted });
    if (value > best.f1) {
      const next = scores[order[rank + 1] ?? -1] ?? (scores[row] ?? 0) - 1;
      best = { threshold: ((scores[row] ?? 0) + next) / 2, f1: value };
    }
  });
  return best;
}

/** The scores of one call against what people marked in it. */
export interface JudgedCall {
  readonly scores: Float64Array;
  readonly labels: Float64Array;
  readonly threshold: number;
}

export interface Judgement {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
  readonly averagePrecision: number;
  /** Average precision of each call with a positive, averaged. */
  readonly meanOverCalls: number;
  readonly f1Interval: readonly [number, number];
  readonly averagePrecisionInterval: readonly [number, number];
  readonly wanted: number;
  readonly segments: number;
}

/** Judges calls together, with bootstrap intervals (95 %, 1,000 samples of whole calls, seeded). */
export function judgeCalls(calls: readonly JudgedCall[]): Judgement {
  const counts = calls.map(countsOf);
  const scores = Float64Array.from(calls.flatMap((call) => Array.from(call.scores)));
  const labels = Float64Array.from(calls.flatMap((call) => Array.from(call.labels)));
  const callOf = calls.flatMap((call, index) => Array.from(call.labels, () => index));
  const order = orderOf(scores);
  const total = sumCounts(counts);
  const marked = calls.filter((call) => call.labels.some((label) => label > 0));
  const samples = resample({ size: calls.length, samples: 1000, seed: 1 }).map((times) => ({
    f1: f1(sumCounts(counts.map((count, index) => scaled(count, times[index] ?? 0)))),
    averagePrecision: weightedAveragePrecision({ order, labels, timesOf: (row) => times[callOf[row] ?? 0] ?? 0 }),
  }));
  return {
    f1: f1(total),
    precision: total.hits / Math.max(total.proposed, 1),
    recall: total.hits / Math.max(total.wanted, 1),
    averagePrecision: weightedAveragePrecision({ order, labels, timesOf: () => 1 }),
    meanOverCalls: meanOf(marked.map((call) => averagePrecision(call.scores, call.labels))),
    f1Interval: intervalOf(samples.map((sample) => sample.f1)),
    averagePrecisionInterval: intervalOf(samples.map((sample) => sample.averagePrecision)),
    wanted: total.wanted,
    segments: scores.length,
  };
}

/** For each sample how often each of `size` things was drawn, with replacement. */
export function resample(options: { size: number; samples: number; seed: number }): Float64Array[] {
  const random = randomFrom(options.seed);
  return Array.from({ length: options.samples }, () => {
    const times = new Float64Array(options.size);
    for (let draw = 0; draw < options.size; draw += 1) {
      const index = Math.floor(random() * options.size);
      times[index] = (times[index] ?? 0) + 1;
    }
    return times;
  });
}

/** The middle 95 % of the values. */
export function intervalOf(values: readonly number[]): readonly [number, number] {
  const sorted = [...values].sort((left, right) => left - right);
  const last = sorted.length - 1;
  return [sorted[Math.round(0.025 * last)] ?? 0, sorted[Math.round(0.975 * last)] ?? 0];
}

export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function orderOf(scores: Float64Array): number[] {
  return Array.from(scores.keys()).sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0) || left - right);
}

function weightedAveragePrecision(options: {
  readonly order: readonly number[];
  readonly labels: Float64Array;
  readonly timesOf: (row: number) => number;
}): number {
  const { order, labels, timesOf } = options;
  let seen = 0;
  let found = 0;
  let sum = 0;
  for (const row of order) {
    const times = timesOf(row);
    seen += times;
    if ((labels[row] ?? 0) > 0 && times > 0) {
      found += times;
      sum += (times * found) / seen;
    }
  }
  return found === 0 ? 0 : sum / found;
}

function countsOf(call: JudgedCall): Counts {
  let hits = 0;
  let proposed = 0;
  let wanted = 0;
  call.scores.forEach((score, row) => {
    const isProposed = score >= call.threshold;
    const isWanted = (call.labels[row] ?? 0) > 0;
    proposed += isProposed ? 1 : 0;
    wanted += isWanted ? 1 : 0;
    hits += isProposed && isWanted ? 1 : 0;
  });
  return { hits, proposed, wanted };
}

function sumCounts(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (sum, count) => ({
      hits: sum.hits + count.hits,
      proposed: sum.proposed + count.proposed,
      wanted: sum.wanted + count.wanted,
    }),
    { hits: 0, proposed: 0, wanted: 0 },
  );
}

function scaled(count: Counts, times: number): Counts {
  return { hits: count.hits * times, proposed: count.proposed * times, wanted: count.wanted * times };
}
