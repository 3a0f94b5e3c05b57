import type { NumberToken } from '../number-tokens.ts';
import { readNumber, tensValue, unitValue } from '../read-number.ts';
import type { Day } from './calendar.ts';

export type Granularity = 'day' | 'week' | 'weekend' | 'month' | 'quarter' | 'season' | 'year' | 'span';

/** What a rule reads dates from: the tokens of one sentence and what they are resolved against. */
export interface DateReader {
  readonly tokens: readonly NumberToken[];
  /** The day of the call. */
  readonly anchor: Day;
  /** Whether the sentence speaks of the past: then `the 3rd` is behind us. */
  readonly isPast: boolean;
  /** The day named last before this place, for `the Friday before`. */
  readonly previous: Day | null;
  /** Whether the call took place in the United States, so that its holidays make long weekends. */
  readonly isInUnitedStates: boolean;
}

/** A date read from tokens up to `next`: the days [from, to], or null where they cannot be told. */
export interface ReadDate {
  readonly next: number;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly granularity: Granularity;
  /** Whether it says the year itself, so that it holds without knowing the day of the call. */
  readonly absolute: boolean;
}

const monthNames = 'january february march april may june july august september october november december'.split(' ');
const monthShort = new Map([...monthNames.map((name, index) => [name.slice(0, 3), index + 1] as const), ['sept', 9]]);
const weekdayNames = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const weekdayShort = new Map([
  ...weekdayNames.map((name, index) => [name.slice(0, 3), index + 1] as const),
  ['tues', 2],
  ['weds', 3],
  ['thur', 4],
  ['thurs', 4],
]);
const ordinalWords = new Map(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
    .split(' ')
    .map((word, index) => [word, index + 1] as const),
);
const monthLeads = new Set(
  'in by of since until till before after this next last early mid late through during to from end late- for and or every - the'.split(
    ' ',
  ),
);

export function wordAt(reader: DateReader, index: number): string {
  return reader.tokens[index]?.lower ?? '';
}

/** The month a token names. `may`, `march` and short forms count only where nothing else can be meant. */
export function monthAt(reader: DateReader, index: number): number | null {
  const token = reader.tokens[index];
  if (token === undefined) return null;
  const full = monthNames.indexOf(token.lower) + 1;
  if (full > 0 && token.lower !== 'may' && token.lower !== 'march') return full;
  const month = full > 0 ? full : monthShort.get(token.lower);
  if (month === undefined) return null;
  const after = wordAt(reader, wordAt(reader, index + 1) === '.' ? index + 2 : index + 1);
  if (/^(?:\d{1,2}|19\d\d|20\d\d)$/u.test(after) || ordinalWords.has(after)) return month;
  if (after === 'the' && ordinalAt(reader, index + 2) !== null) return month;
  const before = wordAt(reader, index - 1);
  const isName = token.initial || full === 0;
  if (/^(?:st|nd|rd|th|\d{1,2})$/u.test(before) || (before === 'of' && ordinalBefore(reader, index))) return month;
  if (/^[/-]$/u.test(before) || /^[/-]$/u.test(after)) return full > 0 ? (token.initial ? month : null) : month;
  if (full === 0) return token.initial && monthLeads.has(before) ? month : null;
  if (token.initial && index > 0 && /^(?:to|through|until)$/u.test(after) && monthAt(reader, index + 2) !== null)
    return month;
  if (token.lower === 'may' && before === 'the') return null;
  return isName ? (index > 0 && monthLeads.has(before) ? month : null) : monthAfterPreposition(before, month);
}

function monthAfterPreposition(before: string, month: number): number | null {
  return /^(?:in|by|of|since|until|till|during|mid|late|early|last|next)$/u.test(before) ? month : null;
}

function ordinalBefore(reader: DateReader, index: number): boolean {
  const word = wordAt(reader, index - 2);
  return /^(?:st|nd|rd|th|end|middle|beginning|start|week|\d{1,2})$/u.test(word) || ordinalWords.has(word);
}

export function weekdayAt(reader: DateReader, index: number): number | null {
  const token = reader.tokens[index];
  if (token === undefined) return null;
  const full = weekdayNames.indexOf(token.lower) + 1;
  if (full > 0) return full;
  return token.initial ? (weekdayShort.get(token.lower) ?? null) : null;
}

