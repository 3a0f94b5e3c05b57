import type { ChunkMemory } from './chunk-memory.ts';
import { inSlices } from './in-slices.ts';
import { termKey } from './terms.ts';

/** What the ranking by words looks at: the rows that may be ranked, and no other. */
export interface Counted {
  readonly memory: ChunkMemory;
  readonly rows: Int32Array;
  /** The places in `rows` of those that hold a word of the question. */
  readonly places: Int32Array;
  /** The words at those places, end to end and by column: `column * 32` and how often it stands there. */
  readonly hits: Uint16Array;
  /** Where the hits of each of `places` end. */
  readonly hitEnds: Int32Array;
  /** For each term in how many of the rows it stands. */
  readonly found: Int32Array;
  readonly columns: number;
}

/** Finds the words of the question in the rows. */
export async function countWords({
  memory,
  rows,
  terms,
}: {
  memory: ChunkMemory;
  rows: Int32Array;
  terms: readonly string[];
}): Promise<Counted> {
  const columns = terms.length;
  const found = new Int32Array(columns);
  const { filter, keys, others } = tabulate(terms);
  const places = new Int32Array(rows.length);
  const hitEnds = new Int32Array(rows.length);
  let hits = new Uint16Array(Math.max(columns, rows.length));
  let [holding, hitsHeld] = [0, 0];
  function count(from: number, end: number): number {
    const { terms: packedTerms, termEnds } = memory;
    let [held, hitEnd] = [holding, hitsHeld];
    for (let place = from; place < end; place += 1) {
      const start = hitEnd;
      if (start + columns > hits.length) hits = doubled({ hits, columns });
      const row = rows[place] ?? 0;
      const termEnd = termEnds[row] ?? 0;
      for (let at = row === 0 ? 0 : (termEnds[row - 1] ?? 0); at < termEnd; at += 1) {
        const packed = packedTerms[at] ?? 0;
        let entry = filter[(packed >>> 5) & filterMask] ?? 0;
        while (entry !== 0 && keys[entry] !== (packed & ~31)) entry = others[entry] ?? 0;
        if (entry === 0) continue;
        const column = entry - 1;
        insert({ hits, start, end: hitEnd, hit: column * 32 + (packed & 31) });
        found[column] = (found[column] ?? 0) + 1;
        hitEnd += 1;
      }
      if (hitEnd === start) continue;
      places[held] = place;
      hitEnds[held] = hitEnd;
      held += 1;
    }
    holding = held;
    hitsHeld = hitEnd;
    return end;
  }
  await inSlices({ count: rows.length, work: count });
  return {
    memory,
    rows,
    places: places.subarray(0, holding),
    hits,
    hitEnds: hitEnds.subarray(0, holding),
    found,
    columns,
  };
}

const filterMask = 4095;

/** A filter of 4,096 entries lets nearly every other term pass by with one look; 0 is no term, else the column and one. */
function tabulate(terms: readonly string[]): { filter: Uint8Array; keys: Int32Array; others: Uint8Array } {
  const filter = new Uint8Array(filterMask + 1);
  const keys = new Int32Array(terms.length + 1);
  const others = new Uint8Array(terms.length + 1);
  terms.forEach((term, column) => {
    const key = termKey(term);
    const at = (key >>> 5) & filterMask;
    keys[column + 1] = key;
    others[column + 1] = filter[at] ?? 0;
    filter[at] = column + 1;
  });
  return { filter, keys, others };
}

/** The terms of a row are in the order of their hashes; sums are made in that of the question. */
function insert({ hits, start, end, hit }: { hits: Uint16Array; start: number; end: number; hit: number }): void {
  let at = end;
  for (; at > start && (hits[at - 1] ?? 0) > hit; at -= 1) hits[at] = hits[at - 1] ?? 0;
  hits[at] = hit;
}

function doubled({ hits, columns }: { hits: Uint16Array; columns: number }): Uint16Array<ArrayBuffer> {
  const room = new Uint16Array(2 * hits.length + columns);
  room.set(hits);
  return room;
}
