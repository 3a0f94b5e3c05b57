import type { Word } from './document.ts';
import type { CueBreak, Span } from './span.ts';

/** Pieces are cut until none is longer. */
const longestPieceWords = 28;
const shortestPieceWords = 4;
const pauseMs = 300;

/** Words that open a clause in speech, with how good a cut before them is. */
const openers = new Map<string, number>([
  ['so', 1],
  ['but', 1],
  ['okay', 1],
  ['ok', 1],
  ['well', 0.8],
  ['now', 0.6],
  ['and', 0.8],
  ['because', 0.7],
  ['then', 0.4],
  ['also', 0.7],
  ['which', 0.5],
  ['if', 0.4],
  ['when', 0.4],
  ['i', 0.3],
  ['we', 0.3],
  ['they', 0.3],
  ['you', 0.2],
]);

/** Cuts a span without sentence ends into pieces: best at pauses, then cues, commas and words that open clauses. */
export function splitLongSpan(input: {
  text: string;
  span: Span;
  words: readonly Word[];
  cueBreaks: readonly CueBreak[];
}): Span[] {
  const strengths = cutStrengths(input);
  const cuts = [0, ...chooseCuts({ strengths, first: 0, end: input.words.length }), input.words.length];
  const pieces: Span[] = [];
  for (let piece = 0; piece + 1 < cuts.length; piece += 1) {
    const start = piece === 0 ? input.span.start : wordStart(input.words, cuts[piece]);
    const end = piece + 2 === cuts.length ? input.span.end : wordStart(input.words, cuts[piece + 1]);
    pieces.push({ start: leftOfOpeningMarks(input.text, start), end: leftOfOpeningMarks(input.text, end) });
  }
  return pieces;
}

/** For each word how good a cut before it is. */
function cutStrengths(input: { text: string; words: readonly Word[]; cueBreaks: readonly CueBreak[] }): number[] {
  let next = 0;
  return input.words.map((word, index) => {
    const previous = input.words[index - 1];
    if (previous === undefined) return 0;
    let strength = openers.get(word.lower) ?? 0;
    if (/[,;:]/u.test(input.text.slice(previous.end, word.start))) strength += 0.8;
    let cueBreak = input.cueBreaks[next];
    while (cueBreak !== undefined && cueBreak.offset <= word.start) {
      if (cueBreak.offset > previous.start) {
        strength += 1.5 + (cueBreak.gapMs >= pauseMs ? Math.min(cueBreak.gapMs, 2000) / 1000 : 0);
      }
      next += 1;
      cueBreak = input.cueBreaks[next];
    }
    return strength;
  });
}

/** Cuts the range in two at the best place and goes on with both halves until they are short enough. */
function chooseCuts(input: { strengths: readonly number[]; first: number; end: number }): number[] {
  const { strengths, first, end } = input;
  const length = end - first;
  if (length <= longestPieceWords) return [];
  let best = first + Math.floor(length / 2);
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let cut = first + shortestPieceWords; cut <= end - shortestPieceWords; cut += 1) {
    const balance = Math.abs((cut - first) / length - 0.5);
    const score = (strengths[cut] ?? 0) - balance;
    if (score > bestScore) {
      bestScore = score;
      best = cut;
    }
  }
  return [...chooseCuts({ strengths, first, end: best }), best, ...chooseCuts({ strengths, first: best, end })];
}

function wordStart(words: readonly Word[], index: number | undefined): number {
  return words[index ?? 0]?.start ?? 0;
}

/** Opening quotes, brackets and signs belong to the word after them. */
function leftOfOpeningMarks(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && start < text.length && /["“‘([#@$€£+-]/u.test(text.charAt(start - 1))) start -= 1;
  return start;
}
