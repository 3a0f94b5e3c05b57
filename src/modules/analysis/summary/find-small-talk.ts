import type { Document, Sentence } from '../language/index.ts';
import { isStopWord } from '../search/index.ts';
import { holdsPhrase, type SummaryLexicon } from './summary-lexicon.ts';

/** Longer ones with a figure in them say something beside the greeting. */
const mostWordsWithFigure = 10;
const mostWordsOfCourtesy = 7;
/** Words beside those of days, hours and agreement that the settling of a meeting may hold. */
const mostOtherWords = 2;
const weekday = /\b(?:mon|tues|wednes|thurs|fri)day\b/iu;
const hour =
  /\bat (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|\d{1,2}(?::\d\d)?)\b|\bo'clock\b/iu;
const deadline = /\b(?:by|before|until|till|since|from|every|on the)\b/iu;
const figure = /\d/u;
const numberWord =
  /^(?:\d+(?:st|nd|rd|th)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|first|second|third)$/u;

/**
 * The sentences that are said for the company, the line or the screen, or to be polite, by index. They tell nothing of the
 * deal, whatever their words feel like.
 */
export function findSmallTalk(
  document: Document,
  lexicon: Pick<SummaryLexicon, 'smallTalk' | 'courtesy'>,
): ReadonlySet<number> {
  return new Set(
    document.sentences
      .filter(
        (sentence) =>
          isCourtesy(sentence, lexicon.courtesy) || (holdsPhrase(sentence, lexicon.smallTalk) && !saysMore(sentence)),
      )
      .map(({ index }) => index),
  );
}

/** Whether a sentence only settles when people meet again (`Tuesday at nine works for me`). */
export function isScheduling(sentence: Sentence, { scheduling }: Pick<SummaryLexicon, 'scheduling'>): boolean {
  if (!weekday.test(sentence.text) && !hour.test(sentence.text)) return false;
  if (deadline.test(sentence.text)) return false;
  const others = sentence.words.filter(
    ({ lower }) => !scheduling.has(lower) && !isStopWord(lower) && !numberWord.test(lower),
  );
  return others.length <= mostOtherWords;
}

function isCourtesy({ words }: Sentence, courtesy: ReadonlySet<string>): boolean {
  return words.length <= mostWordsOfCourtesy && words.every(({ lower }) => courtesy.has(lower));
}

function saysMore({ text, words }: Sentence): boolean {
  return words.length > mostWordsWithFigure && figure.test(text);
}
