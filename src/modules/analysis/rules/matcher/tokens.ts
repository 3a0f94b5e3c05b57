import type { Document, Sentence } from '../../language/index.ts';
import { expandWord } from './expand-word.ts';

/** What a place in a sentence was recognized as before patterns run over it. */
export const spanNames = ['money', 'date', 'number', 'person', 'competitor', 'product'] as const;
export type SpanName = (typeof spanNames)[number];

/** A sentence as the matcher reads it: plain forms with the way back to the words. */
export interface Tokens {
  readonly sentence: Sentence;
  readonly forms: readonly string[];
  /** For each token the index of its word in `sentence.words`. */
  readonly words: readonly number[];
  /** Whether a token begins a clause: the sentence, what follows a mark or a joining word, or a discourse opener. */
  readonly clauseStarts: readonly boolean[];
  /** Whether only openers such as `so`, `well, yes` stand before a token. */
  readonly opens: readonly boolean[];
  /** For each kind of span and token where one begins, the token after its end. */
  readonly spans: ReadonlyMap<SpanName, ReadonlyMap<number, number>>;
}

/** A recognized range of one turn, in UTF-16 units. */
export interface Span {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

const openers = new Set(
  `so well okay yes no and but oh look see right sure now then honestly actually frankly listen because also
   anyway huh ha like um fine good great perfect basically obviously again plus still alright cool absolutely
   definitely`.split(/\s+/u),
);
const joiners = new Set(['and', 'but', 'so', 'because', 'then', 'or', 'since', 'although', 'though', 'plus', 'while']);
const parentheticals = new Set(['like', 'i mean', 'you know', 'you see', 'sort of', 'kind of']);
const numberPattern = /^[$€£]?\d/;
const numberWords = new Set(
  `one two three four five six seven eight nine ten eleven twelve fifteen thirteen fourteen sixteen seventeen
   eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen half`.split(
    /\s+/u,
  ),
);

/** Makes a sentence ready for the matcher. `spans` are the recognized ranges that touch its turn. */
export function tokensOf(input: {
  document: Document;
  sentence: Sentence;
  spans: ReadonlyMap<SpanName, readonly Span[]>;
}): Tokens {
  const { document, sentence } = input;
  const text = document.transcript.turns[sentence.turn]?.text ?? '';
  const forms: string[] = [];
  const words: number[] = [];
  const clauseStarts: boolean[] = [];
  const opens: boolean[] = [];
  let afterMark = true;
  let opening = true;
  for (let index = 0; index < sentence.words.length; index += 1) {
    const word = sentence.words[index];
    if (word === undefined) continue;
    if (index > 0 && hasMark(text, { from: sentence.words[index - 1]?.end ?? word.start, to: word.start }))
      afterMark = true;
    const skipped = afterMark ? parentheticalAt({ sentence, index, text }) : 0;
    if (skipped > 0) {
      index += skipped - 1;
      continue;
    }
    for (const form of expandWord(word.lower)) {
      forms.push(form);
      words.push(index);
      clauseStarts.push(afterMark || opening);
      opens.push(opening);
      if (!openers.has(form)) opening = false;
      afterMark = joiners.has(form) || (afterMark && openers.has(form));
    }
  }
  return {
    sentence,
    forms,
    words,
    clauseStarts,
    opens,
    spans: spanStarts({ sentence, words, forms, spans: input.spans }),
  };
}

/** The range of the turn's text that a run of tokens covers. */
export function rangeOfTokens(tokens: Tokens, range: { from: number; to: number }): { start: number; end: number } {
  const first = tokens.sentence.words[tokens.words[range.from] ?? 0];
  const last = tokens.sentence.words[tokens.words[range.to - 1] ?? 0];
  return { start: first?.start ?? tokens.sentence.start, end: last?.end ?? tokens.sentence.end };
}

function hasMark(text: string, between: { from: number; to: number }): boolean {
  for (let at = between.from; at < between.to; at += 1) {
    const character = text.charAt(at);
    if (',;:—–.…!?('.includes(character)) return true;
  }
  return false;
}

/** How many words from here are an aside such as `, you know,` or `, like,`; 0 where they carry meaning. */
function parentheticalAt(input: { sentence: Sentence; index: number; text: string }): number {
  const { sentence, index, text } = input;
  const first = sentence.words[index];
  const second = sentence.words[index + 1];
  const third = sentence.words[index + 2];
  if (first === undefined || second === undefined) return 0;
  if (parentheticals.has(first.lower) && hasMark(text, { from: first.end, to: second.start })) return 1;
  const pair = `${first.lower} ${second.lower}`;
  return parentheticals.has(pair) && third !== undefined && hasMark(text, { from: second.end, to: third.start })
    ? 2
    : 0;
}

function spanStarts(input: {
  sentence: Sentence;
  words: readonly number[];
  forms: readonly string[];
  spans: ReadonlyMap<SpanName, readonly Span[]>;
}): Map<SpanName, Map<number, number>> {
  const { sentence, words, forms } = input;
  const found = new Map<SpanName, Map<number, number>>();
  function endOf(token: number): number {
    return sentence.words[words[token] ?? 0]?.end ?? 0;
  }
  for (const [name, spans] of input.spans) {
    const starts = new Map<number, number>();
    for (const span of spans) {
      if (span.start >= sentence.end || span.end <= sentence.start) continue;
      const from = words.findIndex((word) => (sentence.words[word]?.start ?? 0) >= span.start);
      let to = from;
      while (to >= 0 && to < words.length && (sentence.words[words[to] ?? 0]?.start ?? span.end) < span.end) to += 1;
      // `Tuesday's good`: the span ends inside a word whose rest, `is`, stands outside.
      while (to > from + 1 && words[to - 1] === words[to - 2] && endOf(to - 1) > span.end) to -= 1;
      if (from >= 0 && to > from) starts.set(from, to);
    }
    if (starts.size > 0) found.set(name, starts);
  }
  const numbers = new Map<number, number>();
  for (let at = 0; at < forms.length; at += 1) {
    let end = at;
    while (end < forms.length && isNumber(forms[end] ?? '')) end += 1;
    if (end > at) numbers.set(at, end);
    at = Math.max(at, end - 1);
  }
  if (numbers.size > 0) found.set('number', numbers);
  return found;
}

function isNumber(form: string): boolean {
  return numberWords.has(form) || numberPattern.test(form);
}
