import type { Moment } from './reading.ts';

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const dayPatterns: readonly { pattern: RegExp; order: 'ymd' | 'mdy' | 'dmy' }[] = [
  { pattern: /(?<!\d)(\d{4})([-/._])(\d{1,2})\2(\d{1,2})(?!\d)/, order: 'ymd' },
  { pattern: /(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/, order: 'ymd' },
  { pattern: new RegExp(`\\b${month} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, 'i'), order: 'mdy' },
  { pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? ${month},? (\\d{4})\\b`, 'i'), order: 'dmy' },
];
const clockPattern =
  /^(?:T|,?\s+(?:at\s+)?|,\s*|-)(\d{1,2}):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z\b|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)|UTC\b|GMT\b)?/i;

/** Returns the first date in `text`, with its instant where hour and offset from UTC stand beside it; null where there is none. */
export function momentInText(text: string): Moment | null {
  const found = findDay(text.slice(0, 2000));
  if (found === null) return null;
  return { day: found.day, instant: instantAfter(text.slice(found.end, found.end + 80), found.day) };
}

/** Returns when a file was recorded as its name tells: `GMT20260914-150000`, `2026-09-14`, `20260914`. */
export function momentInName(name: string): Moment | null {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const meeting = /GMT(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(base);
  if (meeting) {
    const [, year, monthNumber, day, hours, minutes, seconds] = meeting;
    const instant = new Date(`${year}-${monthNumber}-${day}T${hours}:${minutes}:${seconds}Z`);
    if (!Number.isNaN(instant.getTime())) return { instant, day: null };
  }
  const found = findDay(base);
  return found === null ? null : { day: found.day, instant: null };
}

/** Whether `text` has a date in figures that reads differently in different countries, such as 03/04/2026. */
export function hasAmbiguousDate(text: string): boolean {
  return /(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)/.test(text) && momentInText(text) === null;
}

interface FoundDay {
  readonly day: string;
  readonly end: number;
}

function findDay(text: string): FoundDay | null {
  for (const { pattern, order } of dayPatterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const groups = match.slice(1).filter((group) => group !== undefined && /[\da-z]/i.test(group));
    const day = isoDay(groups, order);
    if (day !== null) return { day, end: match.index + match[0].length };
  }
  return findNumericDay(text);
}

/** `9/14/2026` and `14.9.2026` can mean one day only; `9/10/2026` could mean two and counts as none. */
function findNumericDay(text: string): FoundDay | null {
  const match = /(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)/.exec(text);
  if (!match) return null;
  const [whole, first = '', , second = '', year = ''] = match;
  const monthFirst = isoDay([first, second, year], 'mdy');
  const dayFirst = isoDay([first, second, year], 'dmy');
  const day = monthFirst === dayFirst || dayFirst === null ? monthFirst : monthFirst === null ? dayFirst : null;
  return day === null ? null : { day, end: match.index + whole.length };
}

function isoDay(groups: readonly string[], order: 'ymd' | 'mdy' | 'dmy'): string | null {
  const [first = '', second = '', third = ''] = groups;
  const [year, monthText, dayText] =
    order === 'ymd' ? [first, second, third] : order === 'mdy' ? [third, first, second] : [third, second, first];
  const named = monthNames.indexOf(monthText.slice(0, 3).toLowerCase()) + 1;
  const monthNumber = named > 0 ? named : Number(monthText);
  const iso = `${year}-${String(monthNumber).padStart(2, '0')}-${dayText.padStart(2, '0')}`;
  const instant = new Date(`${iso}T00:00:00Z`);
  const exists = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso);
  return exists && Number(year) >= 1970 && Number(year) <= 2200 ? iso : null;
}

function instantAfter(rest: string, day: string): Date | null {
  const match = clockPattern.exec(rest);
  const zone = match?.[5];
  if (!match || zone === undefined) return null;
  const halfDay = match[4]?.toLowerCase().charAt(0);
  const hours = (Number(match[1]) % (halfDay === undefined ? 24 : 12)) + (halfDay === 'p' ? 12 : 0);
  const minutes = Number(match[2]);
  const seconds = Number(match[3] ?? 0);
  if (Number(match[1]) > 24 || minutes > 59 || seconds > 59) return null;
  const startMs = Date.parse(`${day}T00:00:00Z`) + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return new Date(startMs - offsetMinutes(zone) * 60_000);
}

function offsetMinutes(zone: string): number {
  const match = /([+-])(\d{1,2})(?::?(\d\d))?$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}
