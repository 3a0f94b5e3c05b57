import type { PipelineSpan } from '#contracts';
import { shiftDay } from '../days.ts';

interface Dated {
  readonly fromDay: string;
  readonly toDay: string;
}

/**
 * The quotas of one subject in one currency that make up a period: the one that is set for just these days, otherwise
 * those that follow one on the other from its first day to its last, such as three months of a quarter. Null for none.
 */
export function tileQuotas<Quota extends Dated>({
  quotas,
  period: { from, to },
}: {
  quotas: readonly Quota[];
  period: PipelineSpan;
}): readonly Quota[] | null {
  const whole = quotas.find(({ fromDay, toDay }) => fromDay === from && toDay === to);
  if (whole !== undefined) return [whole];
  const tiles: Quota[] = [];
  for (let next = from; next <= to; ) {
    const fitting = quotas.filter(({ fromDay, toDay }) => fromDay === next && toDay <= to);
    const [longest] = fitting.toSorted((one, other) => (one.toDay < other.toDay ? 1 : -1));
    if (longest === undefined) return null;
    tiles.push(longest);
    next = shiftDay(longest.toDay, 1);
  }
  return tiles;
}
