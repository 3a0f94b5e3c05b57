import type { Comparison } from './field.ts';

const dayMs = 86_400_000;
/** A close date is an estimate: three weeks apart is another plan. */
const leastDays = 21;

export function compareCloseDate({
  statement,
  value,
}: {
  statement: { readonly sense: string; readonly value: string };
  value: string;
}): Comparison {
  const closesMs = /^\d{11,}$/.test(value) ? Number(value) : Date.parse(value.slice(0, 10));
  const saidMs = Date.parse(statement.value);
  if (!Number.isFinite(closesMs) || !Number.isFinite(saidMs)) return 'neither';
  const daysEarly = (saidMs - closesMs) / dayMs;
  const distance = statement.sense === 'not_before' ? daysEarly : Math.abs(daysEarly);
  return distance >= leastDays ? 'contradicts' : 'agrees';
}
