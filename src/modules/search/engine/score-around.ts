import type { Counted } from './count-words.ts';
import { weighWords } from './weigh-words.ts';

/** So many rows before and after one count as around it, as far as they are of its document and may be ranked. */
const reach = 3;

/**
 * BM25 of the rows around each place that holds a word of the question, itself among them: what a question is about is
 * seldom said in one breath. A stretch of rows slides over all of them, with the sums of what stands in it.
 */
export function scoreAround({ counted, weights }: { counted: Counted; weights: readonly number[] }): Float32Array {
  const { rows, places, columns } = counted;
  const lengths = new Float64Array(places.length);
  const sums = new Uint16Array(places.length * columns);
  const total = slide({ counted, lengths, sums });
  const average = total / rows.length;
  const scores = new Float32Array(places.length);
  for (let at = 0; at < places.length; at += 1) {
    scores[at] = weighWords({ counts: sums, from: at * columns, weights, length: lengths[at] ?? 0, average });
  }
  return scores;
}

/** Fills in lengths and sums of the stretch around each place; returns the lengths of the stretches of all rows, summed. */
function slide({
  counted: { memory, rows, places, counts, columns },
  lengths,
  sums,
}: {
  counted: Counted;
  lengths: Float64Array;
  sums: Uint16Array;
}): number {
  const { documents } = memory;
  const here = new Uint16Array(columns);
  const holds = new Uint8Array(rows.length);
  for (const place of places) holds[place] = 1;
  let [from, end, length, total, at] = [0, 0, 0, 0, 0];
  function move(place: number, sign: 1 | -1): void {
    length += sign * (memory.lengths[rows[place] ?? 0] ?? 0);
    if (holds[place] === 0) return;
    for (let column = 0; column < columns; column += 1) {
      here[column] = (here[column] ?? 0) + sign * (counts[place * columns + column] ?? 0);
    }
  }
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    const document = documents[row];
    for (; from < place && (row - (rows[from] ?? 0) > reach || documents[rows[from] ?? 0] !== document); from += 1) {
      move(from, -1);
    }
    for (; end < rows.length && (rows[end] ?? 0) - row <= reach && documents[rows[end] ?? 0] === document; end += 1) {
      move(end, 1);
    }
    total += length;
    if (places[at] !== place) continue;
    lengths[at] = length;
    sums.set(here, at * columns);
    at += 1;
  }
  return total;
}
