import type { Comparison } from './field.ts';

/** People round; a twentieth of the sum is more than rounding. */
const leastShare = 0.05;
/** A sum so much smaller or larger is no version of this one. */
const mostTimes = 10;

/** A deal that is not priced yet holds nothing, or nought, and contradicts nothing. */
export function compareAmount({
  statement,
  value,
}: {
  statement: { readonly value: string };
  value: string;
}): Comparison {
  const held = Number(value);
  const said = Number(statement.value);
  if (!Number.isFinite(held) || !Number.isFinite(said) || held <= 0) return 'neither';
  if (said * mostTimes < held || said > held * mostTimes) return 'neither';
  return Math.abs(said - held) / held > leastShare ? 'contradicts' : 'agrees';
}
