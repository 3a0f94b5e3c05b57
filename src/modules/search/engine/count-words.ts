import { setImmediate } from 'node:timers/promises';
import type { ChunkMemory } from './chunk-memory.ts';
import { rowsPerSlice } from './score-chunks.ts';
import { termKey } from './terms.ts';

/** What the ranking by words looks at: the rows that may be ranked, and no other. */
export interface Counted {
  readonly memory: ChunkMemory;
  readonly rows: Int32Array;
  /** The places in `rows` of those that hold a word of the question. */
  readonly places: Int32Array;
  /** Row by row, a column a term: how often it stands there. */
  readonly counts: Uint8Array;
  /** For each term in how many of the rows it stands. */
  readonly found: Int32Array;
  readonly columns: number;
}

/** A filter of 4,096 bits lets nearly every other term pass by with one look. */
export async function countWords({
  memory,
  rows,
  terms,
}: {
  memory: ChunkMemory;
  rows: Int32Array;
  terms: readonly string[];
}): Promise<Counted> {
  const keys = terms.map(termKey);
  const columns = keys.length;
  const counts = new Uint8Array(rows.length * columns);
  const found = new Int32Array(columns);
  const filter = new Uint8Array(4096);
  const columnOf = new Map(keys.map((key, column) => [key, column]));
  for (const key of keys) filter[(key >>> 5) & 4095] = 1;
  const { terms: packedTerms, termEnds } = memory;
  const places: number[] = [];
  for (let place = 0; place < rows.length; place += 1) {
    if (place > 0 && place % rowsPerSlice === 0) await setImmediate();
    const row = rows[place] ?? 0;
    const end = termEnds[row] ?? 0;
    let holds = false;
    for (let at = row === 0 ? 0 : (termEnds[row - 1] ?? 0); at < end; at += 1) {
      const packed = packedTerms[at] ?? 0;
      if (filter[(packed >>> 5) & 4095] === 0) continue;
      const column = columnOf.get((packed & ~31) >>> 0);
      if (column === undefined) continue;
      counts[place * columns + column] = packed & 31;
      found[column] = (found[column] ?? 0) + 1;
      holds = true;
    }
    if (holds) places.push(place);
  }
  return { memory, rows, places: Int32Array.from(places), counts, found, columns };
}
