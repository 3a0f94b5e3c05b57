/** A day as the count of days since 1 January 1970: no clock, no zone. */
export type Day = number;

/** A year, a month (1 to 12) and a day of the month. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const dayMs = 86_400_000;

/** Returns the day of a year, month (1 to 12) and day of the month, or null where there is none such. */
export function toDay({ year, month, day }: CalendarDate): Day | null {
  const instant = new Date(Date.UTC(year, month - 1, day));
  const isReal =
    instant.getUTCFullYear() === year && instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  return isReal ? Math.round(instant.getTime() / dayMs) : null;
}

export function partsOf(day: Day): CalendarDate {
  const instant = new Date(day * dayMs);
  return { year: instant.getUTCFullYear(), month: instant.getUTCMonth() + 1, day: instant.getUTCDate() };
}

/** Monday 1 to Sunday 7. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Monday to Friday, without New Year's Day and Christmas Day, which are kept nearly everywhere. */
export function isBusinessDay(day: Day): boolean {
  const { month, day: dayOfMonth } = partsOf(day);
  const isHoliday = (month === 1 && dayOfMonth === 1) || (month === 12 && dayOfMonth === 25);
  return weekdayOf(day) <= 5 && !isHoliday;
}

export function weekStart(day: Day): Day {
  return day - weekdayOf(day) + 1;
}

/** The same day of the month that many months on, or the last day of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, day: dayOfMonth } = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const first = monthStart(Math.floor(index / 12), (index % 12) + 1);
  return Math.min(first + dayOfMonth - 1, monthEnd(first));
}

export function monthStart(year: number, month: number): Day {
  return Math.round(Date.UTC(year, month - 1, 1) / dayMs);
}

/** The last day of the month a day is in. */
export function monthEnd(day: Day): Day {
  const { year, month } = partsOf(day);
  return Math.round(Date.UTC(year, month, 0) / dayMs);
}

/** `YYYY-MM-DD` */
export function formatDay(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

export function parseDay(date: string): Day {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs);
}
