import { readNumber } from '../read-number.ts';
import { addMonths, type Day, isBusinessDay, monthEnd, monthStart, partsOf, weekStart } from './calendar.ts';
import { type DateReader, type ReadDate, wordAt } from './date-words.ts';
import { businessWeek, monthSpan, oneDay, quarterSpan, spanOf, vague, yearSpan } from './resolve.ts';

export type Unit = 'day' | 'business day' | 'week' | 'fortnight' | 'weekend' | 'month' | 'quarter' | 'year';

const dayWords = new Map([
  ['today', 0],
  ['tonight', 0],
  ['tomorrow', 1],
  ['tmrw', 1],
  ['yesterday', -1],
]);
const partsOfDay = /^(?:morning|afternoon|evening)$/u;
const steps = new Map([
  ['next', 1],
  ['following', 1],
  ['coming', 1],
  ['upcoming', 1],
  ['last', -1],
  ['previous', -1],
  ['past', -1],
  ['this', 0],
  ['current', 0],
]);

/** `today`, `tonight`, `this afternoon`, `the day after tomorrow`. */
export function readDayWord(reader: DateReader, index: number): ReadDate | null {
  const word = wordAt(reader, index);
  const offset = dayWords.get(word);
  if (offset !== undefined) return oneDay(index + 1, reader.anchor + offset);
  if (word === 'this' && partsOfDay.test(wordAt(reader, index + 1))) return oneDay(index + 2, reader.anchor);
  if (word === 'last' && wordAt(reader, index + 1) === 'night') return oneDay(index + 2, reader.anchor - 1);
  const start = word === 'the' ? index + 1 : index;
  if (wordAt(reader, start) !== 'day' || !/^(?:after|before)$/u.test(wordAt(reader, start + 1))) return null;
  const isAfter = wordAt(reader, start + 1) === 'after';
  if (isAfter && /^(?:tomorrow|tmrw)$/u.test(wordAt(reader, start + 2))) return oneDay(start + 3, reader.anchor + 2);
  if (!isAfter && wordAt(reader, start + 2) === 'yesterday') return oneDay(start + 3, reader.anchor - 2);
  return null;
}

