import type { Refusal } from './check-evidence.ts';
import { comparable } from './locate-quote.ts';
import { hasNegation } from './polarity.ts';

const numeral = /\p{Nd}+(?:[.:]\p{Nd}+)*/gu;
const calendarWords =
  /\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|yesterday)\b/g;
const smallNumbers: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  thirteen: '13',
  fourteen: '14',
  fifteen: '15',
  sixteen: '16',
  seventeen: '17',
  eighteen: '18',
  nineteen: '19',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  seventy: '70',
  eighty: '80',
  ninety: '90',
  hundred: '100',
  thousand: '1000',
};

/**
 * Checks wording that an engine put beside a quote: every number, calendar word and name in it must stand in the
 * quote (or among the known names), and it must not turn a negative quote into a positive statement.
 */
export function checkWording({
  text,
  quote,
  knownNames,
}: {
  text: string;
  quote: string;
  knownNames: readonly string[];
}): Refusal | null {
  const said = comparable(quote).text;
  const claimed = comparable(text).text;
  if (said.includes(claimed)) return null;
  const saidNumbers = numbersOf(said);
  const number = [...numbersOf(claimed)].find((value) => !saidNumbers.has(value));
  if (number !== undefined) {
    return { reason: 'number_not_in_quote', detail: `The wording says ${number}; the quote does not.` };
  }
  const word = (claimed.match(calendarWords) ?? []).find((value) => !said.includes(` ${value} `));
  if (word !== undefined) {
    return { reason: 'date_not_in_quote', detail: `The wording says ${word}; the quote does not.` };
  }
  const name = namesOf(text).find((value) => !standsIn({ name: value, said, knownNames }));
  if (name !== undefined) {
    return { reason: 'name_not_in_quote', detail: `The wording names ${name}; the quote does not.` };
  }
  if (hasNegation(quote) && !hasNegation(text)) {
    return { reason: 'negation_cut', detail: 'The quote denies what the wording states.' };
  }
  return null;
}

function numbersOf(comparableText: string): Set<string> {
  const found = new Set<string>(comparableText.match(numeral) ?? []);
  for (const word of comparableText.split(' ')) {
    const value = smallNumbers[word];
    if (value !== undefined && word !== 'one') found.add(value);
  }
  return found;
}

function namesOf(text: string): string[] {
  return [...text.matchAll(/(?<=[\p{L}\p{N},;)]\s)\p{Lu}\p{L}+/gu)]
    .map((match) => match[0])
    .filter((word) => word !== 'I');
}

function standsIn({ name, said, knownNames }: { name: string; said: string; knownNames: readonly string[] }): boolean {
  const compared = comparable(name).text;
  return said.includes(compared) || knownNames.some((known) => comparable(known).text.includes(compared));
}
