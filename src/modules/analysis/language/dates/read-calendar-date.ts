import { type Day, monthEnd, monthStart, toDay } from './calendar.ts';
import { type DateReader, dayOfMonthAt, monthAt, ordinalAt, type ReadDate, wordAt, yearAt } from './date-words.ts';
import { inItsYear, monthSpan, nearestYear, oneDay, spanOf, yearOfMonth, yearSpan } from './resolve.ts';

/** Ordinals from here on hardly count anything but days. */
const fewestSpoken = 10;
/** Words after `the 14th` that show that a day is meant; anything else may be what is being counted. */
const afterOrdinal =
  /^(?:[.,;?!)–-]|at|for|to|or|and|is|was|works?|would|will|if|but|so|then|because|in|with|that|we|i|you|they|he|she|it|when|as|before|after|through|till|until|please|maybe|right|still|just|on|by|if|'s|morning|afternoon|evening|around|about|like|too|also|though|and|not|noon|first|sounds|could|should|can|from|between)$/u;

/** `2026-10-16`, `2026/Oct/16`, `16/Oct/2026`, `20261016`, `10/16`, `10/16/2026`. */
export function readNumericDate(reader: DateReader, index: number): ReadDate | null {
  const first = wordAt(reader, index);
  if (/^(?:19|20)\d{6}$/u.test(first)) {
    return dayOrNull(
      index + 1,
      toDay({ year: Number(first.slice(0, 4)), month: Number(first.slice(4, 6)), day: Number(first.slice(6)) }),
    );
  }
  const dotted = readDotted(reader, index);
  if (dotted !== null || !/^\d{1,4}$/u.test(first)) return dotted;
  const [mark, second, secondMark, third] = [1, 2, 3, 4].map((step) => wordAt(reader, index + step));
  if (mark === undefined || second === undefined || third === undefined) return null;
  if (/^(?:19|20)\d\d$/u.test(first)) return readYearFirst(reader, index);
  if (!/^[/-]$/u.test(mark) || !isTight(reader, index + 1)) return null;
  const month = monthAt(reader, index + 2);
  if (month !== null && secondMark === mark && /^\d{4}$/u.test(third)) {
    return dayOrNull(index + 5, toDay({ year: Number(third), month, day: Number(first) }));
  }
  if (!/^\d{1,2}$/u.test(second)) return null;
  const isFull = secondMark === mark && /^(?:\d{2}|(?:19|20)\d\d)$/u.test(third) && isTight(reader, index + 3);
  const behind = isFull || secondMark !== ',' ? null : yearAt(reader, index + 3);
  const year = isFull ? fullYear(Number(third)) : (behind?.value ?? null);
  if (year === null && (mark !== '/' || isRatio(reader, index))) return null;
  return monthFirst(reader, {
    first: Number(first),
    second: Number(second),
    year,
    next: behind?.next ?? index + (isFull ? 5 : 3),
  });
}

/** `23.04.2026`: with points the day comes first. */
function readDotted(reader: DateReader, index: number): ReadDate | null {
  const match = /^(\d{1,2})\.(\d{2})$/u.exec(wordAt(reader, index));
  const year = /^\.((?:19|20)\d\d)$/u.exec(wordAt(reader, index + 1));
  if (match === null || year === null) return null;
  return dayOrNull(index + 2, toDay({ year: Number(year[1]), month: Number(match[2]), day: Number(match[1]) }));
}

function readYearFirst(reader: DateReader, index: number): ReadDate | null {
  const year = Number(wordAt(reader, index));
  const marked = /^[/.-]$/u.test(wordAt(reader, index + 1));
  const monthIndex = marked ? index + 2 : index + 1;
  const month = monthAt(reader, monthIndex) ?? numberBelow(wordAt(reader, monthIndex), 12);
  const dayIndex = marked ? monthIndex + 2 : monthIndex + 1;
  const day = numberBelow(wordAt(reader, dayIndex), 31);
  if (month === null || day === null || (marked && !/^[/.-]$/u.test(wordAt(reader, monthIndex + 1)))) return null;
  return dayOrNull(dayIndex + 1, toDay({ year, month, day }));
}

