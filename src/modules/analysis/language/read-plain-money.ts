import type { NumberToken } from './number-tokens.ts';
import type { ReadMoney } from './read-money.ts';
import { isUnitWord, type ReadNumber, readNumber } from './read-number.ts';

type Tokens = readonly NumberToken[];

/** Words that say that a number near them is money. */
const cues = new Set(
  `budget budgets budgeted cost costs costing price prices priced pricing pay pays paying paid payment spend spends spending
   spent fee fees charge charges charged charging quote quotes quoted worth save saves saved saving savings invoice invoices
   invoiced discount discounts revenue contract contracts license licensing subscription bill billed billing salary salaries
   owe owed owes money dollars cash invest invested investment expensive cheap cheaper balance balances arr acv mrr write
   written wrote debt debts recover recovered recovering collect collected rent rents ballpark cap capped penalty fine loss
   losing lost deal proposal number afford approval approve approved sign`.split(/\s+/u),
);
/** Words that may stand behind a sum; anything else is taken for what is being counted. */
const followers = new Set(
  `a an per each every year annually annual yearly monthly in for to from on and or but so if by with at range total up
   upfront over plus more less off all because that which is was as than before after when right now last this next just
   deal budget discount contract increase credit setup implementation i we you they it versus out back there then ish tops
   max maximum minimum something depending between under above would could will had has against extra flat even easy yes
   yeah give plus past now exactly though too roughly`.split(/\s+/u),
);
const perWords = new Set(['a', 'an', 'per', 'each', 'every', '/']);
/** Words before a number that may make it a time of day. */
const timeLeads = new Set(['at', 'by', 'until', 'till', 'from', 'around', 'before', 'after']);
/** What prices are per. */
const pricedNouns = new Set(
  `unit units door doors month months year years transaction transactions resident residents payment payments lease leases
   property properties seat seats user users license call calls check checks item items text texts message messages piece
   hour hours account accounts bed beds home homes apartment tenant week day quarter site building community head person
   swipe ach debit card document envelope annum`.split(/\s+/u),
);

/** What the call around a number says of money. */
export interface PriceContext {
  /** Whether a sum was said in this sentence or one beside it. */
  readonly isNearMoney: boolean;
  /** Prices below fifty that were said in the call, in the main unit. */
  readonly unitPrices: readonly number[];
  /** Sums of five thousand and more that were said with their currency. */
  readonly sums: readonly number[];
}

/**
 * Reads a sum that is plainly money although no currency is said: `three fifty a unit`, `3.50 per door`,
 * `forty thousand` beside a word such as budget or beside another sum. Null where something else may be counted.
 */
