import type { CurrencyTable } from './currencies.ts';
import type { NumberToken } from './number-tokens.ts';
import { type ReadNumber, readNumber } from './read-number.ts';

/** A sum read from tokens [first, next), in the main unit of its currency. */
export interface ReadMoney {
  readonly first: number;
  readonly next: number;
  readonly value: number;
  readonly currency: string | null;
}

/** What sums are read from: the tokens of a text and what its currencies mean. */
export interface MoneyReader extends MoneyContext {
  readonly tokens: readonly NumberToken[];
}

export interface MoneyContext {
  readonly table: CurrencyTable;
  /** What `$`, `dollar` and `buck` mean. */
  readonly dollar: string;
  /** What `cent` means. */
  readonly cent: string;
}

interface Unit {
  readonly currency: string | null;
  /** Of the main unit: 1, 0.01 for cents and pence, 1000 for `grand`. */
  readonly factor: number;
  readonly next: number;
}

/** Codes that are said for the currency itself; all others count only in capitals. */
const spokenCodes = new Set('usd eur gbp cad aud nzd sgd hkd chf jpy cny inr mxn brl sek nok dkk'.split(' '));
/** Codes that are words as well: never a currency, since some transcripts stand in capitals altogether. */
const wordCodes = new Set('all try bob cop cup mad gel pen ang ern amd ars lak ron'.split(' '));
const joiners = new Set(['to', '-', '–', 'or', 'and', 'through']);
const notAfterArticle = new Set([
  'amount',
  'value',
  'figure',
  'sign',
  'store',
  'total',
  'terms',
  'bill',
  'number',
  'scheme',
]);

/** Reads the sum, or the range of sums, that begins at a token; null where none does. */
export function readMoney(reader: MoneyReader, index: number): ReadMoney[] | null {
  return readSigned(reader, index) ?? readCoded(reader, index) ?? readNamed(reader, index) ?? readOne(reader, index);
}

/** `$3.50`, `US$ 40k`, `c $ 16.4 million`, `$30-40k`. */
function readSigned(reader: MoneyReader, index: number): ReadMoney[] | null {
  const sign = signAt(reader, index);
  if (sign === null) return null;
  const number = digitsAt(reader, sign.next);
  if (number === null) return null;
  const next = withMinor(reader, number);
  const first: ReadMoney = { first: index, next: next.next, value: next.value, currency: sign.currency };
  const second = rangeEnd(reader, first.next);
  if (second === null || number.hasScale) return [first];
  const value = second.hasScale ? inherit(first.value, second.value) : first.value;
  const start = first.next + 1;
  return [
    { ...first, value, next: value === first.value ? first.next : second.next },
    { first: start, next: second.next, value: second.value, currency: sign.currency },
  ];
}

/** What follows `$30-` or `$30 to`: a number that cannot be anything but the other end of the range. */
function rangeEnd(reader: MoneyReader, index: number): ReadNumber | null {
  const joiner = reader.tokens[index]?.lower;
  if (joiner === undefined || !joiners.has(joiner) || joiner === 'and') return null;
  const second = digitsAt(reader, index + 1);
  if (second === null) return null;
  const after = reader.tokens[second.next]?.lower;
  const isTight = (joiner === '-' || joiner === '–') && reader.tokens[index]?.spaced === false;
  const isClosed = after === undefined || /^(?:[.,;?!)]|a|an|per|each|\/)$/u.test(after);
  return second.hasScale || isTight || isClosed ? second : null;
}

/** `USD 200`, `EUR50`, `dollar 22.5 million`. */
function readCoded(reader: MoneyReader, index: number): ReadMoney[] | null {
  const token = reader.tokens[index];
  if (token === undefined) return null;
  const code = codeOf(token, reader);
  const isDollar = token.lower === 'dollar' || token.lower === 'dollars';
  if (code === null && !isDollar) return null;
  const number = digitsAt(reader, index + 1);
  if (number === null || (isDollar && !number.hasScale)) return null;
  const { currency, factor } = code ?? { currency: reader.dollar, factor: 1 };
  return [{ first: index, next: number.next, value: number.value * factor, currency }];
}

