import type { Claim } from '#contracts';
import type { Document } from '../language/index.ts';

/** The sentences, by index, that claims stand in. */
export function sentencesOf(document: Document, claims: readonly Claim[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const claim of claims) {
    const bounds = document.turnSentences[claim.turn];
    for (let index = bounds?.first ?? 0; index < (bounds?.end ?? 0); index += 1) {
      const sentence = document.sentences[index];
      if (sentence !== undefined && sentence.start < claim.end && claim.start < sentence.end) found.add(index);
    }
  }
  return found;
}
