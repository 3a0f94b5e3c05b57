import type { ChunkMemory } from './chunk-memory.ts';
import { inSlices } from './in-slices.ts';
import { rowsPerPart } from './term-index.ts';
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

/** What grows while the parts are gone through. */
interface Counting {
  readonly memory: ChunkMemory;
  readonly rows: Int32Array;
  /** Of each term that is looked for: its column and its key. */
  readonly wanted: readonly { readonly column: number; readonly key: number }[];
  readonly found: Int32Array;
  readonly places: Int32Array;
  readonly hitEnds: Int32Array;
  hits: Uint16Array;
  holding: number;
  /** For each row of a part its number among those that may be ranked, from 1 on; 0 for no such row. */
  readonly numbers: Uint16Array;
  /** By that number: how many hits there are, then where the next one goes. */
  readonly next: Int32Array;
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
  const counting: Counting = {
    memory,
    rows,
    wanted: wantedOf(terms),
    found: new Int32Array(terms.length),
    places: new Int32Array(rows.length),
    hitEnds: new Int32Array(rows.length),
    hits: new Uint16Array(rows.length),
    holding: 0,
    numbers: new Uint16Array(rowsPerPart),
    next: new Int32Array(rowsPerPart + 1),
  };
  await inSlices({
    count: rows.length,
    work: (from, end) => {
      let place = from;
      while (place < end) place = countPart(counting, place);
      return place;
    },
  });
  const { found, places, hits, hitEnds, holding } = counting;
  return {
    memory,
    rows,
    places: places.subarray(0, holding),
    hits,
    hitEnds: hitEnds.subarray(0, holding),
    found,
    columns: terms.length,
  };
}

/** Of two terms with one key the later stands for both. */
function wantedOf(terms: readonly string[]): Counting['wanted'] {
  const keys = terms.map(termKey);
  return keys.flatMap((key, column) => (keys.lastIndexOf(key) === column ? [{ column, key }] : []));
}

/** Counts from `first` of the rows on to the end of its part, and returns where that is. */
function countPart(counting: Counting, first: number): number {
  const { memory, rows, wanted, found, numbers, next } = counting;
  const part = Math.floor((rows[first] ?? 0) / rowsPerPart);
  const start = part * rowsPerPart;
  let end = first;
  for (; end < rows.length && (rows[end] ?? 0) < start + rowsPerPart; end += 1) {
    numbers[(rows[end] ?? 0) - start] = end - first + 1;
  }
  next.fill(0, 0, end - first + 1);
  const held = wanted.map(({ column, key }) => ({ column, holders: memory.terms.holders({ part, key }) }));
  for (const { column, holders } of held) {
    let count = 0;
    for (let at = 0; at < holders.length; at += 1) {
      const number = numbers[(holders[at] ?? 0) >>> 5] ?? 0;
      next[number] = (next[number] ?? 0) + 1;
      if (number > 0) count += 1;
    }
    found[column] = (found[column] ?? 0) + count;
  }
  notePlaces({ counting, first, end });
  for (const { column, holders } of held) {
    const { hits } = counting;
    for (let at = 0; at < holders.length; at += 1) {
      const holder = holders[at] ?? 0;
      const number = numbers[holder >>> 5] ?? 0;
      if (number === 0) continue;
      const hit = next[number] ?? 0;
      hits[hit] = column * 32 + (holder & 31);
      next[number] = hit + 1;
    }
  }
  for (let place = first; place < end; place += 1) numbers[(rows[place] ?? 0) - start] = 0;
  return end;
}

/** Notes the rows that hold a word with where their hits end, and makes room for these. */
function notePlaces({ counting, first, end }: { counting: Counting; first: number; end: number }): void {
  const { places, hitEnds, next, hits } = counting;
  let { holding } = counting;
  let hitEnd = hitEnds[holding - 1] ?? 0;
  for (let number = 1; number <= end - first; number += 1) {
    const count = next[number] ?? 0;
    next[number] = hitEnd;
    if (count === 0) continue;
    hitEnd += count;
    places[holding] = first + number - 1;
    hitEnds[holding] = hitEnd;
    holding += 1;
  }
  counting.holding = holding;
  if (hitEnd <= hits.length) return;
  counting.hits = new Uint16Array(Math.max(hitEnd, 2 * hits.length));
  counting.hits.set(hits);
}
