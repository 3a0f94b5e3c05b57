/** A seeded stream of numbers in [0, 1) (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Gives each group a fold, by a seeded shuffle of the sorted group names; returns the fold of each member. */
export function foldsOf(groups: readonly string[], options: { folds: number; seed: number }): number[] {
  const names = [...new Set(groups)].sort();
  const random = randomFrom(options.seed);
  for (let place = names.length - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    const held = names[place] ?? '';
    names[place] = names[other] ?? '';
    names[other] = held;
  }
  const foldOf = new Map(names.map((name, index) => [name, index % options.folds]));
  return groups.map((group) => foldOf.get(group) ?? 0);
}