export function readPlainMoney(
  tokens: Tokens,
  { index, prices }: { index: number; prices: PriceContext },
): ReadMoney[] | null {
  if (/^[\p{Sc}#.:/]$/u.test(tokens[index - 1]?.lower ?? '')) return null;
  const number = readNumber(tokens, index);
  if (number === null) return null;
  return readUnitPrice(tokens, { index, number, prices }) ?? readSum(tokens, { index, number, prices });
}

interface Reading {
  readonly index: number;
  readonly number: ReadNumber;
  readonly prices: PriceContext;
}

function readUnitPrice(tokens: Tokens, { index, number, prices }: Reading): ReadMoney[] | null {
  const digits = tokens[index]?.lower ?? '';
  if (!number.isWords) {
    if (!/^\d*\.\d\d$/u.test(digits) || number.hasScale) return null;
    const isPrice =
      isPerUnit(tokens, number.next) || (isKnownPrice(number.value, prices) && isClosed(tokens, number.next));
    return isPrice ? priced({ index, next: number.next, value: number.value }) : null;
  }
  if (number.hasScale || number.value >= 100) return null;
  if (!Number.isInteger(number.value)) {
    const isPrice = prices.isNearMoney && isKnownPrice(number.value, prices) && isClosed(tokens, number.next);
    return isPrice ? priced({ index, next: number.next, value: number.value }) : null;
  }
  const cents = readSpokenCents(tokens, number.next);
  if (cents === null) return null;
  const value = number.value + cents.value / 100;
  if (isPerUnit(tokens, cents.next)) {
    const isMonthly = /^(?:month|year|week)s?$/u.test(tokens[cents.next + 1]?.lower ?? '');
    return priced({ index, next: cents.next, value: isMonthly && number.value >= 20 ? value * 100 : value });
  }
  const isPrice =
    isKnownPrice(value, prices) && !isTimeOfDay(tokens, { index, next: cents.next, minutes: cents.value });
  return isPrice && !isMonth(tokens[index - 1]) ? priced({ index, next: cents.next, value }) : null;
}

function priced({ index, next, value }: { index: number; next: number; value: number }): ReadMoney[] {
  return [{ first: index, next, value, currency: null }];
}

/** Whether a number could be a price in this call: one near it was said before or will be. */
function isKnownPrice(value: number, prices: PriceContext): boolean {
  return prices.unitPrices.some((price) => value >= price / 2 && value <= price * 2);
}

function isTimeOfDay(tokens: Tokens, input: { index: number; next: number; minutes: number }): boolean {
  const behind = tokens[input.next]?.lower ?? '';
  if (
    /^(?:am|pm|a|p|o'clock|central|eastern|pacific|mountain|sharp|tomorrow|today|on)$/u.test(behind) &&
    behind !== 'a'
  )
    return true;
  if (input.minutes > 59) return false;
  const before = tokens[input.index - 1]?.lower ?? '';
  const isState = /(?:'re|'m|'s|^is|^was|^are|^be|^were)$/u.test(tokens[input.index - 2]?.lower ?? '');
  return timeLeads.has(before) && !(before === 'at' && isState);
}

function isMonth(token: NumberToken | undefined): boolean {
  return /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/u.test(
    token?.lower ?? '',
  );
}

/** `fifty`, `twenty-five`, `oh five` behind the units of a price. */
function readSpokenCents(tokens: Tokens, index: number): { value: number; next: number } | null {
  const at = tokens[index]?.lower === '-' ? index + 1 : index;
  if (tokens[at]?.lower === 'oh' && isUnitWord(tokens[at + 1]?.lower ?? '')) {
    const unit = readNumber(tokens, at + 1);
    return unit === null || unit.value > 9 ? null : { value: unit.value, next: unit.next };
  }
  const cents = readNumber(tokens, at);
  if (cents === null || !cents.isWords || cents.hasScale || cents.value < 10 || cents.value > 99) return null;
  return { value: cents.value, next: cents.next };
}

function isPerUnit(tokens: Tokens, index: number): boolean {
  const word = tokens[index]?.lower ?? '';
  if (word === 'apiece') return true;
  return perWords.has(word) && pricedNouns.has(tokens[index + 1]?.lower ?? '');
}

/** `forty thousand`, `141,600`: large, with nothing counted behind it, and money in what stands around it. */
function readSum(tokens: Tokens, { index, number, prices }: Reading): ReadMoney[] | null {
  const isLarge = number.value >= 1000 && (number.hasScale || /^\d{1,3}(?:,\d{3})+$/u.test(tokens[index]?.lower ?? ''));
  const isHundreds = number.hasScale && number.value >= 100 && prices.isNearMoney && isPeriod(tokens, number.next);
  if (!(isLarge || isHundreds) || !isClosed(tokens, number.next)) return null;
  const isMoney =
    prices.isNearMoney ||
    isLikeKnownSum(number.value, prices) ||
    (number.hasScale && (hasCue(tokens, { first: index, next: number.next }) || isYearly(tokens, number.next)));
  return isMoney ? [{ first: index, next: number.next, value: number.value, currency: null }] : null;
}

/** A sum of the size of one that was said with its currency. */
function isLikeKnownSum(value: number, prices: PriceContext): boolean {
  return prices.sums.some((sum) => value >= sum * 0.6 && value <= sum * 1.7);
}

/** `forty thousand a year`, unless the sentence says what there are forty thousand of. */
function isYearly(tokens: Tokens, index: number): boolean {
  if (!perWords.has(tokens[index]?.lower ?? '') || tokens[index + 1]?.lower !== 'year') return false;
  return !tokens.some(
    (token) => pricedNouns.has(token.lower) && !/^(?:years?|month|months|week|day)$/u.test(token.lower),
  );
}

function isPeriod(tokens: Tokens, index: number): boolean {
  return perWords.has(tokens[index]?.lower ?? '') && /^(?:month|year|week|unit)$/u.test(tokens[index + 1]?.lower ?? '');
}

/** Whether nothing that could be counted stands behind a number. */
function isClosed(tokens: Tokens, index: number): boolean {
  const word = tokens[index]?.lower;
  if (word === undefined || /^[^\p{L}\d%]$/u.test(word)) return word !== '-';
  if (word === 'of') return /^(?:it|that|this|them)$/u.test(tokens[index + 1]?.lower ?? '');
  return followers.has(word);
}

function hasCue(tokens: Tokens, { first, next }: { first: number; next: number }): boolean {
  for (let at = Math.max(0, first - 14); at < Math.min(tokens.length, next + 8); at += 1) {
    if ((at < first || at >= next) && cues.has(tokens[at]?.lower ?? '')) return true;
  }
  return false;
}
