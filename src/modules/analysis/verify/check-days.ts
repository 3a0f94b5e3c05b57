import type { Refusal } from './check-evidence.ts';
import { comparable } from './locate-quote.ts';
import type { QuotedPlace, WordingGround } from './wording-ground.ts';

const calendarWords =
  /\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|yesterday)\b/g;
/** Words of a date that bind it to its sentence and say no day. */
const binding = new Set([
  'by',
  'on',
  'in',
  'at',
  'of',
  'the',
  'a',
  'before',
  'until',
  'till',
  'after',
  'since',
  'from',
]);
/** `Today` is also how a writer says that something is so now. */
const sayNow = /\b(?:today|tonight|now|currently|nowadays|moment|this (?:morning|afternoon|evening))\b/iu;

/**
 * Checks that every day, week or month in a wording is said in the quotes or is the same day as one that is. Returns
 * the refusal, or the wording with its dates left out: what is left holds no number that a date accounts for.
 */
export function checkDays(options: {
  text: string;
  places: readonly QuotedPlace[];
  ground: WordingGround;
}): Refusal | { readonly rest: string } {
  const { text, places, ground } = options;
  const said = ` ${places.map(({ quote }) => comparable(quote).text.trim()).join(' ')} `;
  const known = new Set(
    places.flatMap((place) =>
      [...ground.facts.datesWithin(place), ...ground.facts.datesIn(place.quote)].flatMap(({ date, endDate }) => [
        date,
        endDate,
      ]),
    ),
  );
  let rest = text;
  for (const found of ground.facts.datesIn(text).toReversed()) {
    const follows = [found.date, found.endDate].some((day) => day !== null && known.has(day));
    if (!follows && !isSaid({ text: found.text, said })) return refused(found.text);
    rest = `${rest.slice(0, found.start)} ${rest.slice(found.end)}`;
  }
  const words = comparable(rest).text.match(calendarWords) ?? [];
  const word = words.find((value) => !said.includes(` ${value} `));
  return word === undefined ? { rest } : refused(word);
}

function isSaid({ text, said }: { text: string; said: string }): boolean {
  if (/^today$/iu.test(text)) return sayNow.test(said);
  const words = comparable(text).text.trim().split(' ');
  return words.every((word) => binding.has(word) || said.includes(` ${word} `));
}

function refused(day: string): Refusal {
  return { reason: 'date_not_in_quote', detail: `The wording says ${day}; the quote does not.` };
}
