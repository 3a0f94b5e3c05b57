import type { ScoredChunk } from './score-chunks.ts';
import type { WordScore } from './score-words.ts';

export interface FusedChunk extends ScoredChunk {
  readonly foundBy: 'words' | 'meaning' | 'both';
  readonly coverage: number;
}

interface Fused {
  score: number;
  readonly coverage: number;
  readonly byWords: boolean;
  readonly byVector: boolean;
}

/** A place that holds all words of the question; the sum of weights may be a little off. */
export const wholeQuestion = 0.999;

/** More than the shares of words and likeness come to, and than what a place loses by those beside it. */
const aboveAll = 10;

/**
 * Joins both rankings: each score as a share of the best one, likeness counting as much as the embedder is worth. On
 * meetings that finds more than joining by rank, which forgets how much better the first is than the second. What is only
 * alike comes behind every place in which all words of the question stand, and what says it word for word before all.
 */
export function fuse({
  words,
  vectors,
  likenessShare,
  verbatim,
}: {
  words: readonly WordScore[];
  vectors: readonly ScoredChunk[];
  likenessShare: number;
  /** The rows that say the question as it was typed. */
  verbatim: ReadonlySet<number>;
}): FusedChunk[] {
  const fused = new Map<number, Fused>();
  const bestWords = words[0]?.score ?? 1;
  for (const { row, score, coverage } of words) {
    fused.set(row, { score: score / bestWords, coverage, byWords: true, byVector: false });
  }
  const bestLikeness = vectors[0]?.score ?? 1;
  for (const { row, score } of vectors) {
    const known = fused.get(row) ?? { score: 0, coverage: 0, byWords: false, byVector: false };
    fused.set(row, { ...known, score: known.score + (likenessShare * score) / bestLikeness, byVector: true });
  }
  const lowest = lowestWithAllWords(fused.values());
  for (const place of fused.values()) {
    if (!place.byWords && place.score >= lowest) place.score = justBelow(place.score, lowest);
  }
  for (const row of verbatim) {
    const place = fused.get(row);
    if (place !== undefined) place.score += aboveAll;
  }
  return [...fused]
    .sort(([leftRow, left], [rightRow, right]) => right.score - left.score || leftRow - rightRow)
    .map(([row, { score, coverage, byWords, byVector }]) => ({
      row,
      score,
      coverage,
      foundBy: byWords && byVector ? 'both' : byWords ? 'words' : 'meaning',
    }));
}

/** In the order of likeness. */
function justBelow(score: number, lowest: number): number {
  return lowest * (1 - (1 - wholeQuestion) / (1 + score));
}

function lowestWithAllWords(places: Iterable<Fused>): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const { coverage, score } of places) if (coverage >= wholeQuestion && score < lowest) lowest = score;
  return lowest;
}
