/** Calendar days, both included, and what they are called. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

export const periodForms =
  'today, yesterday, this week, last week, this month, last month, this quarter, last 30 days, next 14 days, 2026-09-14, 2026-09-01..2026-09-14';

const longestDays = 400;

/** A span of days in words or ISO dates; null where the words name none. */
export function readPeriod({ text, now, timeZone }: { text: string; now: Date; timeZone: string }): Period | null {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
  const named = namedPeriod({ words, today });
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
    case 'this month':
      return { from: `${month}-01`, to: shift(monthStart(month, 1), -1) };
    case 'last month':
      return { from: monthStart(month, -1), to: shift(`${month}-01`, -1) };
    case 'this quarter':
      return quarterOf(Number(today.slice(0, 4)), quarter);
    default:
      return null;
  }
}

function quarterOf(year: number, quarter: number): { from: string; to: string } {
  const from = `${year}-${String(quarter * 3 + 1).padStart(2, '0')}-01`;
  return { from, to: shift(monthStart(from.slice(0, 7), 3), -1) };
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