/** The unit of time at a token: `week`, `business days`, `fortnight`. */
export function unitAt(reader: DateReader, index: number): { unit: Unit; next: number } | null {
  const word = wordAt(reader, index);
  if (/^(?:business|working|work)$/u.test(word) && /^days?$/u.test(wordAt(reader, index + 1))) {
    return { unit: 'business day', next: index + 2 };
  }
  const match = /^(day|week|fortnight|weekend|month|quarter|year)s?(?:'s?)?$/u.exec(word);
  if (match !== null) return { unit: toUnit(match[1]), next: index + 1 };
  return null;
}

function toUnit(word: string | undefined): Unit {
  const units: readonly Unit[] = ['day', 'week', 'fortnight', 'weekend', 'month', 'quarter', 'year'];
  return units.find((unit) => unit === word) ?? 'day';
}

export function shift(day: Day, { count, unit }: { count: number; unit: Unit }): Day {
  switch (unit) {
    case 'day':
      return day + Math.round(count);
    case 'business day':
      return shiftBusinessDays(day, count);
    case 'week':
    case 'weekend':
      return day + Math.round(count * 7);
    case 'fortnight':
      return day + Math.round(count * 14);
    case 'month':
      return shiftMonths(day, count);
    case 'quarter':
      return shiftMonths(day, count * 3);
    case 'year':
      return shiftMonths(day, count * 12);
  }
}

/** Half a month is fifteen days. */
function shiftMonths(day: Day, months: number): Day {
  const whole = Math.trunc(months);
  return addMonths(day, whole) + Math.round((months - whole) * 30);
}

function shiftBusinessDays(day: Day, count: number): Day {
  let current = day;
  for (let left = Math.abs(Math.trunc(count)); left > 0; ) {
    current += count < 0 ? -1 : 1;
    if (isBusinessDay(current)) left -= 1;
  }
  return current;
}

/** `next week`, `last month`, `this quarter`, `the following year`, `next three weeks`, `the week after next`. */
export function readStepUnit(reader: DateReader, index: number): ReadDate | null {
  const start = wordAt(reader, index) === 'the' ? index + 1 : index;
  const afterNext = readAfterNext(reader, start);
  if (afterNext !== null) return afterNext;
  const step = steps.get(wordAt(reader, start));
  if (step === undefined) return start > index ? readTheWeekend(reader, start) : null;
  const single = unitAt(reader, start + 1);
  if (single !== null && !/[^']s$/u.test(wordAt(reader, start + 1))) return stepUnit(reader, { step, ...single });
  const count = countAt(reader, start + 1);
  const unit = count === null ? null : unitAt(reader, count.next);
  if (count === null || unit === null || step === 0) return null;
  if (wordAt(reader, unit.next) === 'of') return null;
  if (Number.isNaN(count.value)) return vague(unit.next, 'span');
  if (unit.unit === 'quarter') return quarters(reader, { count: step * count.value, next: unit.next });
  const edge = shift(reader.anchor, { count: step * count.value, unit: unit.unit });
  const [from, to] = step > 0 ? [reader.anchor + 1, edge] : [edge, reader.anchor - 1];
  return spanOf(unit.next, { from, to, granularity: 'span' });
}

function readTheWeekend(reader: DateReader, index: number): ReadDate | null {
  if (wordAt(reader, index) !== 'weekend') return null;
  return stepUnit(reader, { step: reader.isPast ? -1 : 0, unit: 'weekend', next: index + 1 });
}

/** Quarters are those of the calendar, next to the one of the call. */
function quarters(reader: DateReader, input: { count: number; next: number }): ReadDate | null {
  const near = stepUnit(reader, { step: Math.sign(input.count), unit: 'quarter', next: input.next });
  const far = stepUnit(reader, { step: Math.trunc(input.count), unit: 'quarter', next: input.next });
  const ends = [near?.from, near?.to, far?.from, far?.to].filter((end) => typeof end === 'number');
  if (ends.length < 4) return null;
  return spanOf(input.next, { from: Math.min(...ends), to: Math.max(...ends), granularity: 'span' });
}

function readAfterNext(reader: DateReader, index: number): ReadDate | null {
  const unit = unitAt(reader, index);
  if (unit === null || wordAt(reader, unit.next) !== 'after' || wordAt(reader, unit.next + 1) !== 'next') return null;
  return stepUnit(reader, { step: 2, unit: unit.unit, next: unit.next + 2 });
}

/** The calendar unit that many steps from the one of the call. */
export function stepUnit(reader: DateReader, input: { step: number; unit: Unit; next: number }): ReadDate | null {
  const { step, unit, next } = input;
  const { year, month } = partsOf(reader.anchor);
  switch (unit) {
    case 'day':
    case 'business day':
      return step === 0 ? null : oneDay(next, shift(reader.anchor, { count: step, unit }));
    case 'week':
      return businessWeek(next, reader.anchor + step * 7);
    case 'fortnight':
      return step === 0 ? null : spanOf(next, { from: reader.anchor + 1, to: reader.anchor + 14, granularity: 'span' });
    case 'weekend': {
      const saturday = weekStart(reader.anchor) + 5 + step * 7;
      return spanOf(next, { from: saturday, to: saturday + 1, granularity: 'weekend' });
    }
    case 'month':
      return monthSpan(next, addMonths(monthStart(year, month), step));
    case 'quarter': {
      const index = year * 4 + Math.floor((month - 1) / 3) + step;
      return quarterSpan(next, { year: Math.floor(index / 4), quarter: (index % 4) + 1, absolute: false });
    }
    case 'year':
      return yearSpan(next, year + step);
  }
}

/** A count of units: a number, `a`, `a couple of`, `a few` (which says no number). */
export function countAt(reader: DateReader, index: number): { value: number; next: number } | null {
  const word = wordAt(reader, index);
  if (/^(?:a|an|another)$/u.test(word)) {
    if (wordAt(reader, index + 1) === 'couple') {
      return { value: 2, next: wordAt(reader, index + 2) === 'of' ? index + 3 : index + 2 };
    }
    if (wordAt(reader, index + 1) === 'few') return { value: Number.NaN, next: index + 2 };
    const number = readNumber(reader.tokens, index);
    return number === null ? { value: 1, next: index + 1 } : { value: number.value, next: number.next };
  }
  if (word === 'couple') return { value: 2, next: wordAt(reader, index + 1) === 'of' ? index + 2 : index + 1 };
  if (/^(?:few|several|some)$/u.test(word)) return { value: Number.NaN, next: index + 1 };
  const number = readNumber(reader.tokens, index);
  return number === null || number.value > 1000 ? null : { value: number.value, next: number.next };
}

/** `in two weeks`, `two weeks from now`, `three days ago`, `within ten days`, `over the next month`. */
export function readCount(reader: DateReader, index: number): ReadDate | null {
  const lead = wordAt(reader, index);
  const isIn = lead === 'in';
  const isWithin = lead === 'within';
  let start = isIn || isWithin ? index + 1 : index;
  if (/^(?:about|around|roughly|like|maybe|another)$/u.test(wordAt(reader, start))) start += 1;
  const count = countAt(reader, start);
  if (count === null) return null;
  const range = readUpper(reader, count.next);
  const unit = unitAt(reader, range?.next ?? count.next);
  if (unit === null || unit.unit === 'weekend') return null;
  const behind = readBehind(reader, unit.next);
  if (behind === null && !isIn && !isWithin) return null;
  if (behind === null && (reader.isPast || wordAt(reader, index - 1) === 'get')) return null;
  if (behind === null && isIn && isPeriodOfRate(reader, start)) return null;
  const next = behind?.next ?? endOfUnit(reader, unit.next);
  if (Number.isNaN(count.value)) return vague(next, 'span');
  if (isWithin && behind === null && isOfEvent(reader, next)) return vague(next, 'span');
  const sign = behind?.sign ?? 1;
  const from = shift(reader.anchor, { count: sign * count.value, unit: unit.unit });
  if (isWithin && behind === null) return spanOf(next, { from: reader.anchor, to: from, granularity: 'span' });
  if (range === null) return oneDay(next, from);
  const other = shift(reader.anchor, { count: sign * range.value, unit: unit.unit });
  return spanOf(next, { from: Math.min(from, other), to: Math.max(from, other), granularity: 'span' });
}

/** `within a week of signing`: counted from what is not told. */
function isOfEvent(reader: DateReader, index: number): boolean {
  return wordAt(reader, index) === 'of' && !/^(?:today|now|tonight)$/u.test(wordAt(reader, index + 1));
}

/** `how many in a month`, `that is 100,000 in a year`: a rate, unless the sentence looks ahead. */
function isPeriodOfRate(reader: DateReader, index: number): boolean {
  if (!/^(?:a|an)$/u.test(wordAt(reader, index)) || !/^(?:day|month|year)$/u.test(wordAt(reader, index + 1)))
    return false;
  return !reader.tokens.some((token) =>
    /^(?:will|let's|call|back|again|.+'ll|going|should|could|talk|meet|check)$/u.test(token.lower),
  );
}

/** The upper end of `two to three weeks`. */
function readUpper(reader: DateReader, index: number): { value: number; next: number } | null {
  if (!/^(?:to|or|-|–)$/u.test(wordAt(reader, index))) return null;
  const number = readNumber(reader.tokens, index + 1);
  return number === null || number.value > 1000 ? null : { value: number.value, next: number.next };
}

/** `week’s time` is a week. */
function endOfUnit(reader: DateReader, index: number): number {
  return wordAt(reader, index) === 'time' ? index + 1 : index;
}

function readBehind(reader: DateReader, index: number): { sign: number; next: number } | null {
  const word = wordAt(reader, index);
  if (word === 'ago') return { sign: -1, next: index + 1 };
  if (word === 'hence') return { sign: 1, next: index + 1 };
  if (word === 'from' && wordAt(reader, index + 1) === 'now') return { sign: 1, next: index + 2 };
  if (word === 'after' && wordAt(reader, index + 1) === 'today') return { sign: 1, next: index + 2 };
  if (word === 'from' && wordAt(reader, index + 1) === 'today') return { sign: 1, next: index + 2 };
  return null;
}

/** `eod`, `end of day`, `close of business`, `eow`, `eom`, `eoq`, `eoy`, `year-end`. */
export function readDeadline(reader: DateReader, index: number): ReadDate | null {
  const word = wordAt(reader, index);
  const { year, month } = partsOf(reader.anchor);
  if (word === 'eod' || word === 'cob') return oneDay(index + 1, reader.anchor);
  if (word === 'eow') return oneDay(index + 1, weekStart(reader.anchor) + 4);
  if (word === 'eom') return oneDay(index + 1, monthEnd(reader.anchor));
  if (word === 'eoq') return oneDay(index + 1, monthEnd(monthStart(year, Math.ceil(month / 3) * 3)));
  if (word === 'eoy') return oneDay(index + 1, monthEnd(monthStart(year, 12)));
  if (/^(?:close|end)$/u.test(word) && wordAt(reader, index + 1) === 'of' && wordAt(reader, index + 2) === 'business') {
    return oneDay(index + 3, reader.anchor);
  }
  const isOut =
    word === 'the' && wordAt(reader, index + 2) === 'is' && /^(?:out|over)$/u.test(wordAt(reader, index + 3));
  const passing = isOut ? unitAt(reader, index + 1) : null;
  if (passing?.unit === 'day') return oneDay(index + 4, reader.anchor);
  if (passing !== null) {
    const span = stepUnit(reader, { step: 0, unit: passing.unit, next: index + 4 });
    return span === null || span.to === null ? null : oneDay(span.next, span.to);
  }
  const isEnd =
    /^(?:year|month|quarter|week)$/u.test(word) &&
    wordAt(reader, index + (wordAt(reader, index + 1) === '-' ? 2 : 1)) === 'end';
  const unit = isEnd && reader.tokens[index + 1] !== undefined ? unitAt(reader, index) : null;
  if (unit === null) return null;
  const span = stepUnit(reader, {
    step: 0,
    unit: unit.unit,
    next: wordAt(reader, index + 1) === '-' ? index + 3 : index + 2,
  });
  return span === null || span.to === null ? null : oneDay(span.next, span.to);
}