function monthFirst(
  reader: DateReader,
  parts: { first: number; second: number; year: number | null; next: number },
): ReadDate | null {
  const { first, second, year, next } = parts;
  const [month, day] = first > 12 && second <= 12 ? [second, first] : [first, second];
  if (month > 12 || day > 31 || month === 0 || day === 0) return null;
  if (year !== null) return dayOrNull(next, toDay({ year, month, day }));
  const found = nearestYear(reader, (candidate) => toDay({ year: candidate, month, day }));
  return found === null ? null : oneDay(next, found);
}

/** `24/7` and fractions are no days unless something says when. */
function isRatio(reader: DateReader, index: number): boolean {
  const [first, second] = [Number(wordAt(reader, index)), Number(wordAt(reader, index + 2))];
  if (/^(?:on|by|from|before|until|till|since|between|to|,|-)$/u.test(wordAt(reader, index - 1))) return false;
  return (first === 24 && second === 7) || (first < second && second <= 5) || first === second;
}

function isTight(reader: DateReader, index: number): boolean {
  return reader.tokens[index]?.spaced === false;
}

/** `October 16`, `Oct 16th, 2026`, `the 16th of October`, `October of 2026`, `2026 October`, `October`. */
export function readMonthDate(reader: DateReader, index: number): ReadDate | null {
  return readMonthFirst(reader, index) ?? readDayFirst(reader, index) ?? readYearMonth(reader, index);
}

function readMonthFirst(reader: DateReader, index: number): ReadDate | null {
  const month = monthAt(reader, index);
  if (month === null) return null;
  let at = index + 1;
  if (wordAt(reader, at) === '.' || /^[/-]$/u.test(wordAt(reader, at))) at += 1;
  const yearFirst = yearAt(reader, at);
  const dayAfterYear =
    yearFirst === null || wordAt(reader, yearFirst.next) !== '-' ? null : dayOfMonthAt(reader, yearFirst.next + 1);
  if (yearFirst !== null && dayAfterYear !== null && wordAt(reader, index + 1) === '-') {
    return dayOrNull(dayAfterYear.next, toDay({ year: yearFirst.value, month, day: dayAfterYear.value }));
  }
  const day = yearFirst === null ? dayOfMonthAt(reader, at) : null;
  if (day === null) return monthOnly(reader, { month, next: index + 1, yearIndex: at });
  const last = secondDay(reader, day.next);
  const next = last?.next ?? day.next;
  return monthDays(reader, { month, first: day.value, last: last?.value ?? null, next });
}

/** `16 October`, `16th of October`, `the 3rd to 12th of October`. */
function readDayFirst(reader: DateReader, index: number): ReadDate | null {
  const day = dayOfMonthAt(reader, index);
  if (day === null) return null;
  const last = secondDay(reader, day.next);
  let at = last?.next ?? day.next;
  if (wordAt(reader, at) === 'day') at += 1;
  if (wordAt(reader, at) === 'of' || /^[/-]$/u.test(wordAt(reader, at))) at += 1;
  const month = monthAt(reader, at);
  if (month === null) return null;
  return monthDays(reader, { month, first: day.value, last: last?.value ?? null, next: at + 1 });
}

/** The other end of `19-20`, `3 and 12`, `ninth through 17th`. */
function secondDay(reader: DateReader, index: number): { value: number; next: number } | null {
  if (wordAt(reader, index) === 'and' && !isBetween(reader, index)) return null;
  if (!/^(?:-|–|to|and|through|thru|till|until)$/u.test(wordAt(reader, index))) return null;
  const day = dayOfMonthAt(reader, index + 1);
  if (day === null || wordAt(reader, day.next) === '/') return null;
  const isYear = yearAt(reader, index + 1) !== null;
  return isYear ? null : day;
}

/** Whether `and` joins the ends of a range: `between` stands a few words before. */
export function isBetween(reader: DateReader, index: number): boolean {
  for (let at = index - 1; at >= Math.max(0, index - 5); at -= 1) if (wordAt(reader, at) === 'between') return true;
  return false;
}

function monthDays(
  reader: DateReader,
  parts: { month: number; first: number; last: number | null; next: number },
): ReadDate | null {
  const year = yearAt(reader, wordAt(reader, parts.next) === '/' ? parts.next + 1 : parts.next);
  const next = year?.next ?? parts.next;
  const end = { month: parts.month, day: parts.last ?? parts.first };
  const to =
    year === null
      ? nearestYear(reader, (candidate) => toDay({ year: candidate, ...end }))
      : toDay({ year: year.value, ...end });
  if (to === null) return null;
  if (parts.last === null) return inItsYear(oneDay(next, to), year !== null);
  if (parts.last < parts.first) return intoNextMonth(reader, { ...parts, next, year: year?.value ?? null });
  const from = to - (parts.last - parts.first);
  return spanOf(next, { from, to, granularity: 'span', absolute: year !== null });
}

