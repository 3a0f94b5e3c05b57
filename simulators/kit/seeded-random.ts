/** Numbers that look random and are the same for the same seed; `position` lets a restarted program go on. */
export interface SeededRandom {
  /** From 0 up to, and without, 1. */
  next(): number;
  /** A whole number from 0 up to, and without, the limit. */
  integer(limit: number): number;
  position(): number;
}

export function createSeededRandom({ seed, position }: { seed: string; position?: number | undefined }): SeededRandom {
  let state = position ?? hashSeed(seed);
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  return { next, integer: (limit) => Math.floor(next() * limit), position: () => state };
}

function hashSeed(seed: string): number {
  let hash = 2_166_136_261;
  for (const character of seed) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  }
  return hash;
}
