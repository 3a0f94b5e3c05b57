import type { Word } from './document.ts';

/**
 * A word is a number with its currency sign, inner points and unit (`$3.50`, `2,400`, `12%`, `40k`), or letters
 * with inner apostrophes or ampersands (`don't`, `R&D`). Hyphens part words, so `follow-up` matches `follow up`.
 */
const wordPattern =
  /[$€£¥]?\d+(?:[.,:]\d+)*(?:%|[\p{L}\p{M}\p{N}]+)?(?:['’]\p{L}+)*|[\p{L}\p{M}\p{N}]+(?:['’&][\p{L}\p{M}\p{N}]+)*/gu;

/** Returns the words of a text in order; `offset` is added to their positions. */
export function findWords(text: string, offset = 0): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const start = match.index + offset;
    const word = match[0];
    words.push({ text: word, lower: word.toLowerCase().replaceAll('’', "'"), start, end: start + word.length });
  }
  return words;
}

/** Returns a phrase in the form of `Sentence.spaced`, one space at each end, or '' where it has no word. */
export function toSpaced(phrase: string): string {
  const words = findWords(phrase);
  return words.length === 0 ? '' : ` ${words.map((word) => word.lower).join(' ')} `;
}
