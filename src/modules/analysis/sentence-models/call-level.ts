/** How scores are set against the best of their call: teams differ in how plainly they speak. */
export interface CallLevel {
  /** How much of the difference counts, 0 to 1. */
  readonly share: number;
  /** The level of a usual call. */
  readonly reference: number;
}

const bestCount = 10;

/** The level of a call: the mean of its ten highest scores. */
export function callLevelOf(scores: Float64Array): number {
  const best = scores.toSorted().slice(-bestCount);
  return best.reduce((sum, score) => sum + score, 0) / Math.max(1, best.length);
}

/** Moves all scores of a call by a share of what its level lacks to a usual call. In place. */
export function settleByCall(scores: Float64Array, { share, reference }: CallLevel): void {
  const shift = share * (reference - callLevelOf(scores));
  scores.forEach((score, place) => {
    scores[place] = score + shift;
  });
}
