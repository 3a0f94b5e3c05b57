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
  total: number;
  /** Which of the places that hold a word comes next. */
  next: number;
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
  const { rows, places, columns } = counted;
  const stretches = await findStretches(counted);
  const sliding: Sliding = {
    counted,
    stretches,
    weights,
    average: stretches.total / rows.length,
    scores: new Float32Array(places.length),
    counts: new Uint32Array(columns),
    first: 0,
    next: 0,
  };
  await inSlices({
    count: places.length,
    work: (from, end) => {
      slide({ sliding, from, end });
      return end;
    },
  });
  return sliding.scores;
}

interface Sliding {
  readonly counted: Counted;
  readonly stretches: Stretches;
  readonly weights: Float64Array;
  readonly average: number;
  readonly scores: Float32Array;
  /** How often each word stands in the stretch: between these two of the places that hold a word. */
  readonly counts: Uint32Array;
  first: number;
  next: number;
}

function slide({ sliding, from, end }: { sliding: Sliding; from: number; end: number }): void {
  const { counted, stretches, weights, average, scores, counts } = sliding;
  const { places, hits, hitEnds } = counted;
  const { starts, ends, lengths } = stretches;
  let { first, next } = sliding;
  let firstHit = first === 0 ? 0 : (hitEnds[first - 1] ?? 0);
  let nextHit = next === 0 ? 0 : (hitEnds[next - 1] ?? 0);
  for (let at = from; at < end; at += 1) {
    const [start, stop] = [starts[at] ?? 0, ends[at] ?? 0];
    for (; (places[first] ?? 0) < start; first += 1) {
      for (const to = hitEnds[first] ?? 0; firstHit < to; firstHit += 1) {
        const column = (hits[firstHit] ?? 0) >>> 5;
        counts[column] = (counts[column] ?? 0) - ((hits[firstHit] ?? 0) & 31);
      }
    }
    for (; next < places.length && (places[next] ?? 0) < stop; next += 1) {
      for (const to = hitEnds[next] ?? 0; nextHit < to; nextHit += 1) {
        const column = (hits[nextHit] ?? 0) >>> 5;
        counts[column] = (counts[column] ?? 0) + ((hits[nextHit] ?? 0) & 31);
      }
    }
    scores[at] = weighWords({ counts, weights, length: lengths[at] ?? 0, average });
  }
  sliding.first = first;
  sliding.next = next;
}

async function findStretches(counted: Counted): Promise<Stretches> {
  const held = counted.places.length;
  const stretches: Stretches = {
    starts: new Int32Array(held),
    ends: new Int32Array(held),
    lengths: new Uint32Array(held),
    total: 0,
    next: 0,
  };
  await inSlices({
    count: counted.rows.length,
    work: (from, end) => {
      let place = from;
      while (place < end) place = stretchAcross({ counted, stretches, from: place });
      return place;
    },
  });
  return stretches;
}

/** The stretches of the rows of one document that stand beside each other from here on; returns where they end. */
function stretchAcross({
  counted: { memory, rows, places },
  stretches,
  from,
}: {
  counted: Counted;
  stretches: Stretches;
  from: number;
}): number {
  const { documents, lengths: rowLengths } = memory;
  const { starts, ends, lengths } = stretches;
  const document = documents[rows[from] ?? 0];
  let { total, next } = stretches;
  let [first, end, length] = [from, from, 0];
  let place = from;
  for (; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    if (place >= end && documents[row] !== document) break;
    for (; row - (rows[first] ?? 0) > reach; first += 1) length -= rowLengths[rows[first] ?? 0] ?? 0;
    for (; end < rows.length; end += 1) {
      const after = rows[end] ?? 0;
      if (after - row > reach || documents[after] !== document) break;
      length += rowLengths[after] ?? 0;
    }
    total += length;
    if (places[next] !== place) continue;
    starts[next] = first;
    ends[next] = end;
    lengths[next] = length;
    next += 1;
  }
  stretches.total = total;
  stretches.next = next;
  return place;
}
