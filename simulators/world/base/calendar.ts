const dayMs = 86_400_000;
const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / dayMs);
}

/** 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

export function weekdayName(date: string): string {
  return weekdayNames[weekdayOf(date)] ?? '';
}

/** The day itself, or the Monday after a weekend. */
export function toWorkday(date: string): string {
  const weekday = weekdayOf(date);
  return addDays(date, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/** The first day after `date` that is this weekday. */
export function nextWeekday(date: string, weekday: number): string {
  return addDays(date, ((weekday - weekdayOf(date) + 6) % 7) + 1);
}

export function endOfMonth(date: string): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

export function monthName(date: string): string {
  return monthNames[Number(date.slice(5, 7)) - 1] ?? '';
}

export function ordinal(count: number): string {
  const isTeen = count % 100 >= 11 && count % 100 <= 13;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${ending}`;
}

/** "October 20th". */
export function spokenDate(date: string): string {
  return `${monthName(date)} ${ordinal(Number(date.slice(8)))}`;
}

/** A minute of a local day as an instant in UTC. */
export function toInstant({ date, minute, timeZone }: { date: string; minute: number; timeZone: string }): string {
  const asUtc = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  return toIso(asUtc - offsetMs(asUtc - offsetMs(asUtc, timeZone), timeZone));
}

export function addMs(instant: string, durationMs: number): string {
  return toIso(Date.parse(instant) + durationMs);
}

function toIso(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

function offsetMs(timeMs: number, timeZone: string): number {
  const parts = offsetFormat(timeZone).formatToParts(timeMs);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Making a formatter is slow and a world asks for thousands of offsets. */
const offsetFormats = new Map<string, Intl.DateTimeFormat>();

function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  const known = offsetFormats.get(timeZone);
  const format = known ?? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  offsetFormats.set(timeZone, format);
  return format;
}
