/** How soon a word that stands there again counts less, and how much a long text counts less than a short one. */
const saturation = 1.2;
const lengthShare = 0.6;

/** What a word counts that stands in `holding` of `all` texts: the rarer, the more. */
export function rarityAmong({ holding, all }: { holding: number; all: number }): number {
  return Math.log(1 + (all - holding + 0.5) / (holding + 0.5));
}

/** The sum of BM25 over the words of a question, for a text of `length` words where one has `average`. */
export function weighWords({
  counts,
  weights,
  length,
  average,
}: {
  /** How often each word stands there. */
  readonly counts: Uint32Array;
  readonly weights: Float64Array;
  readonly length: number;
  readonly average: number;
}): number {
  const norm = normOf(length / Math.max(1, average));
  let score = 0;
  for (let column = 0; column < weights.length; column += 1) {
    const count = counts[column] ?? 0;
    if (count > 0) score += (weights[column] ?? 0) * weighWord(count, norm);
  }
  return score;
}

/** What a word counts that stands there `count` times, with the norm of the text. */
export function weighWord(count: number, norm: number): number {
  return (count * (saturation + 1)) / (count + norm);
}

/** `relativeLength` is the length of the text beside the average. */
export function normOf(relativeLength: number): number {
  return saturation * (1 - lengthShare + lengthShare * relativeLength);
}
