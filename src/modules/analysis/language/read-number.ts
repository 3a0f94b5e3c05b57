import { type NumberToken, numberTokens } from './number-tokens.ts';

/** A number read from tokens: its value, the index after its last token, and how it was said. */
export interface ReadNumber {
  readonly value: number;
  readonly next: number;
  /** Whether a scale was said (`thousand`, `k`, `million`). */
  readonly hasScale: boolean;
  readonly isWords: boolean;
}

const units = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value] as const),
);
const tens = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, (index + 2) * 10] as const),
);
const scales = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['lakh', 1e5],
  ['million', 1e6],
  ['crore', 1e7],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
/** Only directly behind digits: `40k`, `1.2M`, `3bn`. */
const suffixScales = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['mm', 1e6],
  ['mn', 1e6],
  ['mil', 1e6],
  ['b', 1e9],
  ['bn', 1e9],
  ['t', 1e12],
]);
const fractions = new Map([
  ['half', 0.5],
  ['quarter', 0.25],
  ['quarters', 0.25],
]);

export function isUnitWord(word: string): boolean {
  return units.has(word);
}

export function isNumberWord(word: string): boolean {
  return units.has(word) || tens.has(word) || scales.has(word);
}

export function unitValue(word: string | undefined): number | undefined {
  return word === undefined ? undefined : units.get(word);
}

export function tensValue(word: string | undefined): number | undefined {
  return word === undefined ? undefined : tens.get(word);
}

/** Returns the number a text says as a whole (`twenty-five hundred`, `1.2 million`), or null. */
export function parseNumberWords(text: string): number | null {
  const tokens = numberTokens(text);
  const read = readNumber(tokens, 0);
  return read === null || read.next !== tokens.length ? null : read.value;
}

/** Returns the percentage a text says as a whole (`12%`, `twelve and a half percent`), or null. */
export function parsePercent(text: string): number | null {
  const match = /^(.*?)\s*(?:%|per\s?cent|percentage points?)$/iu.exec(text.trim());
  return match?.[1] === undefined ? null : parseNumberWords(match[1]);
}

/** Reads the number that begins at a token; null where none does. `a` counts as one only before a scale. */
export function readNumber(tokens: readonly NumberToken[], index: number): ReadNumber | null {
  const fraction = readFraction(tokens, index);
  if (fraction !== null) return fraction;
  const first = tokens[index]?.lower;
  if (first === undefined) return null;
  const plain = /^\.?\d/u.test(first) ? readDigits(tokens, index) : readWords(tokens, index);
  return plain === null ? null : withHalf(tokens, plain);
}

/** `half a million`, `a quarter million`, `three quarters of a billion`. */
function readFraction(tokens: readonly NumberToken[], index: number): ReadNumber | null {
  const first = tokens[index]?.lower;
  let position = index;
  let count = 1;
  if (first === 'a' || (first !== undefined && units.has(first))) {
    count = first === 'a' ? 1 : (units.get(first) ?? 1);
    position += 1;
  }
  if (tokens[position]?.lower === '-') position += 1;
  const fraction = fractions.get(tokens[position]?.lower ?? '');
  if (fraction === undefined || count >= 4) return null;
  position += 1;
  if (tokens[position]?.lower === 'of') position += 1;
  if (tokens[position]?.lower === 'a') position += 1;
  const scale = scales.get(tokens[position]?.lower ?? '');
  if (scale === undefined) return null;
  return { value: count * fraction * scale, next: position + 1, hasScale: true, isWords: true };
}

function readDigits(tokens: readonly NumberToken[], index: number): ReadNumber | null {
  const digits = tokens[index]?.lower ?? '';
  let value = Number(digits.replaceAll(',', ''));
  let next = index + 1;
  let hasScale = false;
  const suffix = tokens[next];
  const suffixScale = suffix !== undefined && !suffix.spaced ? suffixScales.get(suffix.lower) : undefined;
  if (suffixScale !== undefined) {
    value *= suffixScale;
    next += 1;
    hasScale = true;
  }
  for (let scale = scaleAt(tokens, next); scale !== undefined; scale = scaleAt(tokens, next)) {
    value *= scale;
    next = afterHyphen(tokens, next) + 1;
    hasScale = true;
  }
  return { value: tidy(value), next, hasScale, isWords: false };
}

function scaleAt(tokens: readonly NumberToken[], index: number): number | undefined {
  return scales.get(tokens[afterHyphen(tokens, index)]?.lower ?? '');
}

function afterHyphen(tokens: readonly NumberToken[], index: number): number {
  return tokens[index]?.lower === '-' ? index + 1 : index;
}

