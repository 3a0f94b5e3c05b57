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

const heldAtFirst = 1024;
const none = new Uint16Array();

/** What rows hold, each time with its term and how often, and with its row and how often. */
interface Held {
  readonly packed: Uint32Array;
  readonly holders: Uint16Array;
}

/**
 * Which rows hold a term and how often, for rows that come one after the other. A question looks at the rows that hold
 * its terms, and passes by all else that was said.
 */
export class TermIndex {
  readonly #full: Part[] = [];
  /** The rows that do not fill a part yet; how many they are, and how much they hold. */
  #rest: Held = { packed: new Uint32Array(heldAtFirst), holders: new Uint16Array(heldAtFirst) };
  #restRows = 0;
  #restHeld = 0;
  /** These as a part, once they are asked about. */
  #restPart: Part | null = null;

  /** The next row, by its packed terms. */
  add(packedTerms: Uint32Array): void {
    this.#makeRoom(this.#restHeld + packedTerms.length);
    const { packed, holders } = this.#rest;
    packed.set(packedTerms, this.#restHeld);
    for (let at = this.#restHeld; at < this.#restHeld + packedTerms.length; at += 1) {
      holders[at] = (this.#restRows << countBits) + ((packed[at] ?? 0) & largestCount);
    }
    this.#restHeld += packedTerms.length;
    this.#restRows += 1;
    this.#restPart = null;
    if (this.#restRows < rowsPerPart) return;
    this.#full.push(this.#packRest());
    this.#restRows = 0;
    this.#restHeld = 0;
  }

  /** The rows of a part that hold the term of this key, in order: `row in the part * 32 + how often`. */
  holders({ part, key }: { part: number; key: number }): Uint16Array {
    const { terms, ends, holders } = this.#part(part);
    const term = key >>> countBits;
    const at = placeIn(terms, term);
    return terms[at] === term ? holders.subarray(at === 0 ? 0 : ends[at - 1], ends[at]) : none;
  }

  /** The packed terms of each row of a part, as they were added. */
  read(part: number): Uint32Array[] {
    return unpack(this.#part(part)).slice(0, part < this.#full.length ? rowsPerPart : this.#restRows);
  }

  #part(part: number): Part {
    return this.#full[part] ?? (this.#restPart ??= this.#packRest());
  }

  #packRest(): Part {
    const { packed, holders } = this.#rest;
    return pack({ packed: packed.slice(0, this.#restHeld), holders: holders.slice(0, this.#restHeld) });
  }

  #makeRoom(held: number): void {
    const { packed, holders } = this.#rest;
    if (held <= packed.length) return;
    const room = { packed: new Uint32Array(2 * held), holders: new Uint16Array(2 * held) };
    room.packed.set(packed);
    room.holders.set(holders);
    this.#rest = room;
  }
}

function pack(held: Held): Part {
  const { packed, holders } = sortByTerm(held);
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

/** By nine bits of the term after the other, each time in the order of before: rows stay in theirs. */
function sortByTerm(given: Held): Held {
  let from = given;
  let to: Held = { packed: new Uint32Array(given.packed.length), holders: new Uint16Array(given.packed.length) };
  for (let shift = countBits; shift < 32; shift += digitBits) {
    sortByDigit({ from, to, shift });
    [from, to] = [to, from];
  }
  return from;
}

function sortByDigit({ from, to, shift }: { from: Held; to: Held; shift: number }): void {
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
