const months = [
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
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `1:05` or `1:02:03` for a moment of the call. */
export function formatClock(momentMs: number): string {
  const seconds = Math.floor(momentMs / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** `48 min`, `1 h 5 min`, `52 s`, `1.4 s`: a length as one would say it. */
export function formatLength(lengthMs: number): string {
  if (lengthMs < 10_000) return `${trimZeros((lengthMs / 1000).toFixed(1))} s`;
  const seconds = Math.round(lengthMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const rounded = Math.round(seconds / 60);
  return rounded < 60 ? `${rounded} min` : `${Math.floor(rounded / 60)} h ${rounded % 60} min`;
}

/** `Tuesday, October 6, 2026` for a calendar day; the day itself where it is not one. */
export function formatDay(day: string): string {
  const date = readDay(day);
  return date === null
    ? day
    : `${weekdays[date.getUTCDay()]}, ${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

/** `Tue, Oct 6`, with the year where it differs from the call's. */
export function formatShortDay(day: string, callDay: string | null): string {
  const date = readDay(day);
  if (date === null) return day;
  const short = `${weekdays[date.getUTCDay()]?.slice(0, 3)}, ${months[date.getUTCMonth()]?.slice(0, 3)} ${date.getUTCDate()}`;
  return callDay !== null && callDay.slice(0, 4) === day.slice(0, 4) ? short : `${short}, ${date.getUTCFullYear()}`;
}

/** `14:05` in the call's own zone, or null where there is no start. An unknown zone is taken for UTC. */
export function formatStart(startedAt: string | null, timeZone: string): string | null {
  if (startedAt === null) return null;
  const instant = new Date(startedAt);
  return Number.isNaN(instant.getTime()) ? null : `${hourAndMinute(instant, timeZone)} (${timeZone})`;
}

/** `October 6, 2026, 18:03 UTC` for an instant. */
export function formatInstant(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const day = `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** `$218,400`, `€3.50`; a bare number where no currency was said. */
export function formatMoney(minorUnits: number, currency: string | null): string {
  if (currency === null) return withoutCents(minorUnits);
  try {
    const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    return format.format(minorUnits / 10 ** digits).replace(/\.0+$/, '');
  } catch {
    return `${withoutCents(minorUnits)} ${currency}`;
  }
}

/** `42%`; a share that is not nothing never shows as nothing. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return percent > 0 && percent < 1 ? '<1%' : `${Math.round(percent)}%`;
}

/** `+0.4`, `−0.2`, `0`: a mood between -1 and 1. */
export function formatScore(score: number): string {
  const rounded = Math.round(score * 10) / 10;
  if (rounded === 0) return '0';
  return `${rounded > 0 ? '+' : '−'}${Math.abs(rounded)}`;
}

/** `1,234` and `3.5`: a count or a rate with at most one decimal. */
export function formatNumber(value: number): string {
  return groupDigits(trimZeros(value.toFixed(1)));
}

/** `1 question`, `3 questions`. */
export function formatCount(count: number, one: string): string {
  return `${groupDigits(String(count))} ${count === 1 ? one : `${one}s`}`;
}

/** Two decimals, or none for a round amount. */
function withoutCents(minorUnits: number): string {
  return groupDigits((minorUnits / 100).toFixed(minorUnits % 100 === 0 ? 0 : 2));
}

function readDay(day: string): Date | null {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : null;
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}

function hourAndMinute(instant: Date, timeZone: string): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone }).format(instant);
  } catch {
    return `${instant.toISOString().slice(11, 16)} UTC`;
  }
}

function trimZeros(decimal: string): string {
  return decimal.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

function groupDigits(digits: string): string {
  return digits.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
}
