import type { Evidence } from '#contracts';
import type { Document, Sentence } from './document.ts';
import { timeOfRange } from './time-of-range.ts';

/** Returns the proof that a whole sentence gives. */
export function evidenceForSentence(sentence: Sentence): Evidence {
  return {
    quote: sentence.text,
    turn: sentence.turn,
    start: sentence.start,
    end: sentence.end,
    speaker: sentence.speaker,
    side: sentence.side,
    sentence: `${sentence.turn}.${sentence.sentence}`,
    startMs: sentence.startMs,
    endMs: sentence.endMs,
  };
}

/**
 * Returns the proof that a range of one turn gives: the quote is the slice [start, end) of its text, the sentence
 * the one it begins in. Throws a RangeError where the turn or the range does not exist.
 */
export function evidenceForRange(document: Document, range: { turn: number; start: number; end: number }): Evidence {
  const turn = document.transcript.turns[range.turn];
  if (turn === undefined || range.start < 0 || range.end > turn.text.length || range.start >= range.end) {
    throw new RangeError(`No text at turn ${range.turn}, ${range.start} to ${range.end}.`);
  }
  return {
    quote: turn.text.slice(range.start, range.end),
    turn: turn.turn,
    start: range.start,
    end: range.end,
    speaker: turn.speaker,
    side: turn.side,
    sentence: `${turn.turn}.${sentenceAt(document, range)?.sentence ?? 0}`,
    ...timeOfRange(turn, range),
  };
}

/** Returns the sentence of a turn that an offset stands in or follows, undefined where the turn has none. */
function sentenceAt(document: Document, place: { turn: number; start: number }): Sentence | undefined {
  const bounds = document.turnSentences[place.turn];
  if (bounds === undefined || bounds.first === bounds.end) return undefined;
  let low = bounds.first;
  let high = bounds.end - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((document.sentences[middle]?.start ?? 0) <= place.start) low = middle;
    else high = middle - 1;
  }
  return document.sentences[low];
}
