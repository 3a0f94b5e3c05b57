import type { Counted } from './count-words.ts';
import type { Documents } from './gather-documents.ts';
import { inSlices } from './in-slices.ts';

/** In a call of fewer rows a word that stands in each of them may well be said in each. */
const fewestRows = 4;
const countBits = 5;
const countMask = (1 << countBits) - 1;

/**
 * The same count without what stands in every row of a call, as the words of its title do: they tell of the call, and
 * would make a greeting in it as good a place as the one where the matter is spoken of. Counts may become 0.
 */
export async function withoutTitles({
  counted,
  documents,
}: {
  counted: Counted;
  documents: Documents;
}): Promise<Counted> {
  const { rowsOf, order, ends } = documents;
  const taking: Taking = {
    counted,
    order,
    hits: counted.hits.slice(),
    holding: new Uint32Array(counted.columns),
    least: new Uint32Array(counted.columns),
  };
  let number = 0;
  await inSlices({
    count: order.length,
    work: (from, end) => {
      let start = from;
      for (; start < end; number += 1) {
        const next = ends[number] ?? 0;
        const rows = rowsOf[number] ?? 0;
        // Where some rows hold no word at all, no word is in each of them.
        if (next - start === rows && rows >= fewestRows && isCall({ counted, order, start })) {
          takeFromDocument({ taking, start, end: next });
        }
        start = next;
      }
      return start;
    },
  });
  return { ...counted, hits: taking.hits };
}

interface Taking {
  readonly counted: Counted;
  readonly order: Int32Array;
  readonly hits: Uint16Array;
  /** In how many rows of a document each word stands, and how often at least. */
  readonly holding: Uint32Array;
  readonly least: Uint32Array;
}

interface Stretch {
  readonly taking: Taking;
  readonly start: number;
  readonly end: number;
}

function isCall({ counted, order, start }: { counted: Counted; order: Int32Array; start: number }): boolean {
  const { memory, rows, places } = counted;
  return memory.isOfCall(rows[places[order[start] ?? 0] ?? 0] ?? 0);
}

function takeFromDocument({ taking, start, end }: Stretch): void {
  const { hits, holding, least } = taking;
  holding.fill(0);
  least.fill(countMask);
  eachHit({ taking, start, end }, (hit) => {
    const column = (hits[hit] ?? 0) >>> countBits;
    holding[column] = (holding[column] ?? 0) + 1;
    least[column] = Math.min(least[column] ?? 0, (hits[hit] ?? 0) & countMask);
  });
  eachHit({ taking, start, end }, (hit) => {
    const column = (hits[hit] ?? 0) >>> countBits;
    if (holding[column] === end - start) hits[hit] = (hits[hit] ?? 0) - (least[column] ?? 0);
  });
}

function eachHit({ taking: { counted, order }, start, end }: Stretch, work: (hit: number) => void): void {
  const { hitEnds } = counted;
  for (let next = start; next < end; next += 1) {
    const at = order[next] ?? 0;
    const hitEnd = hitEnds[at] ?? 0;
    for (let hit = at === 0 ? 0 : (hitEnds[at - 1] ?? 0); hit < hitEnd; hit += 1) work(hit);
  }
}
