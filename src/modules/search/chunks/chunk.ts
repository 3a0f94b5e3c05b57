import type { Side } from '#contracts';

/** A piece that is found as one; its place is its index in the list. */
export interface Chunk {
  readonly fromTurn: number | null;
  readonly toTurn: number | null;
  readonly speakers: readonly string[];
  readonly sides: readonly Side[];
  readonly topics: readonly string[];
  readonly text: string;
  /** Properties of a record whose values are in the text and are kept from some. */
  readonly fields: readonly string[];
  /** Words under which it is found as well, such as the title of its call. */
  readonly alsoFoundBy: readonly string[];
}

const bits: Readonly<Record<Side, number>> = { internal: 1, external: 2, unknown: 4 };

/** Sides as the sum of their bits. */
export function sidesToBits(sides: readonly Side[]): number {
  return [...new Set(sides)].reduce((sum, side) => sum + bits[side], 0);
}

export function bitOf(side: Side): number {
  return bits[side];
}
