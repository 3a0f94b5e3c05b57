import type { Counted } from './count-words.ts';
import type { Documents } from './gather-documents.ts';
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
  const { rowsOf, order, ends } = documents;
  const scoring: Scoring = {
    counted,
    order,
    weights,
    average: averageLength({ documents, rows: counted.rows }),
    scores: new Float32Array(counted.places.length),
    holding: new Uint32Array(counted.columns),
  };
  let number = 0;
  await inSlices({
    count: order.length,
    work: (from, end) => {
      let start = from;
      for (; start < end; number += 1) {
        const next = ends[number] ?? 0;
        if (next > start) scoreDocument({ scoring, start, end: next, rows: rowsOf[number] ?? 0 });
        start = next;
      }
      return start;
    },
  });
  return scoring.scores;
}

interface Scoring {
  readonly counted: Counted;
  readonly order: Int32Array;
  readonly weights: Float64Array;
  readonly average: number;
  readonly scores: Float32Array;
  /** In how many rows of the document each word stands. */
  readonly holding: Uint32Array;
}

/** The places of a document, which has so many rows in all. */
function scoreDocument({
  scoring,
  start,
  end,
  rows: all,
}: {
  scoring: Scoring;
  start: number;
  end: number;
  rows: number;
}): void {
  const { counted, order, weights, average, scores, holding } = scoring;
  const { memory, rows, places, hits, hitEnds } = counted;
  const { lengths } = memory;
  // Where some rows of the document hold no word at all, no word is in each of them.
  const isFull = all > 1 && end - start === all;
  if (isFull) countHolding({ scoring, start, end });
  const normOfDocument = normOf(1);
  for (let next = start; next < end; next += 1) {
    const at = order[next] ?? 0;
    const norm = normOf((lengths[rows[places[at] ?? 0] ?? 0] ?? 0) / average);
    const hitEnd = hitEnds[at] ?? 0;
    let score = 0;
    for (let hit = at === 0 ? 0 : (hitEnds[at - 1] ?? 0); hit < hitEnd; hit += 1) {
      const column = (hits[hit] ?? 0) >>> 5;
      const isOfDocument = isFull && holding[column] === all;
      score += (weights[column] ?? 0) * weighWord((hits[hit] ?? 0) & 31, isOfDocument ? normOfDocument : norm);
    }
    scores[at] = score;
  }
}

function countHolding({ scoring, start, end }: { scoring: Scoring; start: number; end: number }): void {
  const { counted, order, holding } = scoring;
  const { hits, hitEnds } = counted;
  holding.fill(0);
  for (let next = start; next < end; next += 1) {
    const at = order[next] ?? 0;
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
