import { minorDigits } from '../language/currencies.ts';
import { type NumberToken, numberTokens } from '../language/number-tokens.ts';
import { readNumber } from '../language/read-number.ts';
import type { Refusal } from './check-evidence.ts';
import type { QuotedPlace, WordingGround } from './wording-ground.ts';

/** Words that give a quantity without being read as a number. */
const quantityWords = new Set(
  `half dozen dozens hundreds thousands millions billions twice double doubled doubles triple tripled triples quadruple
   quadrupled`.split(/\s+/u),
);

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
    ...places.flatMap(({ quote }) => [...quantitiesIn(quote).keys()]),
    ...amounts.map(({ minorUnits, currency }) => String(minorUnits / 10 ** minorDigits(currency))),
  ]);
  const invented = [...quantitiesIn(text)].find(([value, words]) => words !== 'one' && !said.has(value));
  if (invented !== undefined) return refused(invented[1]);
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

/** Every number of a text by its value, with the words that say it. */
function quantitiesIn(text: string): Map<string, string> {
  const tokens = numberTokens(text);
  const found = new Map<string, string>();
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index];
    const read = readNumber(tokens, index);
    const last = tokens[(read?.next ?? index + 1) - 1];
    if (token === undefined || last === undefined) break;
    const words = text.slice(token.start, last.end).toLowerCase();
    if (read !== null) found.set(String(read.value), words);
    else if (quantityWords.has(token.lower) || isThird({ tokens, index }))
      found.set(token.lower === 'dozen' ? '12' : token.lower, words);
    index = read?.next ?? index + 1;
  }
  return found;
}

/** A part of something, not the third of several. */
function isThird({ tokens, index }: { tokens: readonly NumberToken[]; index: number }): boolean {
  const word = tokens[index]?.lower;
  return word === 'thirds' || (word === 'third' && tokens[index + 1]?.lower === 'of');
}

function refused(figure: string): Refusal {
  return { reason: 'number_not_in_quote', detail: `The wording says ${figure}; the quote does not.` };
}
