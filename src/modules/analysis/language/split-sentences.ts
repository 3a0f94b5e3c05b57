import { findSentenceEnds } from './find-sentence-ends.ts';
import { findWords } from './find-words.ts';
import type { CueBreak, Span } from './span.ts';
import { splitLongSpan } from './split-long-span.ts';

/** Words without an end of sentence from which a span is cut further. */
const longestSpanWords = 40;

/**
 * Returns the sentences of a turn as ranges without the white space around; together they hold every word.
 * Text without punctuation is cut at cues, pauses and words that open clauses.
 */
export function splitSentences(input: {
  text: string;
  cueBreaks: readonly CueBreak[];
  abbreviations: ReadonlySet<string>;
}): Span[] {
  const { text, cueBreaks, abbreviations } = input;
  const ends = findSentenceEnds(text, abbreviations);
  const spans: Span[] = [];
  let start = 0;
  for (const end of [...ends, text.length]) {
    const span = trimSpan(text, { start, end });
    start = end;
    if (span === null) continue;
    const words = findWords(text.slice(span.start, span.end), span.start);
    const previous = spans.at(-1);
    if (words.length === 0 && previous !== undefined)
      spans[spans.length - 1] = { start: previous.start, end: span.end };
    else if (words.length <= longestSpanWords) spans.push(span);
    else spans.push(...splitLongSpan({ text, span, words, cueBreaks }).flatMap((part) => trimSpan(text, part) ?? []));
  }
  return spans;
}

function trimSpan(text: string, span: Span): Span | null {
  let { start, end } = span;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return start === end ? null : { start, end };
}

function isSpace(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0x2028 || code === 0x2029 || code === 0x3000;
}
