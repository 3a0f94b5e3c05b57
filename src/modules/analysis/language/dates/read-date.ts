import { addMonths, weekdayOf, weekStart } from './calendar.ts';
import { type DateReader, monthAt, type ReadDate, weekdayAt, wordAt } from './date-words.ts';
import { isBetween, readMonthDate, readNthDay, readNumericDate, readYear } from './read-calendar-date.ts';
import { readNthDayOf } from './read-nth-day-of.ts';
import { readEdgeOf, readHalf, readHoliday, readPart, readQuarter, readSeason, readWeekOf } from './read-period.ts';
import { countAt, readCount, readDayWord, readDeadline, readStepUnit, shift, unitAt } from './read-relative-date.ts';
import {
  readLongWeekend,
  readMonthOf,
  readNthWeekday,
  readWeekdayAfterNext,
  readWeekdayDate,
} from './read-weekday-date.ts';
import { businessWeek, inItsYear, monthSpan, oneDay, spanOf, vague } from './resolve.ts';

/** Reads the date or span that begins at a token: of all readings the longest. */
export function readDate(reader: DateReader, index: number): ReadDate | null {
  const core = readCore(reader, index);
  if (core === null) return null;
  return readRange(reader, { first: core, index }) ?? core;
}

/** A date that is no range of two others. */
function readCore(reader: DateReader, index: number): ReadDate | null {
  const readings = [
    readNumericDate(reader, index),
    readMonthDate(reader, index),
    readMonthOf(reader, index),
    readNthWeekday(reader, index),
    readWeekdayDate(reader, index),
    readWeekdayAfterNext(reader, index),
    readNthDay(reader, index),
    readDayWord(reader, index),
    readStepUnit(reader, index),
    readCount(reader, index),
    readDeadline(reader, index),
    readQuarter(reader, index),
    readHoliday(reader, index),
    readLongWeekend(reader, index),
    readSeason(reader, index),
    readYear(reader, index),
    readPart(reader, { index, readCore }),
    readWeekOf(reader, { index, readCore }),
    readHalf(reader, { index, readCore }),
    readEdgeOf(reader, { index, readCore }),
    readNthDayOf(reader, { index, readCore }),
    readOffset(reader, index),
  ];
  let best: ReadDate | null = null;
  for (const reading of readings) if (reading !== null && (best === null || reading.next > best.next)) best = reading;
  return best === null ? null : withWeekday(reader, withDay(reader, best));
}

/** `end of day Friday`, `close of business tomorrow`: the day that follows is the one that counts. */
function withDay(reader: DateReader, read: ReadDate): ReadDate {
  const isDeadline = /^(?:day|business|eod|cob)$/u.test(wordAt(reader, read.next - 1)) && read.from === reader.anchor;
  if (!isDeadline) return read;
  const at = /^(?:on|,)$/u.test(wordAt(reader, read.next)) ? read.next + 1 : read.next;
  const day = readCore(reader, at) ?? (wordAt(reader, at) === 'the' ? readCore(reader, at + 1) : null);
  return day !== null && day.granularity === 'day' ? day : read;
}

/** `October 5th, Monday` and `5/22 (Tue)`: a weekday behind its own date adds nothing. */
function withWeekday(reader: DateReader, read: ReadDate): ReadDate {
  const mark = wordAt(reader, read.next);
  const weekday = mark === ',' || mark === '(' ? weekdayAt(reader, read.next + 1) : null;
  if (weekday === null || read.from === null || read.granularity !== 'day') return read;
  if (mark === '(' && wordAt(reader, read.next + 2) === ')') return { ...read, next: read.next + 3 };
  return mark === ',' && weekdayOf(read.from) === weekday ? { ...read, next: read.next + 2 } : read;
}

/** `two weeks after Christmas`, `a week from Thursday`, `the Tuesday after the long weekend`, `the day before`. */
function readOffset(reader: DateReader, index: number): ReadDate | null {
  return (
    readWeekdayBeside(reader, index) ??
    readUnitBeside(reader, index) ??
    readCountBeside(reader, index) ??
    readWithinOf(reader, index)
  );
}

function readWeekdayBeside(reader: DateReader, index: number): ReadDate | null {
  const start = /^(?:the|that)$/u.test(wordAt(reader, index)) ? index + 1 : index;
  const weekday = weekdayAt(reader, start);
  const direction = directionAt(reader, start + 1);
  if (weekday === null || direction === null) return null;
  const base = readCore(reader, direction.next);
  if (base !== null && (base.from === null || base.to === null)) return vague(base.next, 'day');
  if (base !== null && base.from !== null && base.to !== null) {
    const day = direction.sign > 0 ? after(base.to, weekday) : before(base.from, weekday);
    return inItsYear(oneDay(base.next, day), base.absolute);
  }
  const isOpen = /^(?:[.,;?!]|$)/u.test(wordAt(reader, direction.next));
  if (start === index || !isOpen || reader.previous === null) return null;
  const day = direction.sign > 0 ? after(reader.previous, weekday) : before(reader.previous, weekday);
  return oneDay(direction.next, day);
}

function after(day: number, weekday: number): number {
  const inWeek = weekStart(day) + weekday - 1;
  return inWeek > day ? inWeek : inWeek + 7;
}

