import { createCurrencyTable, dollarCurrency, minorDigits } from './currencies.ts';
import type { Document } from './document.ts';
import { type NumberToken, numberTokens } from './number-tokens.ts';
import { type MoneyContext, type ReadMoney, readMoney } from './read-money.ts';
import { isNumberWord, readNumber } from './read-number.ts';
import { type PriceContext, readPlainMoney } from './read-plain-money.ts';

/** A sum of money in a text: its place in UTF-16 units, [start, end), and what it says. */
export interface AmountInText {
  readonly start: number;
  readonly end: number;
  /** In the smallest unit of the currency; as hundredths where no currency was said. */
  readonly minorUnits: number;
  /** ISO 4217, or null where no currency was said. */
  readonly currency: string | null;
}

/** A sum of money in a call; `sentence` is the index of its sentence, the place is that in the turn. */
export interface FoundAmount extends AmountInText {
  readonly sentence: number;
  readonly turn: number;
}

const hint = /[\d\p{Sc}¢]|\b(?:dollars?|bucks?|cents?|grand|euros?|pounds?|quid|pence|yen)\b/iu;
const usualHintWords = new Set(['half', 'quarter', 'a', 'an', 'couple']);

/** Sentences around a sum in which a bare number may be one as well. */
const nearSentences = 2;
const largestUnitPrice = 50;
const smallestSum = 5000;

/** Returns every sum of money said in a call, in order. `currency` is the workspace's: what `$` means. */
export function findAmounts(input: { document: Document; currency: string }): FoundAmount[] {
  const context = moneyContext(input.currency);
  const candidates = input.document.sentences.filter(
    (sentence) => hint.test(sentence.text) || sentence.words.some((word) => isNumberWord(word.lower)),
  );
  const plain = { isNearMoney: false, unitPrices: [], sums: [] };
  const sure = new Map<number, AmountInText[]>();
  for (const sentence of candidates) {
    const amounts = scan(sentence.text, { context, prices: plain });
    if (amounts.length > 0) sure.set(sentence.index, amounts);
  }
  const values = [...sure.values()].flat().map(mainUnits);
  const unitPrices = values.filter((value) => value > 0 && value < largestUnitPrice);
  const sums = values.filter((value) => value >= smallestSum);
  const found: FoundAmount[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const sentence of candidates) {
    const isNearMoney =
      sentence.index - last <= nearSentences || sure.has(sentence.index) || sure.has(sentence.index + 1);
    const amounts = scan(sentence.text, { context, prices: { isNearMoney, unitPrices, sums } });
    if (amounts.length > 0) last = sentence.index;
    for (const amount of amounts) {
      const place = { start: amount.start + sentence.start, end: amount.end + sentence.start };
      found.push({ ...amount, ...place, sentence: sentence.index, turn: sentence.turn });
    }
  }
  return found;
}

function mainUnits(amount: AmountInText): number {
  return amount.minorUnits / 10 ** minorDigits(amount.currency);
}

/** Returns the sums of money said in a text, in order. */
export function findAmountsInText(input: { text: string; currency: string }): AmountInText[] {
  const prices = { isNearMoney: false, unitPrices: [], sums: [] };
  return scan(input.text, { context: moneyContext(input.currency), prices });
}

function moneyContext(currency: string): MoneyContext {
  const dollar = dollarCurrency(currency);
  return { table: createCurrencyTable(), dollar, cent: currency === 'EUR' ? 'EUR' : dollar };
}

function scan(text: string, known: { context: MoneyContext; prices: PriceContext }): AmountInText[] {
  const { prices } = known;
  const tokens = numberTokens(text);
  const reader = { ...known.context, tokens };
  const found: AmountInText[] = [];
  let index = 0;
  while (index < tokens.length) {
    const read = mayBegin(tokens[index])
      ? (readMoney(reader, index) ?? readPlainMoney(tokens, { index, prices }))
      : null;
    if (read === null) {
      // The rest of a number that is no money is none either: `a hundred and ninety thousand people`.
      index = Math.max(index + 1, readNumber(tokens, index)?.next ?? 0);
      continue;
    }
    for (const money of read) {
      const amount = toAmount(tokens, money);
      if (amount !== null) found.push(amount);
    }
    index = Math.max(index + 1, read.at(-1)?.next ?? 0);
  }
  return found;
}

function mayBegin(token: NumberToken | undefined): boolean {
  if (token === undefined) return false;
  return (
    /^[.\d\p{Sc}]|^\p{L}{1,4}$|^dollars?$/u.test(token.lower) ||
    isNumberWord(token.lower) ||
    usualHintWords.has(token.lower)
  );
}

function toAmount(tokens: readonly NumberToken[], money: ReadMoney): AmountInText | null {
  const first = tokens[money.first];
  const last = tokens[money.next - 1];
  const minorUnits = Math.round(Number((money.value * 10 ** minorDigits(money.currency)).toPrecision(14)));
  if (first === undefined || last === undefined || !Number.isSafeInteger(minorUnits)) return null;
  return { start: first.start, end: last.end, minorUnits, currency: money.currency };
}
