import { addMonths, type Day, monthEnd, partsOf, weekdayOf, weekStart } from './calendar.ts';
import { type DateReader, type Granularity, monthAt, ordinalAt, type ReadDate, wordAt, yearAt } from './date-words.ts';
import { holidays } from './holidays.ts';
import { relativeYear } from './read-calendar-date.ts';
import { countAt, stepUnit, unitAt } from './read-relative-date.ts';
import { businessWeek, inItsYear, nearestYear, oneDay, quarterSpan, spanOf, vague } from './resolve.ts';

export type ReadCore = (reader: DateReader, index: number) => ReadDate | null;

interface Place {
  readonly index: number;
  /** Reads the date a part is taken of. */
  readonly readCore: ReadCore;
}

/** `Q3`, `Q1 2027`, `2027-Q1`, `the first quarter of next year`. A quarter without a year is the one not yet over. */
export function readQuarter(reader: DateReader, index: number): ReadDate | null {
  const year = yearAt(reader, index);
  const at = year === null ? index : year.next + (wordAt(reader, year.next) === '-' ? 1 : 0);
  const quarter = quarterAt(reader, at);
  if (quarter === null) return null;
  const behind = year ?? yearAt(reader, wordAt(reader, quarter.next) === '-' ? quarter.next + 1 : quarter.next);
  if (behind !== null) {
    const next = year === null ? behind.next : quarter.next;
    return quarterSpan(next, { year: behind.value, quarter: quarter.value, absolute: true });
  }
  const relative = relativeYear(reader, quarter.next);
  if (relative !== null)
    return quarterSpan(relative.next, { year: relative.value, quarter: quarter.value, absolute: false });
  const { year: thisYear, month } = partsOf(reader.anchor);
  const current = Math.ceil(month / 3);
  const isOver = quarter.value < current;
  const inYear = reader.isPast ? (quarter.value > current ? thisYear - 1 : thisYear) : isOver ? thisYear + 1 : thisYear;
  return quarterSpan(quarter.next, { year: inYear, quarter: quarter.value, absolute: false });
}

function quarterAt(reader: DateReader, index: number): { value: number; next: number } | null {
  const digit = wordAt(reader, index + 1);
  if (wordAt(reader, index) === 'q' && /^[1-4]$/u.test(digit) && reader.tokens[index + 1]?.spaced === false) {
    return { value: Number(digit), next: index + 2 };
  }
  const start = wordAt(reader, index) === 'the' ? index + 1 : index;
  const ordinal = ordinalAt(reader, start);
  if (ordinal === null || ordinal.value > 4 || wordAt(reader, ordinal.next) !== 'quarter') return null;
  return { value: ordinal.value, next: ordinal.next + 1 };
}

/** `Thanksgiving`, `Labor Day 2027`, `Labor Day weekend`. */
export function readHoliday(reader: DateReader, index: number): ReadDate | null {
  for (const holiday of holidays()) {
    if (!holiday.words.every((word, step) => wordAt(reader, index + step) === word)) continue;
    const end = index + holiday.words.length;
    const year = yearAt(reader, end);
    const relative = year === null ? relativeYear(reader, end) : null;
    const inYear = year ?? relative;
    const day = inYear === null ? nearestYear(reader, holiday.dayIn) : holiday.dayIn(inYear.value);
    if (day === null) return null;
    const next = inYear?.next ?? end;
    if (wordAt(reader, next) !== 'weekend') return inItsYear(oneDay(next, day), year !== null);
    const saturday = weekStart(day) + 5 - (day - weekStart(day) <= 1 ? 7 : 0);
    const to = Math.max(saturday + 1, day);
    return spanOf(next + 1, { from: Math.min(saturday, day), to, granularity: 'weekend', absolute: year !== null });
  }
  return null;
}

/** `early Q1`, `mid-August`, `late next week`, `the end of the month`, `the first week of October`, `later this year`. */
export function readPart(reader: DateReader, { index, readCore }: Place): ReadDate | null {
  const start = wordAt(reader, index) === 'the' ? index + 1 : index;
  const word = wordAt(reader, start);
  const kind = partKind(word);
  if (kind === null) return null;
  const hyphen = wordAt(reader, start + 1) === '-' ? start + 2 : start + 1;
  const behind = /^(?:of|in|part)$/u.test(wordAt(reader, hyphen)) ? hyphen + 1 : hyphen;
  const at = wordAt(reader, behind - 1) === 'part' && wordAt(reader, behind) === 'of' ? behind + 1 : behind;
  const needsOf = kind === 'end' || kind === 'middle' || kind === 'beginning' || kind === 'rest';
  const isMid = word === 'mid';
  if (needsOf && !isMid && at === start + 1 && !/^(?:next|this|last)$/u.test(wordAt(reader, at))) return null;
  const period = readBarePeriod(reader, at) ?? readCore(reader, at);
  if (period === null || period.from === null || period.to === null) return period === null ? null : { ...period };
  return partOf(period, { anchor: reader.anchor, kind });
}

