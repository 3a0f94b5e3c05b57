import { addMonths, type Day, monthEnd, monthStart, partsOf, weekdayOf, weekStart } from './calendar.ts';
import type { DateReader, Granularity, ReadDate } from './date-words.ts';

/** A single day. */
export function oneDay(next: number, day: Day): ReadDate {
  return { next, from: day, to: day, granularity: 'day', absolute: false };
}

export function spanOf(
  next: number,
  span: { from: Day; to: Day; granularity: Granularity; absolute?: boolean },
): ReadDate {
  return { next, ...span, absolute: span.absolute ?? false };
}

/** The same days, told with their year or not. */
export function inItsYear(read: ReadDate, absolute: boolean): ReadDate {
  return { ...read, absolute };
}

/** A time that was named and cannot be told to the day (`the spring`). */
export function vague(next: number, granularity: Granularity): ReadDate {
  return { next, from: null, to: null, granularity, absolute: false };
}

/** The business days of the week a day is in: what people mean by `next week`. */
export function businessWeek(next: number, day: Day): ReadDate {
  const from = weekStart(day);
  return { next, from, to: from + 4, granularity: 'week', absolute: false };
}

export function monthSpan(next: number, day: Day): ReadDate {
  const { year, month } = partsOf(day);
  const from = monthStart(year, month);
  return { next, from, to: monthEnd(from), granularity: 'month', absolute: false };
}

export function quarterSpan(next: number, input: { year: number; quarter: number; absolute: boolean }): ReadDate {
  const from = monthStart(input.year, input.quarter * 3 - 2);
  return { next, from, to: monthEnd(addMonths(from, 2)), granularity: 'quarter', absolute: input.absolute };
}

export function yearSpan(next: number, year: number): ReadDate {
  return { next, from: monthStart(year, 1), to: monthEnd(monthStart(year, 12)), granularity: 'year', absolute: false };
}

/** A day without a year: the next such day from the call on, or the last one where the sentence tells of the past. */
export function nearestYear(reader: DateReader, dayIn: (year: number) => Day | null): Day | null {
  const { year } = partsOf(reader.anchor);
  const steps = reader.isPast ? [0, -1, -2, -3, -4, -8] : [0, 1, 2, 3, 4, 8];
  for (const step of steps) {
    const day = dayIn(year + step);
    if (day !== null && (reader.isPast ? day <= reader.anchor : day >= reader.anchor)) return day;
  }
  return null;
}

/** The year a month without a year is in: not over yet, or already begun where the sentence tells of the past. */
export function yearOfMonth(reader: DateReader, month: number): number {
  const { year, month: current } = partsOf(reader.anchor);
  if (reader.isPast) return month > current ? year - 1 : year;
  return month < current ? year + 1 : year;
}

/** A weekday without more: the next one after the call, or the last one before it. */
export function nearestWeekday(reader: DateReader, weekday: number): Day {
  const today = weekdayOf(reader.anchor);
  if (reader.isPast) return reader.anchor - ((today - weekday + 6) % 7) - 1;
  return reader.anchor + ((weekday - today + 6) % 7) + 1;
}
