import type { Transcript, Turn } from '#contracts';
import type { Document, Sentence } from './document.ts';
import { findWords } from './find-words.ts';
import type { CueBreak, Span } from './span.ts';
import { splitSentences } from './split-sentences.ts';
import { timeOfRange } from './time-of-range.ts';

/**
 * Abbreviations that never end a sentence, without their last point. They are part of the code and no setting, because
 * evidence names sentences by number: every reader of a call must cut it in the same places.
 */
const abbreviations: ReadonlySet<string> = new Set(
  `dr mr mrs ms mx prof rev hon gen sen rep gov capt col lt sgt mt vs e.g i.e cf approx est dept acct avg ext tel attn
   messrs esq mme mlle`.split(/\s+/u),
);

/** Makes a transcript ready for the rules: sentences with their words, offsets and times; of some turns alone where `only` names them. */
export function createDocument({
  transcript,
  only = null,
}: {
  transcript: Transcript;
  only?: ReadonlySet<number> | null;
}): Document {
  const sentences: Sentence[] = [];
  const turnSentences: { first: number; end: number }[] = [];
  for (const turn of transcript.turns) {
    const first = sentences.length;
    const isRead = only === null || only.has(turnSentences.length);
    const spans = !isRead ? [] : splitSentences({ text: turn.text, cueBreaks: cueBreaksOf(turn), abbreviations });
    for (const span of spans) {
      sentences.push(toSentence({ turn, span, index: sentences.length, sentence: sentences.length - first }));
    }
    turnSentences.push({ first, end: sentences.length });
  }
  const sides = new Set(transcript.turns.map((turn) => turn.side));
  return { transcript, sentences, turnSentences, sidesKnown: sides.has('internal') && sides.has('external') };
}

function toSentence(input: { turn: Turn; span: Span; index: number; sentence: number }): Sentence {
  const { turn, span } = input;
  const text = turn.text.slice(span.start, span.end);
  const words = findWords(text, span.start);
  return {
    index: input.index,
    turn: turn.turn,
    sentence: input.sentence,
    speaker: turn.speaker,
    side: turn.side,
    start: span.start,
    end: span.end,
    text,
    spaced: words.length === 0 ? ' ' : ` ${words.map((word) => word.lower).join(' ')} `,
    words,
    hasQuestionMark: /[?？]["'”’)\]]*$/u.test(text),
    ...timeOfRange(turn, span),
  };
}

function cueBreaksOf(turn: Turn): CueBreak[] {
  const breaks: CueBreak[] = [];
  for (let index = 1; index < turn.cues.length; index += 1) {
    const before = turn.cues[index - 1];
    const cue = turn.cues[index];
    if (before !== undefined && cue !== undefined) {
      breaks.push({ offset: cue.start, gapMs: Math.max(0, cue.startMs - before.endMs) });
    }
  }
  return breaks;
}
