import { setImmediate } from 'node:timers/promises';
import type { ChunkMemory } from './chunk-memory.ts';
import { rowsPerSlice } from './score-chunks.ts';
import { termKey } from './terms.ts';

export interface WordCounts {
  /** Row by row, a column a term: how often it stands there. */
  readonly counts: Uint8Array;
  /** For each term in how many of the rows it stands. */
  readonly found: Int32Array;
  readonly columns: number;
}

/** What the ranking by words looks at: the rows that may be ranked, and no other. */
export interface Counted extends WordCounts {
  readonly memory: ChunkMemory;
  readonly rows: Int32Array;
  /** What each word of the question counts before it is known how rare it is. */
  readonly shares: readonly number[];
  /** The same by how rare it is among the rows. */
  readonly weights: readonly number[];
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
}): Promise<WordCounts> {
  const keys = terms.map(termKey);
  const counts = new Uint8Array(rows.length * keys.length);
  const found = new Int32Array(keys.length);
  const filter = new Uint8Array(4096);
  const columnOf = new Map(keys.map((key, column) => [key, column]));
  for (const key of keys) filter[(key >>> 5) & 4095] = 1;
  const { terms: packedTerms, termEnds } = memory;
  for (let place = 0; place < rows.length; place += 1) {
    if (place > 0 && place % rowsPerSlice === 0) await setImmediate();
    const row = rows[place] ?? 0;
    const end = termEnds[row] ?? 0;
    for (let at = row === 0 ? 0 : (termEnds[row - 1] ?? 0); at < end; at += 1) {
      const packed = packedTerms[at] ?? 0;
      if (filter[(packed >>> 5) & 4095] === 0) continue;
      const column = columnOf.get((packed & ~31) >>> 0);
      if (column === undefined) continue;
      counts[place * keys.length + column] = packed & 31;
      found[column] = (found[column] ?? 0) + 1;
    }
  }
  return { counts, found, columns: keys.length };
}
