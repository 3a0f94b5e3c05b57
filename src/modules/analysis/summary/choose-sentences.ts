import { likenessOf, type WordVector } from './word-vectors.ts';

/**
 * Picks at most `limit` sentences, best first, each marked down by how like it is to one picked before and by how
 * near it stands to one. Returns their places.
 */
export function chooseSentences(options: {
  readonly ratings: Float64Array;
  readonly vectors: readonly WordVector[];
  readonly limit: number;
  /** A sentence rated lower is never picked. */
  readonly lowest: number;
}): number[] {
  const { ratings, vectors, limit, lowest } = options;
  const left = ratings.slice();
  const chosen: number[] = [];
  while (chosen.length < limit) {
    let best = -1;
    left.forEach((rating, index) => {
      if (rating >= lowest && (best < 0 || rating > (left[best] ?? 0))) {
        best = index;
      }
    });
    const vector = vectors[best];
    if (vector === undefined) {
      break;
    }
    chosen.push(best);
    left[best] = Number.NEGATIVE_INFINITY;
    left.forEach((rating, index) => {
      const other = vectors[index];
      if (rating > Number.NEGATIVE_INFINITY && other !== undefined) {
        const isNeighbor = Math.abs(index - best) <= 2;
        left[index] = rating - 3 * likenessOf(vector, other) ** 2 - (isNeighbor ? 0.5 : 0);
      }
    });
  }
  return chosen;
}
