/** Calendar days, both included, and what they are called. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

export const periodForms =
  'today, yesterday, this week, last month, next quarter, December, this year, last 30 days, next 14 days, 2026-09-14, 2026-09-01..2026-09-14';

const longestDays = 400;

export interface PeriodQuestion {
  readonly text: string;
  readonly now: Date;
  readonly timeZone: string;
  /** Whether a month without a year is the next one of that name, as for what is to come, or the last one. */
  readonly ahead?: boolean;
}

/** A span of days in words or ISO dates; null where the words name none. */
export function readPeriod({ text, now, timeZone, ahead = false }: PeriodQuestion): Period | null {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
  const named = namedPeriod({ words, today }) ?? monthPeriod({ words, today, ahead });
  if (named !== null) return { ...named, name: words };
  const counted = /^(last|next) (\d{1,3}) days?$/.exec(words);
  if (counted !== null)
    return countedPeriod({ today, ahead: counted[1] === 'next', days: Number(counted[2]), name: words });
  const dates = /^(\d{4}-\d{2}-\d{2})(?:(?:\.\.| to | - )(\d{4}-\d{2}-\d{2}))?$/.exec(words);
  const [, from, to = from] = dates ?? [];
  if (from === undefined || to === undefined || !isDay(from) || !isDay(to) || from > to) return null;
  return { from, to, name: from === to ? from : `${from} to ${to}` };
}

function countedPeriod({
  today,
  ahead,
  days,
  name,
}: {
  today: string;
  ahead: boolean;
  days: number;
  name: string;
}): Period | null {
  if (days < 1 || days > longestDays) return null;
  return ahead ? { from: today, to: shift(today, days), name } : { from: shift(today, 1 - days), to: today, name };
}

function namedPeriod({ words, today }: { words: string; today: string }): { from: string; to: string } | null {
  const monday = shift(today, -((new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7));
  const month = today.slice(0, 7);
  const year = `${today.slice(0, 4)}-01`;
  const quarter = Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  switch (words) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: shift(today, -1), to: shift(today, -1) };
    case 'this week':
      return { from: monday, to: shift(monday, 6) };
    case 'last week':
      return { from: shift(monday, -7), to: shift(monday, -1) };
    case 'next week':
      return { from: shift(monday, 7), to: shift(monday, 13) };
    case 'this month':
      return monthsFrom(`${month}-01`, 1);
    case 'last month':
      return monthsFrom(monthStart(month, -1), 1);
    case 'next month':
      return monthsFrom(monthStart(month, 1), 1);
    case 'this quarter':
      return monthsFrom(monthStart(year, quarter * 3), 3);
    case 'last quarter':
      return monthsFrom(monthStart(year, quarter * 3 - 3), 3);
    case 'next quarter':
      return monthsFrom(monthStart(year, quarter * 3 + 3), 3);
    case 'this year':
      return monthsFrom(monthStart(year, 0), 12);
    default:
      return null;
  }
}

const months = 'january february march april may june july august september october november december'.split(' ');

/** A month by its name or the first three letters of it, with a year or without. */
function monthPeriod({
  words,
  today,
  ahead,
}: {
  words: string;
  today: string;
  ahead: boolean;
}): { from: string; to: string } | null {
  const [, name = '', given] = /^(?:in )?([a-z]{3,9})\.?(?: (\d{4}))?$/.exec(words) ?? [];
  const place = months.findIndex((month) => month === name || month.slice(0, 3) === name);
  if (place < 0) return null;
  const [year, current] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1];
  const nearest = ahead ? year + Number(place < current) : year - Number(place > current);
  return monthsFrom(monthStart(`${given ?? nearest}-01`, place), 1);
}

function monthsFrom(from: string, count: number): { from: string; to: string } {
  return { from, to: shift(monthStart(from.slice(0, 7), count), -1) };
}

function monthStart(month: string, months: number): string {
  const at = new Date(`${month}-01T12:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 10);
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T12:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
