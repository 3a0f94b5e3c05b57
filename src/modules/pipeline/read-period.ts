import { SophiaError } from '#platform/errors';
import { isDay, shiftDay } from './days.ts';

/** Calendar days, both included, and how they are called. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** Reads a period of the calendar. Throws `input.invalid` with the forms that are read. */
export function readPeriod({ text, today }: { text: string; today: string }): Period {
  const words = text.trim().toLowerCase().replaceAll(/\s+/gu, ' ');
  const days = named({ words, today }) ?? written(words);
  if (days !== null && days.from <= days.to) return { ...days, name: words };
  throw new SophiaError(
    'input.invalid',
    `Expected a period such as "this quarter", "next month", 2026-Q4, 2026-11 or 2026-11-01..2026-11-30, found "${text}".`,
  );
}

/** The month or quarter around a day, or so many later. */
export function periodAround({
  day,
  unit,
  step = 0,
}: {
  day: string;
  unit: 'month' | 'quarter' | 'year';
  step?: number;
}): { from: string; to: string } {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7)) - 1;
  switch (unit) {
    case 'month':
      return months({ year, month: month + step, count: 1 });
    case 'quarter':
      return months({ year, month: (Math.floor(month / 3) + step) * 3, count: 3 });
    case 'year':
      return months({ year: year + step, month: 0, count: 12 });
  }
}

function named({ words, today }: { words: string; today: string }): { from: string; to: string } | null {
  const parts = /^(this|current|last|previous|next) (month|quarter|year)$/u.exec(words);
  if (parts === null) return null;
  const [, which = '', unit] = parts;
  const step = which === 'next' ? 1 : which === 'last' || which === 'previous' ? -1 : 0;
  return periodAround({
    day: today,
    unit: unit === 'month' ? 'month' : unit === 'quarter' ? 'quarter' : 'year',
    step,
  });
}

function written(words: string): { from: string; to: string } | null {
  const quarter = /^((?:19|2\d)\d\d)[- ]?q([1-4])$/u.exec(words) ?? /^q([1-4])[- ]?((?:19|2\d)\d\d)$/u.exec(words);
  if (quarter !== null) {
    const [, first = '', second = ''] = quarter;
    const [year, number] = first.length === 4 ? [first, second] : [second, first];
    return months({ year: Number(year), month: (Number(number) - 1) * 3, count: 3 });
  }
  const month = /^((?:19|2\d)\d\d)-(0[1-9]|1[0-2])$/u.exec(words);
  if (month !== null) return months({ year: Number(month[1]), month: Number(month[2]) - 1, count: 1 });
  const days = /^(\S+?)(?:\.\.| to )(\S+)$/u.exec(words);
  const [, from = '', to = ''] = days ?? [];
  return isDay(from) && isDay(to) && from >= '1900-01-01' ? { from, to } : null;
}

function months({ year, month, count }: { year: number; month: number; count: number }): { from: string; to: string } {
  const from = new Date(Date.UTC(year, month, 1, 12)).toISOString().slice(0, 10);
  const next = new Date(Date.UTC(year, month + count, 1, 12)).toISOString().slice(0, 10);
  return { from, to: shiftDay(next, -1) };
}