/** `40K dollars`, `forty thousand dollars`, `5 to 6 bucks`, `3 dollars 50 cents`, `50 cents`. */
function readNamed(reader: MoneyReader, index: number): ReadMoney[] | null {
  const number = readNumber(reader.tokens, index);
  if (number === null) return null;
  const unit = unitAt(reader, number.next);
  if (unit !== null) return isIdiom(reader, { index, unit }) ? null : [named(reader, { index, number, unit })];
  const joiner = reader.tokens[number.next]?.lower;
  if (joiner === undefined || !joiners.has(joiner)) return null;
  if (joiner === 'and' && reader.tokens[index - 1]?.lower !== 'between') return null;
  const start = number.next + 1;
  const other = readNumber(reader.tokens, start);
  const otherUnit = other === null ? null : unitAt(reader, other.next);
  if (other === null || otherUnit === null || reader.tokens[start - 2] === undefined) return null;
  const value = other.hasScale && !number.hasScale ? inherit(number.value, other.value) : number.value;
  return [
    // The smaller end says its scale and currency only together with the larger one, so its place holds both.
    { first: index, next: otherUnit.next, value: value * otherUnit.factor, currency: otherUnit.currency },
    named(reader, { index: start, number: other, unit: otherUnit }),
  ];
}

/** `a buck fifty`, `a dollar a door`, `half a cent`, `a grand`. */
function readOne(reader: MoneyReader, index: number): ReadMoney[] | null {
  const isHalf = reader.tokens[index]?.lower === 'half' && /^an?$/u.test(reader.tokens[index + 1]?.lower ?? '');
  const article = isHalf ? index + 1 : index;
  const word = reader.tokens[article]?.lower;
  if (word !== 'a' && word !== 'an') return null;
  const unit = unitAt(reader, article + 1);
  if (
    unit === null ||
    !/^\p{L}/u.test(reader.tokens[article + 1]?.lower ?? '') ||
    notAfterArticle.has(reader.tokens[unit.next]?.lower ?? '')
  )
    return null;
  if (reader.tokens[article + 1]?.lower === 'pound' || codeOf(reader.tokens[article + 1], reader) !== null) return null;
  const number: ReadNumber = { value: isHalf ? 0.5 : 1, next: article + 1, hasScale: false, isWords: true };
  return [named(reader, { index, number, unit })];
}

function named(reader: MoneyReader, input: { index: number; number: ReadNumber; unit: Unit }): ReadMoney {
  const { index, number, unit } = input;
  const whole = { ...number, value: number.value * unit.factor, next: unit.next };
  const { value, next } = unit.factor === 1 ? withMinor(reader, whole) : whole;
  return { first: index, next, value, currency: unit.currency };
}

/** Adds `(and) 50 cents`, and a bare `fifty` or `50` where nothing is counted by it. */
function withMinor(
  reader: MoneyReader,
  whole: { value: number; next: number; hasScale: boolean },
): { value: number; next: number } {
  const at = reader.tokens[whole.next]?.lower === 'and' ? whole.next + 1 : whole.next;
  if (at > whole.next && /^an?$/u.test(reader.tokens[at]?.lower ?? '')) return withFraction(reader, { ...whole, at });
  const minor = readNumber(reader.tokens, at);
  if (minor === null || minor.value >= 100 || minor.hasScale || !Number.isInteger(whole.value)) return whole;
  const unit = unitAt(reader, minor.next);
  if (unit !== null) return unit.factor === 0.01 ? { value: whole.value + minor.value / 100, next: unit.next } : whole;
  const after = reader.tokens[minor.next]?.lower;
  // Nobody counts with `a dollar ninety people`: behind `a dollar`, tens in words are cents.
  const isSpoken = whole.value === 1 && /^an?$/u.test(reader.tokens[whole.next - 2]?.lower ?? '') && minor.isWords;
  const isClosed = isSpoken || after === undefined || /^(?:[.,;?!)]|a|an|per|each|every|apiece)$/u.test(after);
  if (at > whole.next || minor.value < 10 || !isClosed || whole.hasScale) return whole;
  return { value: whole.value + minor.value / 100, next: minor.next };
}

/** `a buck and a half`, `two dollars and a quarter`. */
function withFraction(
  reader: MoneyReader,
  whole: { value: number; next: number; at: number },
): { value: number; next: number } {
  const word = reader.tokens[whole.at + 1]?.lower;
  if (word === 'half') return { value: whole.value + 0.5, next: whole.at + 2 };
  return word === 'quarter' ? { value: whole.value + 0.25, next: whole.at + 2 } : whole;
}