/** `14th`, `first`, `twenty-third`, `thirty first`. */
export function ordinalAt(
  reader: DateReader,
  index: number,
): { value: number; next: number; isDigits: boolean } | null {
  const token = reader.tokens[index];
  const following = reader.tokens[index + 1];
  if (token === undefined) return null;
  if (/^\d{1,3}$/u.test(token.lower)) {
    const isOrdinal = following !== undefined && !following.spaced && /^(?:st|nd|rd|th)$/u.test(following.lower);
    return isOrdinal ? { value: Number(token.lower), next: index + 2, isDigits: true } : null;
  }
  const simple = ordinalWords.get(token.lower) ?? (token.lower === 'thirtieth' ? 30 : undefined);
  if (simple !== undefined) return { value: simple, next: index + 1, isDigits: false };
  const tens = tensValue(token.lower);
  if (tens === undefined || tens > 30) return null;
  const at = wordAt(reader, index + 1) === '-' ? index + 2 : index + 1;
  const unit = ordinalWords.get(wordAt(reader, at));
  return unit === undefined || unit > 9 ? null : { value: tens + unit, next: at + 1, isDigits: false };
}

/** A day of the month, as digits, ordinal or words. */
export function dayOfMonthAt(reader: DateReader, index: number): { value: number; next: number } | null {
  const start = wordAt(reader, index) === 'the' ? index + 1 : index;
  if (/^[\p{Sc}:]$/u.test(wordAt(reader, start - 1))) return null;
  const ordinal = ordinalAt(reader, start);
  if (ordinal !== null) return ordinal.value >= 1 && ordinal.value <= 31 ? ordinal : null;
  const word = wordAt(reader, start);
  if (start > index || (!/^\d{1,2}$/u.test(word) && unitValue(word) === undefined && tensValue(word) === undefined))
    return null;
  if (/^\d/u.test(word)) {
    const value = Number(word);
    const after = wordAt(reader, start + 1);
    const isTime = after === ':' || after === '%' || /^(?:am|pm|a\.m|p\.m|k|percent|o'clock)$/u.test(after);
    return value >= 1 && value <= 31 && !isTime ? { value, next: start + 1 } : null;
  }
  const number = readNumber(reader.tokens, start);
  if (number === null || number.hasScale || number.value < 1 || number.value > 31) return null;
  return { value: number.value, next: number.next };
}

/** A year: `2027`, `, 2027`, `of 2027`, `twenty twenty-seven`, `'27`. */
export function yearAt(reader: DateReader, index: number): { value: number; next: number } | null {
  const word = wordAt(reader, index);
  const start = word === ',' || word === 'of' || word === 'in' ? index + 1 : index;
  const digits = wordAt(reader, start);
  if (/^(?:19|20)\d\d$/u.test(digits)) {
    return wordAt(reader, start + 1) === ':' ? null : { value: Number(digits), next: start + 1 };
  }
  if (word === 'of' && /^\d\d$/u.test(digits)) {
    const value = Number(digits);
    return { value: value > 50 ? 1900 + value : 2000 + value, next: start + 1 };
  }
  if (/^['’]$/u.test(digits) && /^\d\d$/u.test(wordAt(reader, start + 1))) {
    return { value: 2000 + Number(wordAt(reader, start + 1)), next: start + 2 };
  }
  return spokenYear(reader, start);
}

function spokenYear(reader: DateReader, index: number): { value: number; next: number } | null {
  const century = wordAt(reader, index);
  if (century === 'two' && wordAt(reader, index + 1) === 'thousand') {
    const read = readNumber(reader.tokens, index);
    return read !== null && read.value >= 2000 && read.value < 2100 ? { value: read.value, next: read.next } : null;
  }
  if (century !== 'twenty' && century !== 'nineteen') return null;
  const rest = readNumber(reader.tokens, index + 1);
  if (rest === null || rest.hasScale || rest.value < 10 || rest.value > 99) return null;
  return { value: (century === 'twenty' ? 2000 : 1900) + rest.value, next: rest.next };
}
