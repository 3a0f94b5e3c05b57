import type { Counted } from './count-words.ts';
import { type Documents, documentEnd } from './gather-documents.ts';
import { inSlices } from './in-slices.ts';
import { normOf, weighWord } from './weigh-words.ts';

/**
 * BM25 of each place that holds a word of the question. A word that stands in every row of a document, as those of its
 * title do, tells of the document and not of the place: there a short row gains nothing by being short.
 */
export async function scoreOwn({
  counted,
  documents,
  weights,
}: {
  counted: Counted;
  documents: Documents;
  weights: Float64Array;
}): Promise<Float32Array> {
  const { memory, rows, places, hits, hitEnds, columns } = counted;
  const { numbers, rowsOf, order } = documents;
  const average = averageLength({ documents, rows });
  const holding = new Uint32Array(columns);
  const scores = new Float32Array(places.length);
  const normOfDocument = normOf(1);
  function scorePlace(at: number, all: number): number {
    const norm = normOf((memory.lengths[rows[places[at] ?? 0] ?? 0] ?? 0) / average);
    const hitEnd = hitEnds[at] ?? 0;
    let score = 0;
    for (let hit = at === 0 ? 0 : (hitEnds[at - 1] ?? 0); hit < hitEnd; hit += 1) {
      const column = (hits[hit] ?? 0) >>> 5;
      const isOfDocument = all > 1 && holding[column] === all;
      score += (weights[column] ?? 0) * weighWord((hits[hit] ?? 0) & 31, isOfDocument ? normOfDocument : norm);
    }
    return score;
  }
  await inSlices({
    count: order.length,
    work: (from, end) => {
      let start = from;
      while (start < end) {
        const next = documentEnd({ places, documents, start });
        const all = rowsOf[numbers[places[order[start] ?? 0] ?? 0] ?? 0] ?? 0;
        // Where some rows of the document hold no word at all, no word is in each of them.
        const isFull = all > 1 && next - start === all;
        if (isFull) countHolding({ counted, order: order.subarray(start, next), holding });
        for (; start < next; start += 1) scores[order[start] ?? 0] = scorePlace(order[start] ?? 0, isFull ? all : 0);
      }
      return start;
    },
  });
  return scores;
}

/** In how many rows of a document each word stands. */
function countHolding({
  counted: { hits, hitEnds },
  order,
  holding,
}: {
  counted: Counted;
  order: Int32Array;
  holding: Uint32Array;
}): void {
  holding.fill(0);
  for (const at of order) {
    const hitEnd = hitEnds[at] ?? 0;
    for (let hit = at === 0 ? 0 : (hitEnds[at - 1] ?? 0); hit < hitEnd; hit += 1) {
      const column = (hits[hit] ?? 0) >>> 5;
      holding[column] = (holding[column] ?? 0) + 1;
    }
  }
}

function averageLength({ documents: { lengths }, rows }: { documents: Documents; rows: Int32Array }): number {
  let total = 0;
  for (let number = 0; number < lengths.length; number += 1) total += lengths[number] ?? 0;
  return Math.max(1, total / rows.length);
}
