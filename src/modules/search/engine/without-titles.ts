import type { Counted } from './count-words.ts';
import type { Documents } from './gather-documents.ts';
import { inSlices } from './in-slices.ts';
import { termKey } from './terms.ts';

const countBits = 5;
const countMask = (1 << countBits) - 1;

/**
 * The same count without the words of titles, which stand in every row of a call: they tell of the call, and would make
 * a greeting in it as good a place as the one where the matter is spoken of. Counts may become 0.
 */
export async function withoutTitles({
  counted,
  documents,
  terms,
}: {
  counted: Counted;
  documents: Documents;
  /** The words of the question, in the order of the columns. */
  terms: readonly string[];
}): Promise<Counted> {
  const { order, ends } = documents;
  const hits = counted.hits.slice();
  const ofTitle = new Uint8Array(counted.columns);
  const columns = new Map(terms.map((term, column) => [termKey(term), column]));
  let number = 0;
  await inSlices({
    count: order.length,
    work: (from, end) => {
      let start = from;
      for (; start < end; number += 1) {
        const next = ends[number] ?? 0;
        if (next > start && readTitle({ counted, columns, ofTitle, at: order[start] ?? 0 })) {
          for (const at of order.subarray(start, next)) takeFrom({ counted, hits, ofTitle, at });
        }
        start = next;
      }
      return start;
    },
  });
  return { ...counted, hits };
}

/** Sets how often each word of the question stands in the title of a place; returns whether one does. */
function readTitle({
  counted: { memory, rows, places },
  columns,
  ofTitle,
  at,
}: {
  counted: Counted;
  columns: ReadonlyMap<number, number>;
  ofTitle: Uint8Array;
  at: number;
}): boolean {
  ofTitle.fill(0);
  let isAny = false;
  for (const packed of memory.titleOf(rows[places[at] ?? 0] ?? 0)) {
    const column = columns.get((packed & ~countMask) >>> 0);
    if (column === undefined) continue;
    ofTitle[column] = packed & countMask;
    isAny = true;
  }
  return isAny;
}

function takeFrom({
  counted: { hitEnds },
  hits,
  ofTitle,
  at,
}: {
  counted: Counted;
  hits: Uint16Array;
  ofTitle: Uint8Array;
  at: number;
}): void {
  const end = hitEnds[at] ?? 0;
  for (let hit = at === 0 ? 0 : (hitEnds[at - 1] ?? 0); hit < end; hit += 1) {
    const one = hits[hit] ?? 0;
    hits[hit] = one - Math.min(one & countMask, ofTitle[one >>> countBits] ?? 0);
  }
}