/** The sign at a token, with the letters that may stand before it. */
function signAt(reader: MoneyReader, index: number): Unit | null {
  const token = reader.tokens[index];
  const next = reader.tokens[index + 1];
  if (token === undefined) return null;
  if (next !== undefined && /^\p{Sc}$/u.test(next.lower) && /^\p{L}+$/u.test(token.lower)) {
    if (next.spaced && !/^(?:c|us|usd)$/u.test(token.lower)) return null;
    const prefixed = signCurrency(token.lower + next.lower, reader);
    return prefixed === undefined ? null : { currency: prefixed, factor: 1, next: index + 2 };
  }
  const currency = signCurrency(token.lower, reader);
  return currency === undefined ? null : { currency, factor: 1, next: index + 1 };
}

function signCurrency(sign: string, reader: MoneyReader): string | undefined {
  if (sign === '$') return reader.dollar;
  return reader.table.signs.find(([known]) => known === sign)?.[1];
}

/** The name, code or sign behind a number. */
function unitAt(reader: MoneyReader, index: number): Unit | null {
  const start = reader.tokens[index]?.lower === '-' ? index + 1 : index;
  const token = reader.tokens[start];
  if (token === undefined) return null;
  const sign = signAt(reader, start);
  if (sign !== null) return sign;
  const small = smallUnit(token.lower, reader);
  if (small !== null) return { ...small, next: start + 1 };
  const code = codeOf(token, reader);
  const following = reader.tokens[start + 1];
  const opensNext = following !== undefined && !following.spaced && /^\d/u.test(following.lower);
  if (code !== null) return opensNext ? null : { ...code, next: start + 1 };
  for (let length = Math.min(6, reader.tokens.length - start); length > 0; length -= 1) {
    const currency = namedCurrency(reader, { start, length });
    if (currency !== undefined) return { currency, factor: 1, next: start + length };
  }
  return null;
}

function smallUnit(word: string, reader: MoneyReader): { currency: string | null; factor: number } | null {
  if (/^(?:cents?|penny|pennies|¢)$/u.test(word)) return { currency: reader.cent, factor: 0.01 };
  if (word === 'pence') return { currency: 'GBP', factor: 0.01 };
  return word === 'grand' ? { currency: null, factor: 1000 } : null;
}

/** `USD`, and `MEUR` for a million of them. */
function codeOf(token: NumberToken | undefined, reader: MoneyReader): { currency: string; factor: number } | null {
  if (token === undefined || wordCodes.has(token.lower)) return null;
  if (!token.capitals && !spokenCodes.has(token.lower)) return null;
  const code = token.lower.toUpperCase();
  if (reader.table.codes.has(code)) return { currency: code, factor: 1 };
  const inner = code.slice(1);
  if (code.length !== 4 || !code.startsWith('M') || !reader.table.codes.has(inner)) return null;
  return { currency: inner, factor: 1e6 };
}

/** The currency a name of some tokens means, singular or plural; undefined where it is no name. */
function namedCurrency(reader: MoneyReader, place: { start: number; length: number }): string | null | undefined {
  const words = reader.tokens.slice(place.start, place.start + place.length).map((token) => token.lower);
  const name = words.join(' ').replace('u . s .', 'us');
  if (/^(?:dollar|buck)s?$/u.test(name)) return reader.dollar;
  for (const candidate of [name, name.replace(/s$/u, ''), name.replace(/es$/u, '')]) {
    const currency = reader.table.names.get(candidate);
    if (currency !== undefined) return currency;
  }
  return undefined;
}

function digitsAt(reader: MoneyReader, index: number): ReadNumber | null {
  return /^\.?\d/u.test(reader.tokens[index]?.lower ?? '') ? readNumber(reader.tokens, index) : null;
}

/** `30 to 40k`: the smaller end takes the scale of the larger one. */
function inherit(value: number, other: number): number {
  for (const scale of [1e9, 1e6, 1e3]) if (other >= scale && value < 1000) return value * scale;
  return value;
}

/** `my two cents`, and `grand` before a noun. */
function isIdiom(reader: MoneyReader, { index, unit }: { index: number; unit: Unit }): boolean {
  if (unit.factor === 0.01 && /^(?:my|your|his|her|their|our)$/u.test(reader.tokens[index - 1]?.lower ?? ''))
    return true;
  return unit.factor === 1000 && /^(?:total|opening|scheme|plan|old)$/u.test(reader.tokens[unit.next]?.lower ?? '');
}
