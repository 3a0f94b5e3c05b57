import type { Context } from '#platform/context';
import { mostDays, shiftDay } from './days.ts';
import { firstDayKnown } from './load-deals.ts';

/** The first day that something is known of, and no further back than nights are kept; it may be after `last`. */
export async function firstKnownUpTo({
  ctx,
  dayOf,
  last,
}: {
  ctx: Context;
  dayOf: (instant: Date) => string;
  last: string;
}): Promise<string> {
  const known = (await firstDayKnown({ ctx, dayOf })) ?? last;
  const farthest = shiftDay(last, 1 - mostDays);
  return known < farthest ? farthest : known;
}
