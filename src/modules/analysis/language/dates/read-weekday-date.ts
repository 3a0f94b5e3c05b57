import { type Day, monthStart, partsOf, toDay, weekdayOf, weekStart } from './calendar.ts';
import { type DateReader, dayOfMonthAt, monthAt, ordinalAt, type ReadDate, weekdayAt, wordAt } from './date-words.ts';
import { longWeekendNear, nthWeekday } from './holidays.ts';
import { nearestMonth, readMonthDate, readNumericDate } from './read-calendar-date.ts';
import { inItsYear, monthSpan, nearestWeekday, oneDay, spanOf, vague, yearOfMonth } from './resolve.ts';

/** Weeks from the week of the call that a word before a weekday means; null is the next such day. */
const weekWords = new Map<string, number | null>([
  ['next', 1],
  ['last', -1],
  ['previous', -1],
  ['past', -1],
  ['this', 0],
  ['coming', null],
  ['upcoming', null],
  ['following', 1],
]);

/** `Friday`, `next Tuesday`, `this coming Friday`, `Thursday of next week`, `Friday the 26th`, `Tuesday, May 9`. */
export function readWeekdayDate(reader: DateReader, index: number): ReadDate | null {
  const lead = readLead(reader, index);
  const weekday = weekdayAt(reader, lead.next);
  if (weekday === null) return null;
  const next = lead.next + 1;
  if (/^(?:mornings|afternoons|evenings|nights)$/u.test(wordAt(reader, next))) return null;
  if (/^(?:every|each)$/u.test(wordAt(reader, index - 1))) return null;
  const named = readNamedDay(reader, { weekday, next });
  if (named !== null) return named;
  const week = readWeekBehind(reader, next);
  if (week !== null) return oneDay(week.next, weekStart(reader.anchor) + week.weeks * 7 + weekday - 1);
  const day =
    lead.weeks === undefined ? nearestWeekday(reader, weekday) : inWeek(reader, { weekday, weeks: lead.weeks });
  return oneDay(next, day);
}

/** `the Thursday after next`: a week behind `next Thursday`. */
export function readWeekdayAfterNext(reader: DateReader, index: number): ReadDate | null {
  const start = wordAt(reader, index) === 'the' ? index + 1 : index;
  const weekday = weekdayAt(reader, start);
  if (weekday === null || wordAt(reader, start + 1) !== 'after' || wordAt(reader, start + 2) !== 'next') return null;
  if (/^(?:call|demo|meeting|release|round|session|steps?|visit)$/u.test(wordAt(reader, start + 3))) return null;
  return oneDay(start + 3, inWeek(reader, { weekday, weeks: 2 }));
}

/** The words before a weekday: which week, and where the weekday stands. */
function readLead(reader: DateReader, index: number): { weeks: number | null | undefined; next: number } {
  let next = index;
  let weeks: number | null | undefined;
  if (wordAt(reader, next) === 'the' && weekWords.has(wordAt(reader, next + 1))) next += 1;
  while (weekWords.has(wordAt(reader, next))) {
    weeks = weekWords.get(wordAt(reader, next));
    next += 1;
  }
  if (weeks === undefined || wordAt(reader, next) !== 'week') return { weeks, next };
  const behind = /^(?:on|,)$/u.test(wordAt(reader, next + 1)) ? next + 2 : next + 1;
  return weekdayAt(reader, behind) === null ? { weeks, next } : { weeks: weeks ?? 0, next: behind };
}

function inWeek(reader: DateReader, input: { weekday: number; weeks: number | null }): Day {
  if (input.weeks === null) return nearestWeekday({ ...reader, isPast: false }, input.weekday);
  return weekStart(reader.anchor) + input.weeks * 7 + input.weekday - 1;
}

/** `of next week`, `next week`, `this week`, `week` (a week later). */
function readWeekBehind(reader: DateReader, index: number): { weeks: number; next: number } | null {
  const start = wordAt(reader, index) === 'of' ? index + 1 : index;
  const word = wordAt(reader, start) === 'the' ? wordAt(reader, start + 1) : wordAt(reader, start);
  const at = wordAt(reader, start) === 'the' ? start + 1 : start;
  const weeks = weekWords.get(word);
  if (typeof weeks !== 'number' || wordAt(reader, at + 1) !== 'week') return null;
  return { weeks, next: at + 2 };
}

