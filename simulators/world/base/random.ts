/** Numbers that look random and are the same for the same seed. A fork draws from its own row, so that a change in one part moves no other. */
export interface Random {
  readonly fraction: () => number;
  /** From the first to the second, both included. */
  readonly integer: (minimum: number, maximum: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly shuffle: <Item>(items: readonly Item[]) => Item[];
  readonly fork: (name: string) => Random;
}

export function createRandom(seed: string): Random {
  const fraction = createSequence(seed);
  function integer(minimum: number, maximum: number): number {
    return minimum + Math.floor(fraction() * (maximum - minimum + 1));
  }
  function pick<Item>(items: readonly Item[]): Item {
    const item = items[integer(0, items.length - 1)];
    if (item === undefined) {
      throw new Error(`Expected at least one item to pick from (seed "${seed}"), found none.`);
    }
    return item;
  }
  function shuffle<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => ({ item, order: fraction() }))
      .toSorted((left, right) => left.order - right.order)
      .map(({ item }) => item);
  }
  return {
    fraction,
    integer,
    chance: (probability) => fraction() < probability,
    pick,
    shuffle,
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

/** A hash of the seed (FNV-1a) starts a 32-bit generator (mulberry32). */
function createSequence(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
