const rowBits = 11;
const countBits = 5;
const digitBits = 9;
const largestCount = (1 << countBits) - 1;

/** So many rows are a part: the number of a row in its part and how often a term stands there fit into 16 bits. */
export const rowsPerPart = 1 << rowBits;

/** For each of its terms, in order, the rows that hold it, end to end. */
interface Part {
  /** Without the bits for how often. */
  readonly terms: Uint32Array;
  readonly ends: Uint32Array;
  readonly holders: Uint16Array;
}

const none = new Uint16Array();

/**
 * Which rows hold a term and how often, for rows that come one after the other. A question looks at the rows that hold
 * its terms, and passes by all else that was said.
 */
export class TermIndex {
  readonly #full: Part[] = [];
  /** The packed terms of the rows that do not fill a part yet, and these as a part once they are asked about. */
  #rest: Uint32Array[] = [];
  #packedRest: Part | null = null;

  /** The next row, by its packed terms. */
  add(packedTerms: Uint32Array): void {
    this.#rest.push(packedTerms);
    this.#packedRest = null;
    if (this.#rest.length < rowsPerPart) return;
    this.#full.push(pack(this.#rest));
    this.#rest = [];
  }

  /** The rows of a part that hold the term of this key, in order: `row in the part * 32 + how often`. */
  holders({ part, key }: { part: number; key: number }): Uint16Array {
    const { terms, ends, holders } = this.#full[part] ?? (this.#packedRest ??= pack(this.#rest));
    const term = key >>> countBits;
    const at = placeIn(terms, term);
    return terms[at] === term ? holders.subarray(at === 0 ? 0 : ends[at - 1], ends[at]) : none;
  }

  /** The packed terms of each row of a part, as they were added. */
  read(part: number): Uint32Array[] {
    const full = this.#full[part];
    return full === undefined ? this.#rest : unpack(full);
  }
}

function pack(rows: readonly Uint32Array[]): Part {
  const { packed, holders } = sortByTerm(layOut(rows));
  const terms = new Uint32Array(packed.length);
  const ends = new Uint32Array(packed.length);
  let count = 0;
  for (let at = 0; at < packed.length; at += 1) {
    const term = (packed[at] ?? 0) >>> countBits;
    if (at === 0 || terms[count - 1] !== term) {
      terms[count] = term;
      count += 1;
    }
    ends[count - 1] = at + 1;
  }
  return { terms: terms.slice(0, count), ends: ends.slice(0, count), holders };
}

interface Laid {
  readonly packed: Uint32Array;
  readonly holders: Uint16Array;
}

function layOut(rows: readonly Uint32Array[]): Laid {
  const count = rows.reduce((sum, { length }) => sum + length, 0);
  const packed = new Uint32Array(count);
  const holders = new Uint16Array(count);
  let at = 0;
  rows.forEach((own, row) => {
    for (const one of own) {
      packed[at] = one;
      holders[at] = (row << countBits) + (one & largestCount);
      at += 1;
    }
  });
  return { packed, holders };
}

/** By nine bits of the term after the other, each time in the order of before: rows stay in theirs. */
function sortByTerm(given: Laid): Laid {
  let from = given;
  let to: Laid = { packed: new Uint32Array(given.packed.length), holders: new Uint16Array(given.packed.length) };
  for (let shift = countBits; shift < 32; shift += digitBits) {
    sortByDigit({ from, to, shift });
    [from, to] = [to, from];
  }
  return from;
}

function sortByDigit({ from, to, shift }: { from: Laid; to: Laid; shift: number }): void {
  const { packed, holders } = from;
  const { packed: toPacked, holders: toHolders } = to;
  const next = new Uint32Array(2 ** digitBits + 1);
  const mask = 2 ** digitBits - 1;
  for (let at = 0; at < packed.length; at += 1) {
    const after = (((packed[at] ?? 0) >>> shift) & mask) + 1;
    next[after] = (next[after] ?? 0) + 1;
  }
  for (let digit = 1; digit <= mask; digit += 1) next[digit] = (next[digit] ?? 0) + (next[digit - 1] ?? 0);
  for (let at = 0; at < packed.length; at += 1) {
    const one = packed[at] ?? 0;
    const digit = (one >>> shift) & mask;
    const place = next[digit] ?? 0;
    toPacked[place] = one;
    toHolders[place] = holders[at] ?? 0;
    next[digit] = place + 1;
  }
}

function unpack({ terms, ends, holders }: Part): Uint32Array[] {
  const rows: number[][] = Array.from({ length: rowsPerPart }, () => []);
  let at = 0;
  terms.forEach((term, place) => {
    for (; at < (ends[place] ?? 0); at += 1) {
      const holder = holders[at] ?? 0;
      rows[holder >>> countBits]?.push(term * (1 << countBits) + (holder & largestCount));
    }
  });
  return rows.map((row) => Uint32Array.from(row));
}

/** Where the term stands, or would. */
function placeIn(terms: Uint32Array, term: number): number {
  let [first, end] = [0, terms.length];
  while (first < end) {
    const middle = (first + end) >>> 1;
    if ((terms[middle] ?? 0) < term) first = middle + 1;
    else end = middle;
  }
  return first;
}