type Part = 'end' | 'middle' | 'beginning' | 'early' | 'earlier' | 'late' | 'later' | 'rest';

function partKind(word: string): Part | null {
  if (word === 'end') return 'end';
  if (word === 'middle' || word === 'mid') return 'middle';
  if (word === 'beginning' || word === 'start') return 'beginning';
  if (word === 'early' || word === 'earlier' || word === 'late' || word === 'later') return word;
  if (/^(?:rest|remainder|remaining)$/u.test(word)) return 'rest';
  return null;
}

/** `the week`, `month`, `day`: the one of the call, only behind `end of` and its like. */
export function readBarePeriod(reader: DateReader, index: number): ReadDate | null {
  const start = wordAt(reader, index) === 'the' || wordAt(reader, index) === 'our' ? index + 1 : index;
  const at = /^(?:fiscal|calendar)$/u.test(wordAt(reader, start)) ? start + 1 : start;
  const unit = unitAt(reader, at);
  if (unit === null || wordAt(reader, at).endsWith('s') || unit.unit === 'fortnight') return null;
  if (unit.unit === 'day') return readDayBehind(reader, unit.next);
  return stepUnit(reader, { step: 0, unit: unit.unit, next: unit.next });
}

/** `end of day` alone is the day of the call; `end of day Friday` leaves the day to what follows. */
function readDayBehind(reader: DateReader, next: number): ReadDate {
  return oneDay(next, reader.anchor);
}

function partOf(period: ReadDate, { anchor, kind }: { anchor: Day; kind: Part }): ReadDate | null {
  const { from, to, granularity } = period;
  if (from === null || to === null) return period;
  if (granularity === 'day') return kind === 'middle' || kind === 'earlier' || kind === 'rest' ? null : period;
  const days = daysOfPart({ from, to, granularity, anchor }, kind);
  if (days === null || days[0] > days[1]) return null;
  return { ...period, from: days[0], to: days[1], granularity: days[0] === days[1] ? 'day' : 'span' };
}

/** The first and last day of a part; null where the part is over or has not begun. */
function daysOfPart(
  period: { from: Day; to: Day; granularity: Granularity; anchor: Day },
  kind: Part,
): readonly [Day, Day] | null {
  const { from, to, granularity, anchor } = period;
  const isMonth = granularity === 'month';
  const third = Math.max(0, Math.ceil((to - from + 1) / 3) - 1);
  const middle = isMonth ? from + 14 : from + Math.floor((to - from) / 2);
  switch (kind) {
    case 'end':
      return [to, to];
    case 'beginning':
      return [from, from];
    case 'middle':
      return [middle, middle];
    case 'early':
      return [from, granularity === 'quarter' ? monthEnd(from) : from + (isMonth ? 9 : third)];
    case 'late':
      return [granularity === 'quarter' ? addMonths(from, 2) : isMonth ? from + 20 : to - third, to];
    case 'earlier':
      return anchor < from ? null : [from, Math.min(to, anchor)];
    case 'rest':
      return anchor > to ? null : [Math.max(from, anchor), to];
    case 'later':
      return [Math.min(to, Math.max(from, anchor + 1)), to];
  }
}

/** `the week of the 14th`, `the first week of October`, `the last week of this month`, `week 31`. */
export function readWeekOf(reader: DateReader, { index, readCore }: Place): ReadDate | null {
  const start = wordAt(reader, index) === 'the' ? index + 1 : index;
  const isLast = wordAt(reader, start) === 'last';
  const ordinal = isLast ? { value: -1, next: start + 1 } : ordinalAt(reader, start);
  const at = ordinal === null ? start : ordinal.next;
  const isWeekend = wordAt(reader, at) === 'weekend';
  if (!isWeekend && wordAt(reader, at) !== 'week') return null;
  if (/^(?:a|one|every|each)$/u.test(wordAt(reader, index - 1))) return null;
  const number = ordinal === null ? readWeekNumber(reader, at + 1) : null;
  if (number !== null) return number;
  if (!/^(?:of|in|starting|beginning|commencing)$/u.test(wordAt(reader, at + 1))) return null;
  const inner = wordAt(reader, at + 2) === 'on' ? at + 3 : at + 2;
  const period = readBarePeriod(reader, inner) ?? readCore(reader, inner);
  if (period === null || period.from === null || period.to === null) return null;
  if (ordinal === null) return period.granularity === 'day' ? weekAround(period, isWeekend) : null;
  if (isWeekend || !/^(?:month|quarter|year)$/u.test(period.granularity) || ordinal.value > 5) return null;
  // A week belongs to the period its Thursday is in, as ISO 8601 counts weeks of a year.
  if (isLast) return inItsYear(businessWeek(period.next, period.to - 3), period.absolute);
  const firstWeek = weekStart(period.from + 3);
  return inItsYear(businessWeek(period.next, firstWeek + (ordinal.value - 1) * 7), period.absolute);
}

