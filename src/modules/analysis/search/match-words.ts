import type { CallIndex } from './call-index.ts';
import type { Query } from './query.ts';
import { type Windows, windowLengths, windowSums, windowTurns } from './window-sums.ts';

/** Stems to look for, each with what it counts. */
export type WeightedTerms = ReadonlyMap<string, number>;

const mostRelated = 12;

/** The weight of each term: how rare it is among stretches of ten turns of this call. */
export function weighTerms(index: CallIndex, query: Query): Map<string, number> {
  const stretches = Math.max(1, Math.ceil(index.turns.length / windowTurns));
  const weights = new Map<string, number>();
  for (const [term, share] of query.terms) {
    const places = index.postings.get(term);
    if (places !== undefined) {
      const found = new Set(Array.from(places.keys(), (turn) => Math.floor(turn / windowTurns))).size;
      weights.set(term, share * Math.log(1 + (stretches - found + 0.5) / (found + 0.5)));
    }
  }
  return weights;
}

/** BM25 of each window, and the share of the terms' weight that it holds. */
export function matchWords(options: {
  readonly index: CallIndex;
  readonly weights: WeightedTerms;
  readonly windows: Windows;
}): { scores: Float64Array; coverage: Float64Array } {
  const { index, weights, windows } = options;
  const count = windows.starts.length;
  const scores = new Float64Array(count);
  const coverage = new Float64Array(count);
  const lengths = windowLengths(index, windows);
  const averageLength = Math.max(1, lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, count));
  const total = Math.max(
    1e-9,
    [...weights.values()].reduce((sum, weight) => sum + weight, 0),
  );
  for (const [term, weight] of weights) {
    const counts = new Float64Array(index.turns.length);
    for (const [turn, found] of index.postings.get(term) ?? []) {
      counts[turn] = found;
    }
    windowSums(counts, windows).forEach((sum, row) => {
      if (sum > 0) {
        const norm = 1.2 * (0.4 + (0.6 * (lengths[row] ?? 0)) / averageLength);
        scores[row] = (scores[row] ?? 0) + (weight * sum * 2.2) / (sum + norm);
        coverage[row] = (coverage[row] ?? 0) + weight / total;
      }
    });
  }
  return { scores, coverage };
}

/** Words that stand out where the question's words stand: what else is said there (pseudo relevance feedback). */
export function relatedTerms(options: {
  readonly index: CallIndex;
  readonly weights: WeightedTerms;
  readonly starts: readonly number[];
  readonly scores: Float64Array;
}): Map<string, number> {
  const { index, weights, starts, scores } = options;
  const best = Array.from(scores.keys())
    .sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0) || left - right)
    .slice(0, 4);
  const turns = new Set(
    best.flatMap((row) => Array.from({ length: windowTurns }, (_t, at) => (starts[row] ?? 0) + at)),
  );
  const counts = new Map<string, number>();
  for (const turn of turns) {
    for (const term of new Set(index.stems[turn] ?? [])) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  const rated = Array.from(counts, ([term, count]): [string, number] => {
    const everywhere = index.postings.get(term)?.size ?? 1;
    return [term, weights.has(term) || count < 2 ? 0 : count * Math.log(index.turns.length / everywhere)];
  });
  rated.sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
  return new Map(rated.slice(0, mostRelated).filter(([, value]) => value > 0));
}
