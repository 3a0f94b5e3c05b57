import { setImmediate } from 'node:timers/promises';
import type { ChunkMemory } from './chunk-memory.ts';
import { termKey } from './terms.ts';

/** Which rows may be ranked at all: decided before anything is scored. */
export interface Admission {
  /** Null admits every chunk of the workspace. */
  readonly chunkIds: ReadonlySet<number> | null;
  /** Bits of sides, of which a chunk must have one; 0 for any. */
  readonly sides: number;
  readonly sinceDay: number | null;
  readonly untilDay: number | null;
}

export interface ScoredChunk {
  readonly row: number;
  readonly score: number;
}

export interface WordScore extends ScoredChunk {
  /** The share of the weight of the question's words that stands there. */
  readonly coverage: number;
}

/** Between slices others get their turn: at some 4 ms a slice nothing waits noticeably. */
const rowsPerSlice = 16_384;
const saturation = 1.2;
const lengthShare = 0.6;

/** The rows that may be ranked, as a list. */
export function admit({ memory, admission }: { memory: ChunkMemory; admission: Admission }): Int32Array {
  const { chunkIds, sides, sinceDay, untilDay } = admission;
  const rows: number[] = [];
  const candidates = chunkIds === null ? null : [...chunkIds].map((id) => memory.rowOf(id) ?? -1).sort((a, b) => a - b);
  const count = candidates?.length ?? memory.rows;
  for (let place = 0; place < count; place += 1) {
    const row = candidates === null ? place : (candidates[place] ?? -1);
    if (row < 0 || !memory.isThere(row)) continue;
    if (sides !== 0 && ((memory.sides[row] ?? 0) & sides) === 0) continue;
    const day = memory.days[row] ?? 0;
    if (sinceDay !== null && day < sinceDay) continue;
    // No known day is below every day.
    if (untilDay !== null && (day > untilDay || day < -1_000_000)) continue;
    rows.push(row);
  }
  return Int32Array.from(rows);
}

/** The cosine of each row with the question, the best `limit` of them. */
export async function scoreVectors(options: {
  readonly memory: ChunkMemory;
  readonly rows: Int32Array;
  readonly vector: Float32Array;
  readonly limit: number;
}): Promise<ScoredChunk[]> {
  const { memory, rows, vector, limit } = options;
  const scores = new Float32Array(rows.length);
  for (let from = 0; from < rows.length; from += rowsPerSlice) {
    if (from > 0) await setImmediate();
    scoreSlice({ memory, rows, vector, scores, from, end: Math.min(rows.length, from + rowsPerSlice) });
  }
  return best({ rows, scores, limit });
}

function scoreSlice(options: {
  readonly memory: ChunkMemory;
  readonly rows: Int32Array;
  readonly vector: Float32Array;
  readonly scores: Float32Array;
  readonly from: number;
  readonly end: number;
}): void {
  const { memory, rows, vector, scores, from, end } = options;
  const { vectors, dimensions } = memory;
  for (let place = from; place < end; place += 1) {
    const start = (rows[place] ?? 0) * dimensions;
    let one = 0;
    let two = 0;
    for (let at = 0; at < dimensions; at += 2) {
      one += (vectors[start + at] ?? 0) * (vector[at] ?? 0);
      two += (vectors[start + at + 1] ?? 0) * (vector[at + 1] ?? 0);
    }
    scores[place] = one + two;
  }
}

interface WordCounts {
  /** Row by row, a column a term: how often it stands there. */
  readonly counts: Uint8Array;
  readonly found: Int32Array;
}

/** BM25 of each row that holds a word of the question, over the rows that may be ranked; the best `limit` of them. */
export async function scoreWords(options: {
  readonly memory: ChunkMemory;
  readonly rows: Int32Array;
  readonly terms: ReadonlyMap<string, number>;
  readonly limit: number;
}): Promise<WordScore[]> {
  const { memory, rows, limit } = options;
  const terms = [...options.terms].slice(0, 60);
  if (terms.length === 0) return [];
  const { counts, found } = await countWords({ memory, rows, keys: terms.map(([term]) => termKey(term)) });
  const weights = terms.map(([, share], column) => {
    const holding = found[column] ?? 0;
    return share * Math.log(1 + (rows.length - holding + 0.5) / (holding + 0.5));
  });
  const total = weights.reduce((sum, weight, column) => sum + ((found[column] ?? 0) > 0 ? weight : 0), 0) || 1;
  const averageLength = Math.max(1, memory.totalLength / Math.max(1, memory.size));
  const scores = new Float32Array(rows.length);
  const coverage = new Float32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const norm =
      saturation * (1 - lengthShare + (lengthShare * (memory.lengths[rows[place] ?? 0] ?? 0)) / averageLength);
    for (let column = 0; column < terms.length; column += 1) {
      const count = counts[place * terms.length + column] ?? 0;
      if (count === 0) continue;
      const weight = weights[column] ?? 0;
      scores[place] = (scores[place] ?? 0) + (weight * count * (saturation + 1)) / (count + norm);
      coverage[place] = (coverage[place] ?? 0) + weight / total;
    }
  }
  const coverageOf = new Map(best({ rows, scores, limit }).map((scored) => [scored.row, scored]));
  const ranked: WordScore[] = [];
  rows.forEach((row, place) => {
    const scored = coverageOf.get(row);
    if (scored !== undefined && scored.score > 0)
      ranked.push({ ...scored, coverage: Math.min(1, coverage[place] ?? 0) });
  });
  return ranked.sort((left, right) => right.score - left.score || left.row - right.row);
}

/** A filter of 4,096 bits lets nearly every other term pass by with one look. */
async function countWords({
  memory,
  rows,
  keys,
}: {
  memory: ChunkMemory;
  rows: Int32Array;
  keys: readonly number[];
}): Promise<WordCounts> {
  const counts = new Uint8Array(rows.length * keys.length);
  const found = new Int32Array(keys.length);
  const filter = new Uint8Array(4096);
  const columnOf = new Map(keys.map((key, column) => [key, column]));
  for (const key of keys) filter[(key >>> 5) & 4095] = 1;
  const { terms, termEnds } = memory;
  for (let place = 0; place < rows.length; place += 1) {
    if (place > 0 && place % rowsPerSlice === 0) await setImmediate();
    const row = rows[place] ?? 0;
    const end = termEnds[row] ?? 0;
    for (let at = row === 0 ? 0 : (termEnds[row - 1] ?? 0); at < end; at += 1) {
      const packed = terms[at] ?? 0;
      if (filter[(packed >>> 5) & 4095] === 0) continue;
      const column = columnOf.get((packed & ~31) >>> 0);
      if (column === undefined) continue;
      counts[place * keys.length + column] = packed & 31;
      found[column] = (found[column] ?? 0) + 1;
    }
  }
  return { counts, found };
}

/** The rows with the highest scores, best first; of equal ones the earlier. */
function best({ rows, scores, limit }: { rows: Int32Array; scores: Float32Array; limit: number }): ScoredChunk[] {
  const heap: ScoredChunk[] = [];
  let lowest = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < rows.length; place += 1) {
    const score = scores[place] ?? 0;
    if (score <= 0 || (heap.length >= 2 * limit && score <= lowest)) continue;
    heap.push({ row: rows[place] ?? 0, score });
    if (heap.length >= 4 * limit) {
      heap.sort(byScore).length = 2 * limit;
      lowest = heap.at(-1)?.score ?? lowest;
    }
  }
  return heap.sort(byScore).slice(0, limit);
}

function byScore(left: ScoredChunk, right: ScoredChunk): number {
  return right.score - left.score || left.row - right.row;
}
