import type { Document, Sentence } from '../language/index.ts';
import type { Reader, Reading } from './reader.ts';

/** A sentence of the buyer with what was said around it, as far as it is known. */
export interface Utterance {
  readonly own: Reading;
  readonly hasQuestionMark: boolean;
  /** The last sentences of the other side, where this sentence answers them. */
  readonly before: Heard | null;
  /** The first sentences of the other side in reply. */
  readonly after: Heard | null;
  /** The sentence before in the same turn. */
  readonly previous: Reading | null;
  /** How far into the call, 0 to 1. */
  readonly position: number | null;
}

interface Heard {
  /** In the order in which they were said. */
  readonly readings: readonly Reading[];
  /** Whether the last of them is a question. */
  readonly hasQuestionMark: boolean;
}

/** How many sentences of the other side count as what was heard before and after. */
const heardSentences = 2;
/** Only the first sentences of a turn answer what stood before it. */
const answeringSentences = 2;

/** Returns a function that gives a sentence of the call with what was said around it; each sentence is read once. */
export function createUtterances(options: { document: Document; reader: Reader }): (sentence: Sentence) => Utterance {
  const { document, reader } = options;
  const readings: (Reading | undefined)[] = [];
  function readingOf(sentence: Sentence): Reading {
    const known = readings[sentence.index] ?? reader(sentence.words.map((word) => word.lower));
    readings[sentence.index] = known;
    return known;
  }
  function heard(sentences: readonly Sentence[], own: Sentence): Utterance['before'] {
    return sentences.length === 0 || sentences[0]?.side === own.side
      ? null
      : { readings: sentences.map(readingOf), hasQuestionMark: sentences.at(-1)?.hasQuestionMark ?? false };
  }
  return (sentence) => {
    const previous = document.sentences[sentence.index - 1];
    return {
      own: readingOf(sentence),
      hasQuestionMark: sentence.hasQuestionMark,
      before: sentence.sentence < answeringSentences ? heard(lastBefore(document, sentence), sentence) : null,
      after: heard(firstAfter(document, sentence), sentence),
      previous: previous?.turn === sentence.turn ? readingOf(previous) : null,
      position: sentence.index / Math.max(1, document.sentences.length - 1),
    };
  };
}

function lastBefore(document: Document, { turn }: Sentence): readonly Sentence[] {
  const bounds = boundsOfTurnAt(document, (document.turnSentences[turn]?.first ?? 0) - 1);
  if (bounds === undefined) return [];
  return document.sentences.slice(Math.max(bounds.first, bounds.end - heardSentences), bounds.end);
}

function firstAfter(document: Document, { turn }: Sentence): readonly Sentence[] {
  const bounds = boundsOfTurnAt(document, document.turnSentences[turn]?.end ?? document.sentences.length);
  if (bounds === undefined) return [];
  return document.sentences.slice(bounds.first, Math.min(bounds.end, bounds.first + heardSentences));
}

/** The turn that a sentence stands in: going from sentence to sentence steps over turns in which nothing was said. */
function boundsOfTurnAt(document: Document, index: number): Document['turnSentences'][number] | undefined {
  const sentence = document.sentences[index];
  return sentence === undefined ? undefined : document.turnSentences[sentence.turn];
}
