import type { Document } from '../language/index.ts';
import { isStopWord, stem } from '../search/index.ts';

/** A sentence as the rarity-weighted stems that it holds, of length one. */
export type WordVector = ReadonlyMap<string, number>;

/** One vector a sentence; the rarity is by the sentences of the call. */
export function wordVectorsOf(document: Document): WordVector[] {
  const stems = document.sentences.map(
    (sentence) => new Set(sentence.words.filter((word) => !isStopWord(word.lower)).map((word) => stem(word.lower))),
  );
  const counts = new Map<string, number>();
  for (const own of stems) {
    for (const term of own) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  return stems.map((own) => {
    const weights = Array.from(own, (term): [string, number] => [
      term,
      Math.log(1 + stems.length / (counts.get(term) ?? 1)),
    ]);
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return new Map(weights.map(([term, weight]) => [term, weight / length]));
  });
}

/** How much two sentences say the same, 0 to 1. */
export function likenessOf(left: WordVector, right: WordVector): number {
  let sum = 0;
  for (const [term, weight] of left) {
    sum += weight * (right.get(term) ?? 0);
  }
  return sum;
}
