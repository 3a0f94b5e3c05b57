import type { Document, Sentence } from '../language/index.ts';
import { isStopWord } from '../search/index.ts';
import { holdsPhrase, type SummaryLexicon } from './summary-lexicon.ts';

/** What may be left of a sentence beside what is said to be polite: `Thanks for your time, Gwen`. */
const mostWordsLeft = 3;
const mostWordsOfCourtesy = 7;
const weekday = /\b(?:mon|tues|wednes|thurs|fri)day\b/iu;
const hour =
  /\bat (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|\d{1,2}(?::\d\d)?)\b|\bo'clock\b/iu;
const deadline = /\b(?:by|before|until|till|since|from|every|on the)\b/iu;
const numberWord =
  /^(?:\d+(?:st|nd|rd|th)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|first|second|third)$/u;

/** What may stand between the end of a part of a sentence and the next one. */
const endOfPart = /[,;:.!?…–—]/u;

type Phrases = Pick<SummaryLexicon, 'smallTalk' | 'farewells' | 'courtesy' | 'courtesies' | 'decisions' | 'grave'>;

/**
 * The sentences that are said for the company, the line or the screen, or to be polite, by index. They tell nothing of the
 * deal, whatever their words feel like. One that says anything beside is none: people are polite when they leave, too.
 */
export function findSmallTalk(document: Document, lexicon: Phrases): ReadonlySet<number> {
  return new Set(
    document.sentences
      .filter((sentence) => isCourtesy(sentence, lexicon) || isChatter(sentence, lexicon))
      .map(({ index }) => index),
  );
}

/** Whether a sentence only settles when people meet again (`Tuesday at nine works for me`). */
export function isScheduling(sentence: Sentence, { scheduling }: Pick<SummaryLexicon, 'scheduling'>): boolean {
  if (!weekday.test(sentence.text) && !hour.test(sentence.text)) return false;
  if (deadline.test(sentence.text)) return false;
  return sentence.words.every(({ lower }) => {
    const word = lower.replace(/'s$/u, '');
    return scheduling.has(word) || isEmpty(word) || numberWord.test(word);
  });
}

function isCourtesy(sentence: Sentence, { courtesy, courtesies }: Phrases): boolean {
  const { words } = sentence;
  if (words.length > mostWordsOfCourtesy) return false;
  const spoken = placesOf(sentence, { phrases: courtesies });
  return words.every(({ lower }, place) => courtesy.has(lower) || spoken.has(place));
}

function isChatter(sentence: Sentence, lexicon: Phrases): boolean {
  const places = placesOf(sentence, { phrases: lexicon.smallTalk });
  for (const place of placesOf(sentence, { phrases: lexicon.farewells, isLast: true })) places.add(place);
  if (places.size === 0) return false;
  if (holdsPhrase(sentence, lexicon.decisions)) return false;
  const left = sentence.words.filter(({ lower }, place) => !places.has(place) && !isEmpty(lower));
  return left.length <= mostWordsLeft && !left.some(({ lower }) => lexicon.grave.has(lower));
}

/** The places of the words that phrases stand at; with `isLast` only where a part of the sentence ends with them. */
function placesOf(sentence: Sentence, { phrases, isLast = false }: { phrases: readonly string[]; isLast?: boolean }) {
  const { spaced } = sentence;
  const places = new Set<number>();
  for (const phrase of phrases) {
    for (let at = spaced.indexOf(phrase); at >= 0; at = spaced.indexOf(phrase, at + 1)) {
      const first = spaced.slice(0, at + 1).split(' ').length - 2;
      const end = first + phrase.split(' ').length - 2;
      if (isLast && !endsPart(sentence, end - 1)) continue;
      for (let place = first; place < end; place += 1) places.add(place);
    }
  }
  return places;
}

function endsPart({ start, text, words }: Sentence, place: number): boolean {
  const [word, next] = [words[place], words[place + 1]];
  return word === undefined || next === undefined || endOfPart.test(text.slice(word.end - start, next.start - start));
}

/** Whether a word tells nothing by itself: `don't` as `do`. */
function isEmpty(lower: string): boolean {
  return lower.split("'").every(isStopWord);
}
