/** A deal with its amount and the chance that it brings it. */
export interface Chance {
  readonly amountMinor: number;
  readonly chance: number;
}

/** The sum is told apart by steps of a thousandth of all amounts. */
const steps = 1000;

/**
 * The chances of the sum of amounts that each come or do not come, by itself: one after the other is folded into it,
 * which is exact but for the width of a step. The place times `stepMinor` is the sum.
 */
export function spreadOfSum(deals: readonly Chance[]): { chances: Float64Array; stepMinor: number } {
  const total = deals.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const stepMinor = Math.max(1, Math.ceil(total / steps));
  const widths = deals.map(({ amountMinor }) => Math.round(amountMinor / stepMinor));
  const chances = new Float64Array(widths.reduce((sum, width) => sum + width, 0) + 1);
  chances[0] = 1;
  let reached = 0;
  for (const [place, { chance }] of deals.entries()) {
    const width = widths[place] ?? 0;
    if (width === 0 || chance === 0) continue;
    reached += width;
    for (let sum = reached; sum >= 0; sum -= 1) {
      const without = (chances[sum] ?? 0) * (1 - chance);
      chances[sum] = without + (sum >= width ? (chances[sum - width] ?? 0) * chance : 0);
    }
  }
  return { chances, stepMinor };
}

/** The smallest place up to which lies that share of the chances. */
export function placeOfShare(chances: Float64Array, share: number): number {
  let sum = 0;
  for (const [place, chance] of chances.entries()) {
    sum += chance;
    if (sum >= share - 1e-12) return place;
  }
  return chances.length - 1;
}
