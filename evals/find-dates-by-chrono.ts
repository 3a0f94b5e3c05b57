import * as chrono from 'chrono-node';
import type { FindDates } from './judge-dates.ts';

/** The dates that chrono-node finds by itself, times of day left out; the comparison for our own rules. */
export function findDatesByChrono({ text, date }: Parameters<FindDates>[0]): ReturnType<FindDates> {
  return chrono
    .parse(text, { instant: new Date(`${date ?? '2000-01-01'}T12:00:00Z`), timezone: 0 })
    .filter(({ start }) => (['day', 'weekday', 'month', 'year'] as const).some((part) => start.isCertain(part)))
    .map(({ start, end, text: said }) => ({
      text: said,
      date: dayOf(start),
      endDate: end === undefined || end === null || dayOf(end) === dayOf(start) ? null : dayOf(end),
      granularity: 'day' as const,
    }));
}

function dayOf(part: chrono.ParsedComponents): string {
  const [year, month, day] = [part.get('year') ?? 0, part.get('month') ?? 1, part.get('day') ?? 1];
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
