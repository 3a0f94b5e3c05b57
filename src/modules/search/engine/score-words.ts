import { setImmediate } from 'node:timers/promises';
import type { ChunkMemory } from './chunk-memory.ts';
import { type Counted, countWords } from './count-words.ts';
import { scoreAround } from './score-around.ts';
import { best, type ScoredChunk } from './score-chunks.ts';
import { scoreDocuments } from './score-documents.ts';
import { rarityAmong, weighWords } from './weigh-words.ts';

export interface WordScore extends ScoredChunk {
  /** The share of the weight of the question's words that stands there. */
  readonly coverage: number;
}

const mostTerms = 60;
/** What the rows around one, and the whole of its document, count beside itself: each as a share of the best. */
const aroundShare = 0.6;
const documentShare = 0.3;

/**
 * Each row that holds a word of the question by its BM25, that of the rows around it and that of its whole document, over
 * the rows that may be ranked; the best `limit` of them. The shares were chosen on the training meetings.
 */
export async function scoreWords(options: {
  readonly memory: ChunkMemory;
  readonly rows: Int32Array;
  readonly terms: ReadonlyMap<string, number>;
  readonly limit: number;
}): Promise<WordScore[]> {
  const { memory, rows, limit } = options;
  const terms = [...options.terms].slice(0, mostTerms);
  if (terms.length === 0 || rows.length === 0) return [];
  const shares = terms.map(([, share]) => share);
  const words = await countWords({ memory, rows, terms: terms.map(([term]) => term) });
  const weights = shares.map(
    (share, column) => share * rarityAmong({ holding: words.found[column] ?? 0, all: rows.length }),
  );
  const counted: Counted = { ...words, memory, rows, shares, weights };
  const own = scoreOwn(counted);
  await setImmediate();
  const around = scoreAround({ counted, own });
  const documents = scoreDocuments({ counted, own });
  const scores = toShares(own);
  addShares({ scores, more: around, share: aroundShare });
  addShares({ scores, more: documents, share: documentShare });
  return coverRows({ counted, ranked: new Map(best({ rows, scores, limit }).map((scored) => [scored.row, scored])) });
}

function scoreOwn({ memory, rows, counts, columns, weights }: Counted): Float32Array {
  const average = rows.reduce((sum, row) => sum + (memory.lengths[row] ?? 0), 0) / rows.length;
  const own = new Float32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const length = memory.lengths[rows[place] ?? 0] ?? 0;
    own[place] = weighWords({ counts, from: place * columns, weights, length, average });
  }
  return own;
}

function toShares(scores: Float32Array): Float32Array {
  const shares = new Float32Array(scores.length);
  addShares({ scores: shares, more: scores, share: 1 });
  return shares;
}

function addShares({ scores, more, share }: { scores: Float32Array; more: Float32Array; share: number }): void {
  const highest = more.reduce((most, score) => Math.max(most, score), 0);
  if (highest === 0) return;
  for (let place = 0; place < scores.length; place += 1) {
    scores[place] = (scores[place] ?? 0) + (share * (more[place] ?? 0)) / highest;
  }
}

function coverRows({
  counted: { rows, counts, columns, found, weights },
  ranked,
}: {
  counted: Counted;
  ranked: ReadonlyMap<number, ScoredChunk>;
}): WordScore[] {
  const total = weights.reduce((sum, weight, column) => sum + ((found[column] ?? 0) > 0 ? weight : 0), 0) || 1;
  const covered: WordScore[] = [];
  rows.forEach((row, place) => {
    const scored = ranked.get(row);
    if (scored === undefined) return;
    const holding = weights.reduce(
      (sum, weight, column) => sum + ((counts[place * columns + column] ?? 0) > 0 ? weight : 0),
      0,
    );
    covered.push({ ...scored, coverage: Math.min(1, holding / total) });
  });
  return covered.sort((left, right) => right.score - left.score || left.row - right.row);
}