function weekAround(day: ReadDate, isWeekend: boolean): ReadDate | null {
  if (day.from === null) return null;
  if (!isWeekend) return inItsYear(businessWeek(day.next, day.from), day.absolute);
  const saturday = weekStart(day.from) + 5 - (weekdayOf(day.from) <= 2 ? 7 : 0);
  return spanOf(day.next, { from: saturday, to: saturday + 1, granularity: 'weekend', absolute: day.absolute });
}

function readWeekNumber(reader: DateReader, index: number): ReadDate | null {
  const number = wordAt(reader, index);
  if (!/^(?:[1-9]|[1-4]\d|5[0-3])$/u.test(number) || wordAt(reader, index - 2) === 'a') return null;
  const { year } = partsOf(reader.anchor);
  const january4 = Math.round(Date.UTC(year, 0, 4) / 86_400_000);
  return businessWeek(index + 1, weekStart(january4) + (Number(number) - 1) * 7);
}

/** `this summer`, `in the spring`, `last fall`: named, and not told to the day. */
export function readSeason(reader: DateReader, index: number): ReadDate | null {
  const lead = wordAt(reader, index);
  if (
    !/^(?:this|next|last|the|early|late|coming)$/u.test(lead) ||
    !/^(?:spring|summer|fall|autumn|winter)$/u.test(wordAt(reader, index + 1))
  )
    return null;
  const before = wordAt(reader, index - 1);
  if (lead === 'the' && !/^(?:in|by|before|after|since|until|till|during|through|for|of)$/u.test(before)) return null;
  if (wordAt(reader, index + 1) === 'fall' && monthAt(reader, index + 2) !== null) return null;
  return vague(index + 2, 'season');
}

/** `the last two weeks of October`, `the first ten days of the quarter`. */
export function readEdgeOf(reader: DateReader, { index, readCore }: Place): ReadDate | null {
  const start = wordAt(reader, index) === 'the' ? index + 1 : index;
  const edge = wordAt(reader, start);
  const count = /^(?:first|last|final)$/u.test(edge) ? countAt(reader, start + 1) : null;
  const unit = count === null || Number.isNaN(count.value) ? null : unitAt(reader, count.next);
  if (count === null || unit === null || !/^(?:day|week)$/u.test(unit.unit) || wordAt(reader, unit.next) !== 'of')
    return null;
  const period = readBarePeriod(reader, unit.next + 1) ?? readCore(reader, unit.next + 1);
  if (period === null || period.from === null || period.to === null || period.granularity === 'day') return null;
  const days = Math.round(count.value * (unit.unit === 'week' ? 7 : 1)) - 1;
  const [from, to] = edge === 'first' ? [period.from, period.from + days] : [period.to - days, period.to];
  return { ...period, from, to, granularity: 'span' };
}

/** `the first half of 2027`, `the second half of the year`, `H1`. */
export function readHalf(reader: DateReader, { index, readCore }: Place): ReadDate | null {
  const start = wordAt(reader, index) === 'the' ? index + 1 : index;
  const ordinal = ordinalAt(reader, start);
  const half = ordinal?.value ?? (/^(?:back|latter)$/u.test(wordAt(reader, start)) ? 2 : 0);
  const at = ordinal?.next ?? start + 1;
  if (half < 1 || half > 2 || wordAt(reader, at) !== 'half' || wordAt(reader, at + 1) !== 'of') return null;
  const period = readBarePeriod(reader, at + 2) ?? readCore(reader, at + 2);
  if (period === null || period.from === null || period.to === null || period.granularity === 'day') return null;
  const middle =
    period.granularity === 'year'
      ? addMonths(period.from, 6)
      : period.from + Math.ceil((period.to - period.from + 1) / 2);
  const [from, to] = half === 1 ? [period.from, middle - 1] : [middle, period.to];
  return { ...period, from, to, granularity: 'span' };
}
