import { findWords, isStopWord, readQuery, stem } from '#modules/analysis';

/** The stems of a text, without the common words, in order. */
export function stemsOf(text: string): string[] {
  return findWords(text)
    .map(({ lower }) => lower)
    .filter((word) => !isStopWord(word))
    .map((word) => stem(word.replace(/'s$/u, '')));
}

/** A question as its stems, each with what it counts: words such as "discuss" say little of the matter. */
export function queryTerms(query: string): ReadonlyMap<string, number> {
  return readQuery(query, []).terms;
}

/** FNV-1a over the UTF-16 units: the number that stands for a stem, the same on every machine. */
export function hashTerm(term: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < term.length; place += 1) {
    hash = Math.imul(hash ^ term.charCodeAt(place), 0x01000193);
  }
  return hash >>> 0;
}

const countBits = 5;
const largestCount = (1 << countBits) - 1;

/** Counted terms, each packed into 32 bits: 27 of its hash and 5 for how often it stands there. */
export function packTerms(counts: ReadonlyMap<string, number>): Uint32Array {
  return Uint32Array.from(counts, ([term, count]) => termKey(term) + Math.min(count, largestCount)).sort();
}

/** The upper 27 bits of a packed term; the same for every count. */
export function termKey(term: string): number {
  return (hashTerm(term) & ~largestCount) >>> 0;
}

export function countTerms(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) {
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}
