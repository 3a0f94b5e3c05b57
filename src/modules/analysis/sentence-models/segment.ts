import { type Document, findWords } from '../language/index.ts';

/** One piece of speech to be scored: a sentence of a document or an utterance of a meeting. */
export interface Segment {
  /** Lower-case words in order, without punctuation. */
  readonly words: readonly string[];
  readonly speaker: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

/** Returns the sentences of a call as segments, in order: the place in the list is `sentence.index`. */
export function segmentsOf(document: Document): Segment[] {
  return document.sentences.map((sentence) => ({
    words: sentence.words.map((word) => word.lower),
    speaker: sentence.speaker,
    startMs: sentence.startMs,
    endMs: sentence.endMs,
  }));
}

/** Returns the lower-case words of a plain text, by the same rule as a document's words. */
export function wordsOf(text: string): string[] {
  return findWords(text).map((word) => word.lower);
}
