import type { Counted } from './count-words.ts';
import { inSlices } from './in-slices.ts';

/** The documents of the rows that may be ranked, numbered from 0 on as they come: no other takes room. */
export interface Documents {
  readonly count: number;
  /** The number of the document of each row. */
  readonly numbers: Int32Array;
  /** How many of the rows are of each document, and how long they are together. */
  readonly rowsOf: Uint32Array;
  readonly lengths: Float64Array;
  /** Indexes into the places that hold a word, those of one document beside each other. */
  readonly order: Int32Array;
}

/** Numbers the documents and brings the places of each together. */
export async function gatherDocuments({ memory, rows, places }: Counted): Promise<Documents> {
  const { documents, lengths: rowLengths } = memory;
  const numbers = new Int32Array(rows.length);
  const rowsOf = new Uint32Array(rows.length);
  const lengths = new Float64Array(rows.length);
  const numberOf = numberDocuments(rows.length);
  let count = 0;
  await inSlices({
    count: rows.length,
    work: (from, end) => {
      for (let place = from; place < end; place += 1) {
        const row = rows[place] ?? 0;
        const number = numberOf(documents[row] ?? 0);
        if (number === count) count += 1;
        numbers[place] = number;
        rowsOf[number] = (rowsOf[number] ?? 0) + 1;
        lengths[number] = (lengths[number] ?? 0) + (rowLengths[row] ?? 0);
      }
      return end;
    },
  });
  const order = await orderPlaces({ numbers, places, count });
  return { count, numbers, rowsOf: rowsOf.subarray(0, count), lengths: lengths.subarray(0, count), order };
}

/** A table of hashes with room for twice the documents there can be. */
function numberDocuments(most: number): (document: number) => number {
  const bits = Math.max(1, 33 - Math.clz32(most));
  const mask = 2 ** bits - 1;
  const known = new Int32Array(mask + 1);
  const numbers = new Int32Array(mask + 1);
  let count = 0;
  let [lastDocument, lastNumber] = [-1, 0];
  return (document) => {
    if (document === lastDocument) return lastNumber;
    let slot = Math.imul(document, 0x9e3779b1) >>> (32 - bits);
    while (known[slot] !== 0 && known[slot] !== document + 1) slot = (slot + 1) & mask;
    if (known[slot] === 0) {
      known[slot] = document + 1;
      numbers[slot] = count;
      count += 1;
    }
    lastDocument = document;
    lastNumber = numbers[slot] ?? 0;
    return lastNumber;
  };
}

async function orderPlaces({
  numbers,
  places,
  count,
}: {
  numbers: Int32Array;
  places: Int32Array;
  count: number;
}): Promise<Int32Array> {
  const nextOf = new Int32Array(count + 1);
  const order = new Int32Array(places.length);
  await inSlices({
    count: places.length,
    work: (from, end) => {
      for (let at = from; at < end; at += 1) {
        const after = (numbers[places[at] ?? 0] ?? 0) + 1;
        nextOf[after] = (nextOf[after] ?? 0) + 1;
      }
      return end;
    },
  });
  for (let number = 1; number <= count; number += 1) nextOf[number] = (nextOf[number] ?? 0) + (nextOf[number - 1] ?? 0);
  await inSlices({
    count: places.length,
    work: (from, end) => {
      for (let at = from; at < end; at += 1) {
        const number = numbers[places[at] ?? 0] ?? 0;
        const next = nextOf[number] ?? 0;
        order[next] = at;
        nextOf[number] = next + 1;
      }
      return end;
    },
  });
  return order;
}

/** Where the places of the document end that begins at `start` of the order. */
export function documentEnd({
  places,
  documents: { numbers, order },
  start,
}: {
  places: Int32Array;
  documents: Documents;
  start: number;
}): number {
  const number = numbers[places[order[start] ?? 0] ?? 0];
  let end = start + 1;
  while (end < order.length && numbers[places[order[end] ?? 0] ?? 0] === number) end += 1;
  return end;
}
