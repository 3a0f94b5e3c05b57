import type { Counted } from './count-words.ts';
import { inSlices } from './in-slices.ts';
import { weighWords } from './weigh-words.ts';

/** So many rows before and after one count as around it, as far as they are of its document and may be ranked. */
const reach = 3;

interface Stretches {
  /** For each place that holds a word: the first place of the stretch around it, and where it ends. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lengths: Uint32Array;
  /** The lengths of the stretches of all rows, summed. */
  readonly total: number;
}

/**
 * BM25 of the rows around each place that holds a word of the question, itself among them: what a question is about is
 * seldom said in one breath. A stretch of rows slides over all of them, with the sums of what stands in it.
 */
export async function scoreAround({
  counted,
  weights,
}: {
  counted: Counted;
  weights: Float64Array;
}): Promise<Float32Array> {
  const { rows, places, hits, hitEnds, columns } = counted;
  const { starts, ends, lengths, total } = await findStretches(counted);
  const average = total / rows.length;
  const scores = new Float32Array(places.length);
  const counts = new Uint32Array(columns);
  function move(at: number, sign: 1 | -1): void {
    const hitEnd = hitEnds[at] ?? 0;
    for (let hit = at === 0 ? 0 : (hitEnds[at - 1] ?? 0); hit < hitEnd; hit += 1) {
      const column = (hits[hit] ?? 0) >>> 5;
      counts[column] = (counts[column] ?? 0) + sign * ((hits[hit] ?? 0) & 31);
    }
  }
  const window = { first: 0, next: 0 };
  await inSlices({
    count: places.length,
    work: (from, end) => {
      let { first, next } = window;
      for (let at = from; at < end; at += 1) {
        for (; (places[first] ?? 0) < (starts[at] ?? 0); first += 1) move(first, -1);
        for (; next < places.length && (places[next] ?? 0) < (ends[at] ?? 0); next += 1) move(next, 1);
        scores[at] = weighWords({ counts, weights, length: lengths[at] ?? 0, average });
      }
      Object.assign(window, { first, next });
      return end;
    },
  });
  return scores;
}

async function findStretches({ memory, rows, places }: Counted): Promise<Stretches> {
  const { documents, lengths: rowLengths } = memory;
  const starts = new Int32Array(places.length);
  const ends = new Int32Array(places.length);
  const lengths = new Uint32Array(places.length);
  const window = { first: 0, next: 0, length: 0, total: 0, at: 0 };
  await inSlices({
    count: rows.length,
    work: (from, end) => {
      let { first, next, length, total, at } = window;
      for (let place = from; place < end; place += 1) {
        const row = rows[place] ?? 0;
        const document = documents[row];
        for (; first < place; first += 1) {
          const before = rows[first] ?? 0;
          if (row - before <= reach && documents[before] === document) break;
          length -= rowLengths[before] ?? 0;
        }
        for (; next < rows.length; next += 1) {
          const after = rows[next] ?? 0;
          if (after - row > reach || documents[after] !== document) break;
          length += rowLengths[after] ?? 0;
        }
        total += length;
        if (places[at] !== place) continue;
        starts[at] = first;
        ends[at] = next;
        lengths[at] = length;
        at += 1;
      }
      Object.assign(window, { first, next, length, total, at });
      return end;
    },
  });
  return { starts, ends, lengths, total: window.total };
}
