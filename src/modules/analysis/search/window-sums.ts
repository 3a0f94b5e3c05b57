import type { CallIndex } from './call-index.ts';

/** How many turns a result spans. */
export const windowTurns = 10;

/** Where the windows of a call begin, and how far each is widened. */
export interface Windows {
  readonly starts: readonly number[];
  readonly turns: number;
}

/** The sum of `values` over each window, widened evenly to `turns` turns and cut at the ends of the call. */
export function windowSums(values: Float64Array, { starts, turns }: Windows): Float64Array {
  const before = new Float64Array(values.length + 1);
  values.forEach((value, place) => {
    before[place + 1] = (before[place] ?? 0) + value;
  });
  const margin = (turns - windowTurns) / 2;
  return Float64Array.from(starts, (start) => {
    const from = Math.max(0, start - margin);
    const end = Math.min(values.length, start + windowTurns + margin);
    return (before[end] ?? 0) - (before[from] ?? 0);
  });
}

/** How many words each window holds. */
export function windowLengths(index: CallIndex, windows: Windows): Float64Array {
  const lengths = Float64Array.from(
    index.turns,
    (_turn, place) => (index.wordsBefore[place + 1] ?? 0) - (index.wordsBefore[place] ?? 0),
  );
  return windowSums(lengths, windows);
}

/** Each score as a share of the highest. */
export function toShareOfBest(scores: Float64Array): Float64Array {
  const best = scores.reduce((largest, score) => Math.max(largest, score), 0);
  return best === 0 ? scores : scores.map((score) => score / best);
}