/** The day of the month that stands beside a weekday says which one is meant. */
function readNamedDay(reader: DateReader, input: { weekday: number; next: number }): ReadDate | null {
  let at = input.next;
  if (/^[,.(]$/u.test(wordAt(reader, at))) at += 1;
  const date = readMonthDate(reader, at) ?? readNumericDate(reader, at);
  if (date !== null && date.granularity === 'day')
    return wordAt(reader, date.next) === ')' ? { ...date, next: date.next + 1 } : date;
  const ordinal = ordinalAt(reader, wordAt(reader, at) === 'the' ? at + 1 : at);
  if (ordinal === null || (!ordinal.isDigits && wordAt(reader, at) !== 'the') || ordinal.value > 31) return null;
  const month = monthAt(reader, wordAt(reader, ordinal.next) === 'of' ? ordinal.next + 1 : ordinal.next);
  if (month !== null) return null;
  const day = matchingMonth(reader, { weekday: input.weekday, dayOfMonth: ordinal.value });
  return day === null ? null : oneDay(ordinal.next, day);
}

function matchingMonth(reader: DateReader, input: { weekday: number; dayOfMonth: number }): Day | null {
  let anchor = reader.anchor;
  for (let step = 0; step < 14; step += 1) {
    const day = nearestMonth({ ...reader, anchor }, input.dayOfMonth);
    if (day === null) return null;
    if (weekdayOf(day) === input.weekday) return day;
    anchor = reader.isPast ? day - 1 : day + 1;
  }
  return null;
}

/** `the first Tuesday in August`, `the last Friday of the month`, `second Monday of next month`. */
export function readNthWeekday(reader: DateReader, index: number): ReadDate | null {
  const start = wordAt(reader, index) === 'the' ? index + 1 : index;
  const isLast = wordAt(reader, start) === 'last';
  const ordinal = isLast ? { value: -1, next: start + 1 } : ordinalAt(reader, start);
  if (ordinal === null || ordinal.value > 5) return null;
  const weekday = weekdayAt(reader, ordinal.next);
  const preposition = ordinal.next + 1;
  if (weekday === null || !/^(?:of|in)$/u.test(wordAt(reader, preposition))) return null;
  const month = readMonthName(reader, preposition + 1);
  if (month === null) return null;
  const day = nthWeekday({ year: month.year, month: month.month, weekday, nth: ordinal.value });
  return inItsYear(oneDay(month.next, day), month.absolute);
}

function readMonthName(
  reader: DateReader,
  index: number,
): { year: number; month: number; next: number; absolute: boolean } | null {
  const named = monthAt(reader, index);
  if (named !== null) {
    const date = readMonthDate(reader, index);
    if (date === null || date.from === null || date.granularity !== 'month') {
      return { year: yearOfMonth(reader, named), month: named, next: index + 1, absolute: false };
    }
    return { ...partsOf(date.from), next: date.next, absolute: date.absolute };
  }
  const step = new Map([
    ['the', 0],
    ['this', 0],
    ['next', 1],
    ['every', 0],
  ]).get(wordAt(reader, index));
  if (step === undefined || wordAt(reader, index + 1) !== 'month') return null;
  const { year, month } = partsOf(reader.anchor);
  const first = toDay({ year: month + step > 12 ? year + 1 : year, month: ((month - 1 + step) % 12) + 1, day: 1 });
  return first === null ? null : { ...partsOf(first), next: index + 2, absolute: false };
}

/** `this August`, `next March`, `last June`. */
export function readMonthOf(reader: DateReader, index: number): ReadDate | null {
  const lead = wordAt(reader, index);
  const month = /^(?:this|next|last|coming)$/u.test(lead) ? monthAt(reader, index + 1) : null;
  if (month === null || dayOfMonthAt(reader, index + 2) !== null) return null;
  const { year, month: current } = partsOf(reader.anchor);
  const steps = {
    next: month <= current ? 1 : 0,
    last: month >= current ? -1 : 0,
    coming: month < current ? 1 : 0,
    this: 0,
  };
  const step =
    lead === 'next' ? steps.next : lead === 'last' ? steps.last : lead === 'coming' ? steps.coming : steps.this;
  return monthSpan(index + 2, monthStart(year + step, month));
}

/** `the long weekend`, `the holiday weekend`: the near one that a federal holiday makes; elsewhere it cannot be told. */
export function readLongWeekend(reader: DateReader, index: number): ReadDate | null {
  const start = wordAt(reader, index) === 'the' || wordAt(reader, index) === 'this' ? index + 1 : index;
  if (!/^(?:long|holiday)$/u.test(wordAt(reader, start)) || wordAt(reader, start + 1) !== 'weekend') return null;
  const weekend = reader.isInUnitedStates ? longWeekendNear(reader.anchor) : null;
  if (weekend === null) return vague(start + 2, 'weekend');
  return spanOf(start + 2, { ...weekend, granularity: 'weekend' });
}
