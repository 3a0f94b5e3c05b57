import { findWords } from '#modules/analysis';

/** Of fewer words there is no order that could be kept. */
const fewestWords = 2;

/** A question as the words that were typed, in their order; null where it is too short to be a phrase. */
export function phraseOf(query: string): readonly string[] | null {
  const words = findWords(query).map(({ lower }) => lower);
  return words.length < fewestWords ? null : words;
}

/** Where a text first says a phrase word for word, case and punctuation aside; null where it does not. */
export function findPhrase({ text, phrase }: { text: string; phrase: readonly string[] }): { start: number } | null {
  const words = findWords(text);
  const at = words.findIndex((_word, from) => phrase.every((word, place) => words[from + place]?.lower === word));
  const first = words[at];
  return phrase.length === 0 || first === undefined ? null : { start: first.start };
}
