import type { CallIndex } from './call-index.ts';
import type { WindowRanker } from './load-ranker.ts';
import { readQuery } from './query.ts';
import { windowFeatureNames, windowFeatures } from './window-features.ts';
import { windowTurns } from './window-sums.ts';

/** A stretch of a call, both turns included. */
export interface TurnRange {
  readonly fromTurn: number;
  readonly toTurn: number;
  /** 1 for the best window, less for the others. */
  readonly score: number;
}

/** Candidate windows begin this many turns apart. */
export const searchStride = 2;

/**
 * Finds the stretches of ten turns that answer a question, best first, none overlapping another. Empty where neither
 * a word of the question nor a speaker that it names is in the call.
 */
export function searchTurns(options: {
  readonly index: CallIndex;
  readonly ranker: WindowRanker;
  readonly query: string;
  readonly limit: number;
}): TurnRange[] {
  const { index, ranker } = options;
  const query = readQuery(options.query, index.speakers);
  const isKnown = query.speakers.size > 0 || [...query.terms.keys()].some((term) => index.postings.has(term));
  if (!isKnown || index.turns.length === 0) {
    return [];
  }
  const { starts, rows } = windowFeatures({ index, query, stride: searchStride });
  const scores = scoreWindows(rows, ranker);
  const chosen = chooseWindows({ starts, scores, limit: options.limit, spread: ranker.spread });
  const best = Math.max(...chosen.map((row) => scores[row] ?? 0));
  return chosen.map((row) => {
    const fromTurn = starts[row] ?? 0;
    return {
      fromTurn,
      toTurn: Math.min(index.turns.length, fromTurn + windowTurns) - 1,
      score: Math.exp((scores[row] ?? 0) - best),
    };
  });
}

/** The score of each row of features. */
export function scoreWindows(rows: Float64Array, ranker: WindowRanker): Float64Array {
  const width = windowFeatureNames.length;
  return Float64Array.from({ length: rows.length / width }, (_value, row) =>
    ranker.weights.reduce((sum, weight, column) => sum + weight * (rows[row * width + column] ?? 0), 0),
  );
}

/** Picks the best windows one by one; each pick lowers those beside it, so that the picks spread over the call. */
export function chooseWindows(options: {
  readonly starts: Int32Array;
  readonly scores: Float64Array;
  readonly limit: number;
  readonly spread: number;
}): number[] {
  const { starts, limit, spread } = options;
  const left = options.scores.slice();
  const chosen: number[] = [];
  while (chosen.length < limit) {
    let best = -1;
    left.forEach((score, row) => {
      if (score > Number.NEGATIVE_INFINITY && (best < 0 || score > (left[best] ?? 0))) {
        best = row;
      }
    });
    if (best < 0) {
      break;
    }
    chosen.push(best);
    const start = starts[best] ?? 0;
    starts.forEach((other, row) => {
      const distance = Math.abs(other - start);
      const loss = distance < windowTurns ? Number.POSITIVE_INFINITY : spread * Math.exp(-distance / 30);
      left[row] = (left[row] ?? 0) - loss;
    });
  }
  return chosen;
}