function before(day: number, weekday: number): number {
  const inWeek = weekStart(day) + weekday - 1;
  return inWeek < day ? inWeek : inWeek - 7;
}

/** `the week after Thanksgiving`, `the day before the 20th`, `the month after`. */
function readUnitBeside(reader: DateReader, index: number): ReadDate | null {
  const start = wordAt(reader, index) === 'the' ? index + 1 : index;
  const unit = unitAt(reader, start);
  const direction = unit === null ? null : directionAt(reader, unit.next);
  if (unit === null || direction === null || start === index) return null;
  const base = readCore(reader, direction.next);
  if (base === null) return null;
  if (base.from === null || base.to === null) return vague(base.next, unit.unit === 'day' ? 'day' : 'span');
  const edge = direction.sign > 0 ? base.to : base.from;
  switch (unit.unit) {
    case 'day':
      return inItsYear(oneDay(base.next, edge + direction.sign), base.absolute);
    case 'week':
      return inItsYear(businessWeek(base.next, edge + direction.sign * 7), base.absolute);
    case 'weekend': {
      const saturday = direction.sign > 0 ? after(edge, 6) : before(edge, 6);
      return spanOf(base.next, { from: saturday, to: saturday + 1, granularity: 'weekend', absolute: base.absolute });
    }
    case 'month':
      return inItsYear(monthSpan(base.next, addMonths(edge, direction.sign)), base.absolute);
    default:
      return null;
  }
}

function readCountBeside(reader: DateReader, index: number): ReadDate | null {
  const start = wordAt(reader, index) === 'in' ? index + 1 : index;
  const count = countAt(reader, start);
  const unit = count === null || Number.isNaN(count.value) ? null : unitAt(reader, count.next);
  const direction = unit === null ? null : directionAt(reader, unit.next);
  if (count === null || unit === null || direction === null) return null;
  const base = readCore(reader, direction.next);
  if (base === null) return null;
  if (base.from === null || base.to === null) return vague(base.next, 'day');
  const edge = direction.sign > 0 ? base.to : base.from;
  return inItsYear(
    oneDay(base.next, shift(edge, { count: direction.sign * count.value, unit: unit.unit })),
    base.absolute,
  );
}

/** `within two days of Friday`. */
function readWithinOf(reader: DateReader, index: number): ReadDate | null {
  const count = wordAt(reader, index) === 'within' ? countAt(reader, index + 1) : null;
  const unit = count === null || Number.isNaN(count.value) ? null : unitAt(reader, count.next);
  if (count === null || unit === null || wordAt(reader, unit.next) !== 'of') return null;
  const base = readCore(reader, unit.next + 1);
  if (base === null || base.from === null || base.to === null) return null;
  const to = shift(base.to, { count: count.value, unit: unit.unit });
  return spanOf(base.next, { from: base.from, to, granularity: 'span', absolute: base.absolute });
}

function directionAt(reader: DateReader, index: number): { sign: 1 | -1; next: number } | null {
  const word = wordAt(reader, index);
  if (/^(?:after|following|from)$/u.test(word)) return { sign: 1, next: index + 1 };
  if (word === 'before') return { sign: -1, next: index + 1 };
  return word === 'prior' && wordAt(reader, index + 1) === 'to' ? { sign: -1, next: index + 2 } : null;
}

/** `October 5th to the 9th`, `Jan-Feb 2027`, `from May to October 2027`: both ends read as dates. */
function readRange(reader: DateReader, input: { first: ReadDate; index: number }): ReadDate | null {
  const { first } = input;
  const joiner = wordAt(reader, first.next);
  const isJoined =
    /^(?:to|-|–|~|through|thru|until|till)$/u.test(joiner) || (joiner === 'and' && isBetween(reader, first.next));
  if (!isJoined || first.from === null) return null;
  const second = readCore(reader, first.next + 1) ?? readDayOnly(reader, first);
  if (second === null || second.from === null || second.to === null) return null;
  const ends = orderEnds(reader, { from: first.from, to: second.to, index: input.index, first, second });
  if (ends.from > ends.to) return null;
  return { next: second.next, ...ends, granularity: 'span', absolute: first.absolute || second.absolute };
}

/** Ends without a year take theirs from the other one, so that the range runs forward. */
function orderEnds(
  reader: DateReader,
  input: { from: number; to: number; index: number; first: ReadDate; second: ReadDate },
): { from: number; to: number } {
  const { first, second } = input;
  let { from, to } = input;
  const isCalendar = monthAt(reader, input.index) !== null || /^(?:the|\d+)$/u.test(wordAt(reader, input.index));
  if (first.absolute) {
    while (from > to && !second.absolute) to = addMonths(to, 12);
    return { from, to };
  }
  if (!isCalendar) return from > to && !second.absolute && from - to <= 7 ? { from, to: to + 7 } : { from, to };
  while (from > to) from = addMonths(from, -12);
  while (second.absolute && to - from > 366) from = addMonths(from, 12);
  return { from, to };
}

/** `april 9th through 17th`: the second end may be a bare day of the month. */
function readDayOnly(reader: DateReader, first: ReadDate): ReadDate | null {
  if (first.from === null || first.granularity !== 'day') return null;
  return readNthDay({ ...reader, anchor: first.from, isPast: false }, first.next + 1);
}
