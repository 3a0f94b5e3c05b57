import type { ChunkMemory } from './chunk-memory.ts';
import { inSlices } from './in-slices.ts';

/** Which rows may be ranked at all: decided before anything is scored. */
export interface Admission {
  /** Null admits the chunks of every document of the workspace. */
  readonly documentIds: ReadonlySet<string> | null;
  /** Null admits every chunk of these documents. */
  readonly chunkIds: ReadonlySet<number> | null;
  /** Kept from the actor, whatever else admits them. */
  readonly withheld: ReadonlySet<number>;
  /** Bits of sides, of which a chunk must have one; 0 for any. */
  readonly sides: number;
  readonly sinceDay: number | null;
  readonly untilDay: number | null;
}

export interface ScoredChunk {
  readonly row: number;
  readonly score: number;
}

/** By its place in the list of scores. */
interface ScoredPlace {
  readonly place: number;
  readonly score: number;
}

/** The rows that may be ranked, as a list. */
export function admit({ memory, admission }: { memory: ChunkMemory; admission: Admission }): Int32Array {
  const { documentIds, chunkIds, withheld, sides, sinceDay, untilDay } = admission;
  const candidates = chunkIds === null ? null : Int32Array.from(chunkIds, (id) => memory.rowOf(id) ?? -1).sort();
  const documents = documentIds === null ? null : memory.flagsOf(documentIds);
  const count = candidates?.length ?? memory.rows;
  const rows = new Int32Array(count);
  let admitted = 0;
  for (let place = 0; place < count; place += 1) {
    const row = candidates === null ? place : (candidates[place] ?? -1);
    if (row < 0 || !memory.isThere(row)) continue;
    if (documents !== null && documents[memory.documents[row] ?? 0] !== 1) continue;
    if (sides !== 0 && ((memory.sides[row] ?? 0) & sides) === 0) continue;
    const day = memory.days[row] ?? 0;
    if (sinceDay !== null && day < sinceDay) continue;
    // No known day is below every day.
    if (untilDay !== null && (day > untilDay || day < -1_000_000)) continue;
    if (withheld.size > 0 && withheld.has(memory.chunkIds[row] ?? -1)) continue;
    rows[admitted] = row;
    admitted += 1;
  }
  return rows.subarray(0, admitted);
}

/** To look places up pays where they are less than this share of all. */
const fewerPlaces = 0.8;

/** The cosine of each row with the question, the best `limit` of them. */
export async function scoreVectors(options: {
  readonly memory: ChunkMemory;
  readonly rows: Int32Array;
  readonly vector: Float32Array;
  readonly limit: number;
}): Promise<ScoredChunk[]> {
  const { memory, rows, vector, limit } = options;
  const scores = new Float32Array(rows.length);
  const question = readQuestion(vector);
  const hasManyZeros = question.places.length < fewerPlaces * vector.length;
  await inSlices({
    count: rows.length,
    work: (from, end) => {
      if (hasManyZeros) scoreBySome({ memory, rows, question, scores, from, end });
      else scoreByAll({ memory, rows, vector, scores, from, end });
      return end;
    },
  });
  return (await best({ scores, limit })).map(({ place, score }) => ({ row: rows[place] ?? 0, score }));
}

/** What of a question's vector is not 0: where it stands in a vector, an even place before an odd one, and what it is. */
interface Question {
  readonly places: Int32Array;
  readonly values: Float64Array;
}

function readQuestion(vector: Float32Array): Question {
  const filled = [...vector.keys()].filter((place) => vector[place] !== 0);
  const [even, odd] = [filled.filter((place) => place % 2 === 0), filled.filter((place) => place % 2 === 1)];
  const pairs = Math.max(even.length, odd.length);
  const places = new Int32Array(2 * pairs);
  const values = new Float64Array(2 * pairs);
  for (const [side, own] of [even, odd].entries()) {
    own.forEach((place, at) => {
      places[2 * at + side] = place;
      values[2 * at + side] = vector[place] ?? 0;
    });
  }
  return { places, values };
}

interface Slice {
  readonly memory: ChunkMemory;
  readonly rows: Int32Array;
  readonly scores: Float32Array;
  readonly from: number;
  readonly end: number;
}

/** A question of a few words has many zeros in Sophia's own vectors: the sums are the same without them. */
function scoreBySome({ memory, rows, question, scores, from, end }: Slice & { readonly question: Question }): void {
  const { vectors, dimensions } = memory;
  const { places, values } = question;
  for (let place = from; place < end; place += 1) {
    const start = (rows[place] ?? 0) * dimensions;
    let one = 0;
    let two = 0;
    for (let at = 0; at < places.length; at += 2) {
      one += (vectors[start + (places[at] ?? 0)] ?? 0) * (values[at] ?? 0);
      two += (vectors[start + (places[at + 1] ?? 0)] ?? 0) * (values[at + 1] ?? 0);
    }
    scores[place] = one + two;
  }
}

function scoreByAll({ memory, rows, vector, scores, from, end }: Slice & { readonly vector: Float32Array }): void {
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

/** The places with the highest scores, best first; of equal ones the earlier. */
export async function best({ scores, limit }: { scores: Float32Array; limit: number }): Promise<ScoredPlace[]> {
  const heap: ScoredPlace[] = [];
  let lowest = Number.NEGATIVE_INFINITY;
  await inSlices({
    count: scores.length,
    work: (from, end) => {
      for (let place = from; place < end; place += 1) {
        const score = scores[place] ?? 0;
        if (score <= 0 || (heap.length >= 2 * limit && score <= lowest)) continue;
        heap.push({ place, score });
        if (heap.length < 4 * limit) continue;
        heap.sort(byScore).length = 2 * limit;
        lowest = heap.at(-1)?.score ?? lowest;
      }
      return end;
    },
  });
  return heap.sort(byScore).slice(0, limit);
}

function byScore(left: ScoredPlace, right: ScoredPlace): number {
  return right.score - left.score || left.place - right.place;
}
