import type { Counted } from './count-words.ts';
import { weighWords } from './weigh-words.ts';

/** So many rows before and after one count as around it, as far as they are of its document and may be ranked. */
const reach = 3;

/** BM25 of the rows around each row that holds a word of the question, itself among them: a matter is seldom said once. */
export function scoreAround({ counted, own }: { counted: Counted; own: Float32Array }): Float32Array {
  const { rows, columns, weights } = counted;
  const lengths = new Float32Array(rows.length);
  slide({
    counted,
    visit: ({ place, length }) => {
      lengths[place] = length;
    },
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / rows.length;
  const around = new Float32Array(rows.length);
  const sums = new Float64Array(columns);
  slide({
    counted,
    visit: ({ place, from, end, length }) => {
      if (own[place] === 0) return;
      sums.fill(0);
      for (let other = from; other < end; other += 1) {
        if (own[other] === 0) continue;
        for (let column = 0; column < columns; column += 1) {
          sums[column] = (sums[column] ?? 0) + (counted.counts[other * columns + column] ?? 0);
        }
      }
      around[place] = weighWords({ counts: sums, from: 0, weights, length, average });
    },
  });
  return around;
}

interface Stretch {
  readonly place: number;
  /** The first place around it, and the one after the last. */
  readonly from: number;
  readonly end: number;
  readonly length: number;
}

function slide({ counted: { memory, rows }, visit }: { counted: Counted; visit: (stretch: Stretch) => void }): void {
  const { documents, lengths } = memory;
  let from = 0;
  let end = 0;
  let length = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    const document = documents[row];
    while (from < place && (row - (rows[from] ?? 0) > reach || documents[rows[from] ?? 0] !== document)) {
      length -= lengths[rows[from] ?? 0] ?? 0;
      from += 1;
    }
    while (end < rows.length && (rows[end] ?? 0) - row <= reach && documents[rows[end] ?? 0] === document) {
      length += lengths[rows[end] ?? 0] ?? 0;
      end += 1;
    }
    visit({ place, from, end, length });
  }
}
