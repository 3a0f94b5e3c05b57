import { isBusinessDay } from './calendar.ts';
import { type DateReader, ordinalAt, type ReadDate, wordAt } from './date-words.ts';
import { type ReadCore, readBarePeriod } from './read-period.ts';
import { unitAt } from './read-relative-date.ts';
import { inItsYear, oneDay, vague } from './resolve.ts';

/** `the last business day of January`, `the third working day of next month`, `the last day of the quarter`. */
export function readNthDayOf(
  reader: DateReader,
  { index, readCore }: { index: number; readCore: ReadCore },
): ReadDate | null {
  const day = countedDayAt(reader, wordAt(reader, index) === 'the' ? index + 1 : index);
  if (day === null || !/^(?:of|in)$/u.test(wordAt(reader, day.next))) return null;
  const period = readBarePeriod(reader, day.next + 1) ?? readCore(reader, day.next + 1);
  if (period === null || period.granularity === 'day') return null;
  return inItsYear(nthDay(period, day), period.absolute);
}

/** `last business day`, `third day`; the last one is -1. */
function countedDayAt(reader: DateReader, index: number): { nth: number; isBusiness: boolean; next: number } | null {
  const isLast = /^(?:last|final)$/u.test(wordAt(reader, index));
  const ordinal = isLast ? { value: -1, next: index + 1 } : ordinalAt(reader, index);
  const unit = ordinal === null ? null : unitAt(reader, ordinal.next);
  if (ordinal === null || unit === null || !/^(?:business )?day$/u.test(unit.unit)) return null;
  return { nth: ordinal.value, isBusiness: unit.unit !== 'day', next: unit.next };
}

function nthDay(period: ReadDate, which: { nth: number; isBusiness: boolean }): ReadDate {
  const { from, to, next } = period;
  if (from === null || to === null) return vague(next, 'day');
  const days = Array.from({ length: to - from + 1 }, (_, step) => from + step);
  const counted = which.isBusiness ? days.filter(isBusinessDay) : days;
  const day = counted.at(which.nth < 0 ? which.nth : which.nth - 1);
  return day === undefined ? vague(next, 'day') : oneDay(next, day);
}