/** `April 27th to the third`: the second day is in the month after. */
function intoNextMonth(
  reader: DateReader,
  parts: { month: number; first: number; last: number | null; next: number; year: number | null },
): ReadDate | null {
  const { month, first, last, next, year } = parts;
  const from =
    year === null
      ? nearestYear(reader, (candidate) => toDay({ year: candidate, month, day: first }))
      : toDay({ year, month, day: first });
  if (from === null) return null;
  return spanOf(next, { from, to: monthEnd(from) + (last ?? 1), granularity: 'span', absolute: year !== null });
}

function monthOnly(reader: DateReader, parts: { month: number; next: number; yearIndex: number }): ReadDate {
  const year = yearAt(reader, parts.yearIndex);
  const inYear = year ?? relativeYear(reader, parts.next);
  const first = monthStart(inYear?.value ?? yearOfMonth(reader, parts.month), parts.month);
  return inItsYear(monthSpan(inYear?.next ?? parts.next, first), year !== null);
}

/** `of next year`, `this year`, `last year` behind a month or quarter. */
export function relativeYear(reader: DateReader, index: number): { value: number; next: number } | null {
  const start = wordAt(reader, index) === 'of' ? index + 1 : index;
  if (wordAt(reader, start + 1) !== 'year') return null;
  const step = new Map([
    ['next', 1],
    ['this', 0],
    ['last', -1],
  ]).get(wordAt(reader, start));
  return step === undefined ? null : { value: yearOfAnchor(reader) + step, next: start + 2 };
}

function yearOfAnchor(reader: DateReader): number {
  return new Date(reader.anchor * 86_400_000).getUTCFullYear();
}

function readYearMonth(reader: DateReader, index: number): ReadDate | null {
  const year = wordAt(reader, index);
  const month = /^(?:19|20)\d\d$/u.test(year) ? monthAt(reader, index + 1) : null;
  return month === null ? null : inItsYear(monthSpan(index + 2, monthStart(Number(year), month)), true);
}

/** `the 14th`, `the 23rd day of next month`, `by the first`: a day of this month, or of the next where it is over. */
export function readNthDay(reader: DateReader, index: number): ReadDate | null {
  if (wordAt(reader, index) !== 'the') return null;
  const ordinal = ordinalAt(reader, index + 1) ?? bareDay(reader, index + 1);
  if (ordinal === null || ordinal.value < 1 || ordinal.value > 31) return null;
  const ofMonth = readOfMonth(reader, ordinal.next);
  if (ofMonth !== null) {
    const day = ofMonth.start + ordinal.value - 1;
    return day > monthEnd(ofMonth.start) ? null : oneDay(ofMonth.next, day);
  }
  const after = wordAt(reader, ordinal.next);
  const isDay = ordinal.isDigits
    ? after === '' || afterOrdinal.test(after)
    : isSpokenDay(reader, { index, ...ordinal });
  if (!isDay) return null;
  const day = nearestMonth(reader, ordinal.value);
  return day === null ? null : oneDay(ordinal.next, day);
}

/** `the thirteenth` is a day, `the third` is one only where it must be: behind `by`, or `on the first` at an end. */
function isSpokenDay(reader: DateReader, ordinal: { index: number; value: number; next: number }): boolean {
  const before = wordAt(reader, ordinal.index - 1);
  const after = wordAt(reader, ordinal.next);
  const isClosed = after === '' || /^[.,;?!]$/u.test(after);
  if (ordinal.value >= fewestSpoken) return isClosed || afterOrdinal.test(after);
  if (before === 'on') return isClosed && ordinal.value !== 2 && ordinal.value !== 3;
  return isClosed && ordinal.value !== 2 && /^(?:by|until|till|before|since|after)$/u.test(before);
}

/** `on the 17` */
function bareDay(reader: DateReader, index: number): { value: number; next: number; isDigits: boolean } | null {
  const isLed = /^(?:on|by|before|after|since|until|till)$/u.test(wordAt(reader, index - 2));
  const isClosed = /^(?:[.,;?!]|at|from|between|if|$)$/u.test(wordAt(reader, index + 1));
  const digits = wordAt(reader, index);
  return isLed && isClosed && /^\d{1,2}$/u.test(digits)
    ? { value: Number(digits), next: index + 1, isDigits: true }
    : null;
}

