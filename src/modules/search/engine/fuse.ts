import type { ScoredChunk } from './score-chunks.ts';
import type { WordScore } from './score-words.ts';

export interface FusedChunk extends ScoredChunk {
  readonly foundBy: 'words' | 'meaning' | 'both';
  readonly coverage: number;
}

/**
 * Joins both rankings: each score as a share of the best one, likeness counting as much as the embedder is worth. On
 * meetings that finds more than joining by rank, which forgets how much better the first is than the second.
 */
export function fuse({
  words,
  vectors,
  likenessShare,
}: {
  words: readonly WordScore[];
  vectors: readonly ScoredChunk[];
  likenessShare: number;
}): FusedChunk[] {
  const fused = new Map<number, { score: number; coverage: number; byWords: boolean; byVector: boolean }>();
  const bestWords = words[0]?.score ?? 1;
  for (const { row, score, coverage } of words) {
    fused.set(row, { score: score / bestWords, coverage, byWords: true, byVector: false });
  }
  const bestLikeness = vectors[0]?.score ?? 1;
  for (const { row, score } of vectors) {
    const known = fused.get(row) ?? { score: 0, coverage: 0, byWords: false, byVector: false };
    fused.set(row, { ...known, score: known.score + (likenessShare * score) / bestLikeness, byVector: true });
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
