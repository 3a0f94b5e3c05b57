import type { Side, Transcript } from '#contracts';

/** One word of a sentence; `start` and `end` are UTF-16 units of the turn's text. */
export interface Word {
  /** As it stands in the turn. */
  readonly text: string;
  /** Lower case, straight apostrophes: what lexicons are matched against. */
  readonly lower: string;
  readonly start: number;
  readonly end: number;
}

/** One sentence of a turn, with where it stands and when it was said. */
export interface Sentence {
  /** The place in the call, counted from 0 over all turns. */
  readonly index: number;
  readonly turn: number;
  /** The place in its turn, counted from 0. */
  readonly sentence: number;
  readonly speaker: string;
  readonly side: Side;
  /** UTF-16 units of the turn's text, [start, end), without the white space around. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The words' lower forms joined by single spaces, punctuation gone, one space at each end. */
  readonly spaced: string;
  readonly words: readonly Word[];
  /** Whether the text ends with a question mark. */
  readonly hasQuestionMark: boolean;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

/** A call made ready for the rules: read once, shared by every rule. */
export interface Document {
  readonly transcript: Transcript;
  readonly sentences: readonly Sentence[];
  /** For each turn the index of its first sentence and the index after its last. */
  readonly turnSentences: readonly { readonly first: number; readonly end: number }[];
  /** Whether both an internal and an external speaker are known. */
  readonly sidesKnown: boolean;
}