/** Numbers in words: units and tens add up, a hundred multiplies them, larger scales close a group. */
function readWords(tokens: readonly NumberToken[], index: number): ReadNumber | null {
  const state = { total: 0, group: 0, last: 'none', lastScale: Number.POSITIVE_INFINITY, hasScale: false };
  let position = startOfWords({ tokens, index }, state);
  if (position === null) return null;
  let end = index;
  while (position < tokens.length) {
    const at = skipJoiner({ tokens, index: position }, state.last);
    const word = tokens[at]?.lower ?? '';
    if (!addWord(word, state)) break;
    position = at + 1;
    end = position;
  }
  if (end === index) return null;
  const decimals = readDecimals(tokens, end);
  const whole = state.total + state.group;
  if (decimals === null) return { value: whole, next: end, hasScale: state.hasScale, isWords: true };
  const scale = scaleAt(tokens, decimals.next);
  const next = scale === undefined ? decimals.next : afterHyphen(tokens, decimals.next) + 1;
  return { value: tidy((whole + decimals.value) * (scale ?? 1)), next, hasScale: scale !== undefined, isWords: true };
}

interface Place {
  readonly tokens: readonly NumberToken[];
  readonly index: number;
}

interface WordState {
  total: number;
  group: number;
  last: string;
  lastScale: number;
  hasScale: boolean;
}

/** `a hundred`, `a couple (of) thousand`: sets the count and returns where the scale stands. */
function startOfWords(place: Place, state: WordState): number | null {
  const { tokens, index } = place;
  const first = tokens[index]?.lower;
  if (first !== 'a' && first !== 'an') return index;
  const isCouple = tokens[index + 1]?.lower === 'couple';
  let position = isCouple ? index + 2 : index + 1;
  if (isCouple && tokens[position]?.lower === 'of') position += 1;
  if (!scales.has(tokens[position]?.lower ?? '')) return null;
  state.group = isCouple ? 2 : 1;
  state.last = 'unit';
  return position;
}

/** Hyphens join the words of a number, and `and` joins what follows a scale. */
function skipJoiner({ tokens, index: position }: Place, last: string): number {
  const word = tokens[position]?.lower;
  if (last === 'none') return position;
  if (word === '-') return position + 1;
  const next = tokens[position + 1]?.lower ?? '';
  if (word === 'and' && last === 'scale' && (units.has(next) || tens.has(next))) return position + 1;
  return position;
}

function addWord(word: string, state: WordState): boolean {
  const unit = units.get(word);
  const ten = tens.get(word);
  const scale = scales.get(word);
  if (unit !== undefined) {
    if (state.last === 'unit' || (state.last === 'ten' && (unit > 9 || unit === 0))) return false;
    state.group += unit;
    state.last = 'unit';
    return true;
  }
  if (ten !== undefined) {
    if (state.last === 'unit' || state.last === 'ten') return false;
    state.group += ten;
    state.last = 'ten';
    return true;
  }
  if (scale === undefined || state.last === 'none') return false;
  state.hasScale = true;
  state.last = 'scale';
  if (scale === 100) {
    state.group *= 100;
    return true;
  }
  if (state.group === 0 && state.total === 0) return false;
  if (scale > state.lastScale || state.group === 0) {
    state.total = (state.total + state.group) * scale;
  } else {
    state.total += state.group * scale;
  }
  state.lastScale = scale;
  state.group = 0;
  return true;
}

/** `point two five` */
function readDecimals(tokens: readonly NumberToken[], index: number): { value: number; next: number } | null {
  if (tokens[index]?.lower !== 'point') return null;
  let digits = '';
  let next = index + 1;
  for (;;) {
    const word = tokens[next]?.lower ?? '';
    const digit = word === 'oh' ? 0 : units.get(word);
    const ten = tens.get(word);
    if (digit !== undefined && digit < 10) digits += String(digit);
    else if (ten !== undefined && digits === '') digits += String(ten / 10);
    else if (/^\d+$/u.test(word) && digits === '') digits += word;
    else break;
    next += 1;
  }
  return digits === '' ? null : { value: Number(`0.${digits}`), next };
}

/** `two and a half million`, `a million and a half`. */
function withHalf(tokens: readonly NumberToken[], read: ReadNumber): ReadNumber {
  const hasArticle = tokens[read.next + 1]?.lower === 'a';
  const fraction = fractions.get(tokens[read.next + (hasArticle ? 2 : 1)]?.lower ?? '');
  if (tokens[read.next]?.lower !== 'and' || fraction === undefined) return read;
  const next = read.next + (hasArticle ? 3 : 2);
  const scale = scales.get(tokens[next]?.lower ?? '');
  if (scale !== undefined)
    return { value: (read.value + fraction) * scale, next: next + 1, hasScale: true, isWords: read.isWords };
  const own = read.hasScale ? largestScale(read.value) : 1;
  return { value: read.value + fraction * own, next, hasScale: read.hasScale, isWords: read.isWords };
}

function largestScale(value: number): number {
  for (const scale of [1e12, 1e9, 1e6, 1e3, 100]) if (value >= scale) return scale;
  return 1;
}

/** Takes away what binary fractions add: 1.2 × 1,000,000 is 1,200,000. */
function tidy(value: number): number {
  return Number(value.toPrecision(14));
}
