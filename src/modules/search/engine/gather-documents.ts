import type { Counted } from './count-words.ts';
import { inSlices } from './in-slices.ts';

/** The documents of the rows that may be ranked, numbered from 0 on as they come: no other takes room. */
export interface Documents {
  readonly count: number;
  /** How many of the rows are of each document, and how long they are together. */
  readonly rowsOf: Uint32Array;
  readonly lengths: Float64Array;
  /** Indexes into the places that hold a word, those of one document beside each other. */
  readonly order: Int32Array;
  /** For each document where its places end in the order. */
  readonly ends: Int32Array;
}

/** Numbers the documents and brings the places of each together. */
export async function gatherDocuments(counted: Counted): Promise<Documents> {
  const { memory, rows, places } = counted;
  const most = Math.min(rows.length, memory.documentCount);
  const gathering: Gathering = {
    counted,
    numbering: numberingFor(most),
    rowsOf: new Uint32Array(most),
    lengths: new Float64Array(most),
    numbers: new Int32Array(places.length),
    placesOf: new Int32Array(most),
    next: 0,
  };
  await inSlices({ count: rows.length, work: (from, end) => numberRows({ gathering, from, end }) });
  const { count } = gathering.numbering;
  const { numbers, rowsOf, lengths } = gathering;
  const ends = startsOf(gathering.placesOf.subarray(0, count));
  const order = await orderPlaces({ numbers, ends });
  return { count, rowsOf: rowsOf.subarray(0, count), lengths: lengths.subarray(0, count), order, ends };
}

interface Gathering {
  readonly counted: Counted;
  readonly numbering: Numbering;
  readonly rowsOf: Uint32Array;
  readonly lengths: Float64Array;
  /** The number of the document of each place that holds a word. */
  readonly numbers: Int32Array;
  /** How many of these each document has. */
  readonly placesOf: Int32Array;
  /** Which of the places that hold a word comes next. */
  next: number;
}

/** Rows of one document mostly stand beside each other: its number is looked up once for all of these. */
function numberRows({ gathering, from, end }: { gathering: Gathering; from: number; end: number }): number {
  const { counted, numbering, rowsOf, lengths, numbers, placesOf } = gathering;
  const { memory, rows, places } = counted;
  const { documents, lengths: rowLengths } = memory;
  let { next } = gathering;
  let place = from;
  while (place < end) {
    const document = documents[rows[place] ?? 0] ?? 0;
    const number = numberOf(numbering, document);
    const first = place;
    let length = 0;
    for (; place < rows.length && documents[rows[place] ?? 0] === document; place += 1) {
      length += rowLengths[rows[place] ?? 0] ?? 0;
    }
    rowsOf[number] = (rowsOf[number] ?? 0) + place - first;
    lengths[number] = (lengths[number] ?? 0) + length;
    const firstHeld = next;
    for (; next < places.length && (places[next] ?? 0) < place; next += 1) numbers[next] = number;
    placesOf[number] = (placesOf[number] ?? 0) + next - firstHeld;
  }
  gathering.next = next;
  return place;
}

/** A table of hashes with room for twice the documents there can be. */
interface Numbering {
  readonly bits: number;
  readonly known: Int32Array;
  readonly numbers: Int32Array;
  count: number;
}

function numberingFor(most: number): Numbering {
  const bits = Math.max(1, 33 - Math.clz32(most));
  return { bits, known: new Int32Array(2 ** bits), numbers: new Int32Array(2 ** bits), count: 0 };
}

function numberOf(numbering: Numbering, document: number): number {
  const { bits, known, numbers } = numbering;
  let slot = Math.imul(document, 0x9e3779b1) >>> (32 - bits);
  while (known[slot] !== 0 && known[slot] !== document + 1) slot = (slot + 1) & (known.length - 1);
  if (known[slot] === 0) {
    known[slot] = document + 1;
    numbers[slot] = numbering.count;
    numbering.count += 1;
  }
  return numbers[slot] ?? 0;
}

/** Turns how many places each document has into where they start. */
function startsOf(placesOf: Int32Array): Int32Array {
  let start = 0;
  for (let number = 0; number < placesOf.length; number += 1) {
    const held = placesOf[number] ?? 0;
    placesOf[number] = start;
    start += held;
  }
  return placesOf;
}

/** Moves each end from where the places of its document start to where they end. */
async function orderPlaces({ numbers, ends }: { numbers: Int32Array; ends: Int32Array }): Promise<Int32Array> {
  const order = new Int32Array(numbers.length);
  await inSlices({
    count: numbers.length,
    work: (from, end) => {
      for (let at = from; at < end; at += 1) {
        const number = numbers[at] ?? 0;
        const next = ends[number] ?? 0;
        order[next] = at;
        ends[number] = next + 1;
      }
      return end;
    },
  });
  return order;
}
