import { minorDigits } from '../language/currencies.ts';
import { type NumberToken, numberTokens } from '../language/number-tokens.ts';
import { readNumber } from '../language/read-number.ts';
import { hasDenial } from './check-denial.ts';
import type { Refusal } from './check-evidence.ts';
import type { QuotedPlace, WordingGround } from './wording-ground.ts';

/** Words that give a quantity without being read as a number. */
const quantityWords = new Set(
  `half dozen dozens hundreds thousands millions billions twice double doubled doubles triple tripled triples quadruple
   quadrupled`.split(/\s+/u),
);

const sameAs = new Map([
  ['dozen', ['12']],
  ['half', ['half', '50%']],
]);
const percent = /^\s*(?:%|per\s?cent)/iu;
/** Behind the hour, and its minutes, of a time of the second half of the day. */
const afternoon =
  /^(?::\d{2}| (?:thirty|fifteen|forty.five))?\s*(?:p\.?\s?m\b|(?:o['’]?clock )?(?:in the (?:afternoon|evening)|at night))/iu;

interface Quantity {
  readonly words: string;
  /** What it can be recognized by: its value, and the same said in another way (`50%`, `3pm`). */
  readonly values: readonly string[];
}

/**
 * Checks that every number in a wording, in digits or in words, is said in the quotes or has the value of one that is
 * (`$950,000` and `nine hundred fifty thousand dollars`), and that no sum changes its currency.
 */
export function checkFigures(options: {
  text: string;
  places: readonly QuotedPlace[];
  ground: WordingGround;
}): Refusal | null {
  const { text, places, ground } = options;
  const amounts = places.flatMap((place) => [
    ...ground.facts.amountsWithin(place),
    ...ground.facts.amountsIn(place.quote),
  ]);
  const said = new Set([
    ...places.flatMap(({ quote }) => quantitiesIn(quote).flatMap(({ values }) => values)),
    ...amounts.map(({ minorUnits, currency }) => String(minorUnits / 10 ** minorDigits(currency))),
  ]);
  if (places.some(({ quote }) => hasDenial(quote))) said.add('0');
  const invented = quantitiesIn(text).find(
    ({ words, values }) => words !== 'one' && !values.some((value) => said.has(value)),
  );
  if (invented !== undefined) return refused(invented.words);
  for (const claimed of ground.facts.amountsIn(text)) {
    const equal = amounts.filter(({ minorUnits }) => minorUnits === claimed.minorUnits);
    const isOther = equal.length > 0 && equal.every(({ currency }) => isOtherCurrency(currency, claimed.currency));
    if (isOther) return refused(text.slice(claimed.start, claimed.end));
  }
  return null;
}

function isOtherCurrency(said: string | null, claimed: string | null): boolean {
  return said !== null && claimed !== null && said !== claimed;
}

/** Every number of a text, with the words that say it. */
function quantitiesIn(text: string): Quantity[] {
  const tokens = numberTokens(text.replaceAll(/(?<=\b\d{1,2}):00\b(?!:)/gu, '   '));
  const found: Quantity[] = [];
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index];
    const read = readNumber(tokens, index);
    const last = tokens[(read?.next ?? index + 1) - 1];
    if (token === undefined || last === undefined) break;
    const words = text.slice(token.start, last.end).toLowerCase();
    if (read !== null) found.push({ words, values: valuesOf({ value: read.value, rest: text.slice(last.end) }) });
    else if (quantityWords.has(token.lower) || isThird({ tokens, index }))
      found.push({ words, values: sameAs.get(token.lower) ?? [token.lower] });
    index = read?.next ?? index + 1;
  }
  return found;
}

function valuesOf({ value, rest }: { value: number; rest: string }): string[] {
  const values = [String(value)];
  if (value === 50 && percent.test(rest)) values.push('50%');
  if (value > 12 && value < 24 && /^:\d{2}\b/u.test(rest)) values.push(`${value - 12}pm`);
  if (value > 0 && value < 12 && afternoon.test(rest)) values.push(`${value}pm`);
  return values;
}

/** A part of something, not the third of several. */
function isThird({ tokens, index }: { tokens: readonly NumberToken[]; index: number }): boolean {
  const word = tokens[index]?.lower;
  return word === 'thirds' || (word === 'third' && tokens[index + 1]?.lower === 'of');
}

function refused(figure: string): Refusal {
  return { reason: 'number_not_in_quote', detail: `The wording says ${figure}; the quote does not.` };
}
