import type { Counted } from './count-words.ts';
import { weighWord } from './weigh-words.ts';

/**
 * BM25 of each place that holds a word of the question. A word that stands in every row of a document, as those of its
 * title do, tells of the document and not of the place: there a short row gains nothing by being short.
 */
export function scoreOwn({ counted, weights }: { counted: Counted; weights: readonly number[] }): Float32Array {
  const { memory, rows, places, counts, columns } = counted;
  const { rowsOf, averageLength } = measureRows(counted);
  const holding = countHolding(counted);
  const scores = new Float32Array(places.length);
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0;
    const row = rows[place] ?? 0;
    const document = memory.documents[row] ?? 0;
    const relativeLength = (memory.lengths[row] ?? 0) / averageLength;
    let score = 0;
    for (let column = 0; column < columns; column += 1) {
      const count = counts[place * columns + column] ?? 0;
      if (count === 0) continue;
      const isEverywhere = holding[document * columns + column] === rowsOf[document];
      const isOfDocument = isEverywhere && (rowsOf[document] ?? 0) > 1;
      score += (weights[column] ?? 0) * weighWord({ count, relativeLength: isOfDocument ? 1 : relativeLength });
    }
    scores[at] = score;
  }
  return scores;
}

function measureRows({ memory, rows }: Counted): { rowsOf: Uint32Array; averageLength: number } {
  const rowsOf = new Uint32Array(memory.documentCount);
  let total = 0;
  for (const row of rows) {
    const document = memory.documents[row] ?? 0;
    rowsOf[document] = (rowsOf[document] ?? 0) + 1;
    total += memory.lengths[row] ?? 0;
  }
  return { rowsOf, averageLength: Math.max(1, total / rows.length) };
}

/** In how many rows of each document each word stands. */
function countHolding({ memory, rows, places, counts, columns }: Counted): Uint32Array {
  const holding = new Uint32Array(memory.documentCount * columns);
  for (const place of places) {
    const document = memory.documents[rows[place] ?? 0] ?? 0;
    for (let column = 0; column < columns; column += 1) {
      const at = document * columns + column;
      if ((counts[place * columns + column] ?? 0) > 0) holding[at] = (holding[at] ?? 0) + 1;
    }
  }
  return holding;
}