/** `(day) of the month`, `of this month`, `of next month`. */
function readOfMonth(reader: DateReader, index: number): { start: Day; next: number } | null {
  const ofIndex = wordAt(reader, index) === 'day' ? index + 1 : index;
  const at = /^(?:of|in)$/u.test(wordAt(reader, ofIndex)) ? ofIndex : ofIndex - 1;
  if (wordAt(reader, at + 2) !== 'month') return null;
  const step = new Map([
    ['the', 0],
    ['this', 0],
    ['next', 1],
    ['last', -1],
    ['following', 1],
  ]).get(wordAt(reader, at + 1));
  if (step === undefined) return null;
  const anchor = new Date(reader.anchor * 86_400_000);
  const index12 = anchor.getUTCFullYear() * 12 + anchor.getUTCMonth() + step;
  return { start: monthStart(Math.floor(index12 / 12), (index12 % 12) + 1), next: at + 3 };
}

/** The nearest day with that number in the direction the sentence speaks of. */
export function nearestMonth(reader: DateReader, dayOfMonth: number): Day | null {
  const anchor = new Date(reader.anchor * 86_400_000);
  const current = anchor.getUTCFullYear() * 12 + anchor.getUTCMonth();
  for (let step = 0; step < 13; step += 1) {
    const month = current + (reader.isPast ? -step : step);
    const day = toDay({ year: Math.floor(month / 12), month: (month % 12) + 1, day: dayOfMonth });
    if (day !== null && (reader.isPast ? day <= reader.anchor : day >= reader.anchor)) return day;
  }
  return null;
}

/** `in 2027`, `the year 2027`, `2025 to 2027`: four digits count as a year only behind a word that dates. */
export function readYear(reader: DateReader, index: number): ReadDate | null {
  const start = wordAt(reader, index) === 'the' ? index + 1 : index;
  if (wordAt(reader, start) === 'year' && yearDigits.test(wordAt(reader, start + 1))) {
    return inItsYear(yearSpan(start + 2, Number(wordAt(reader, start + 1))), true);
  }
  const word = wordAt(reader, index);
  if (!yearDigits.test(word) || isPartOfNumber(reader, index)) return null;
  const joiner = wordAt(reader, index + 1);
  const isRange = /^(?:to|-|–|~|through|till|until)$/u.test(joiner) && yearDigits.test(wordAt(reader, index + 2));
  if (!isRange && !beforeYear.test(wordAt(reader, index - 1))) return null;
  const after = wordAt(reader, index + 1);
  if (after !== '' && /^\p{L}{3,}s$/u.test(after) && !/^(?:was|is|has|does)$/u.test(after)) return null;
  if (/^(?:%|percent|units?|dollars?|bucks|people|doors?|k|:|\/)$/u.test(after)) return null;
  return inItsYear(yearSpan(index + 1, Number(word)), true);
}

const beforeYear =
  /^(?:in|since|before|after|until|till|by|of|from|during|late|early|mid|year|to|between|and|or|than|-|–|~|for|through)$/u;
const yearDigits = /^(?:19|20)\d\d$/u;

/** A telephone number joins its groups with hyphens. */
function isPartOfNumber(reader: DateReader, index: number): boolean {
  const before = wordAt(reader, index - 2);
  const behind = wordAt(reader, index + 2);
  if (isJoint(reader, index - 1) && /^\d+$/u.test(before) && !yearDigits.test(before)) return true;
  if (isJoint(reader, index - 1) && yearDigits.test(before) && isJoint(reader, index - 3)) return true;
  if (!isJoint(reader, index + 1) || !/^\d+$/u.test(behind)) return false;
  return !yearDigits.test(behind) || isJoint(reader, index + 3);
}

function isJoint(reader: DateReader, index: number): boolean {
  return /^[-/]$/u.test(wordAt(reader, index));
}

function dayOrNull(next: number, day: Day | null): ReadDate | null {
  return day === null ? null : inItsYear(oneDay(next, day), true);
}

function fullYear(year: number): number {
  if (year >= 100) return year;
  return year > 50 ? 1900 + year : 2000 + year;
}

function numberBelow(word: string, most: number): number | null {
  const value = /^\d{1,2}$/u.test(word) ? Number(word) : 0;
  return value >= 1 && value <= most ? value : null;
}
