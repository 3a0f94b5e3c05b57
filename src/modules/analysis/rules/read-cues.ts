import type { Findings, Transcript } from '#contracts';
import { createDocument, type Document, type Sentence } from '../language/index.ts';
import { loadMatcher } from './lexicons/load-matcher.ts';
import { type Matcher, rangeOfTokens, type Span, type SpanName, tokensOf } from './matcher/index.ts';

/** A place that a section of a lexicon was found at: UTF-16 units of the turn's text, [start, end). */
export interface Cue {
  readonly weight: number;
  readonly start: number;
  readonly end: number;
}

export interface CuedSentence {
  readonly sentence: Sentence;
  /** By section: its best match. */
  readonly cues: ReadonlyMap<string, Cue>;
}

export interface CueOptions {
  readonly transcript: Transcript;
  readonly findings: Pick<Findings, 'mentions' | 'flags'>;
  /** The file of data/lexicons, such as `contradictions.txt`. */
  readonly lexicon: string;
  /** Phrases that the workspace adds, by section. */
  readonly added: Readonly<Record<string, readonly string[]>>;
}

/** Kept per lexicon and added phrases; what is kept follows from the files and the key alone. */
const kept = new Map<string, Matcher>();
const mostKept = 16;

/**
 * Reads an analyzed call again with a lexicon of its own: what is recognized in it (sums, days, names) is what its
 * verified claims say. Sentences that behave like an order to a machine are left out.
 */
export function readCues({ transcript, findings, lexicon, added }: CueOptions): CuedSentence[] {
  const document = createDocument({ transcript });
  const matcher = matcherOf({ lexicon, added });
  const places = recognized(findings);
  return document.sentences
    .filter((sentence) => !findings.flags.some((flag) => touches(flag, sentence)))
    .map((sentence) => ({ sentence, cues: cuesOf({ document, matcher, sentence, places }) }));
}

function cuesOf({
  document,
  matcher,
  sentence,
  places,
}: {
  document: Document;
  matcher: Matcher;
  sentence: Sentence;
  places: readonly (readonly [SpanName, readonly Span[]])[];
}): ReadonlyMap<string, Cue> {
  const spans = new Map<SpanName, readonly Span[]>();
  for (const [name, all] of places) {
    const here = all.filter((span) => touches(span, sentence));
    if (here.length > 0) spans.set(name, here);
  }
  const tokens = tokensOf({ document, sentence, spans });
  const found = [...matcher.find(tokens)];
  return new Map(
    found.map(([section, { weight, from, to }]) => [section, { weight, ...rangeOfTokens(tokens, { from, to }) }]),
  );
}

function recognized({ mentions }: CueOptions['findings']): readonly (readonly [SpanName, readonly Span[]])[] {
  return [
    ['money', mentions.amounts],
    ['date', mentions.dates.map(withoutPreposition)],
    ['person', mentions.people.flatMap((person) => person.mentions)],
    ['competitor', mentions.competitors.flatMap((competitor) => competitor.mentions)],
    ['product', mentions.products.flatMap((product) => product.mentions)],
  ];
}

/** A day is said with `by`, `before` or `until`; a pattern names that word and then the day. */
function withoutPreposition({ quote, turn, start, end }: Span & { readonly quote: string }): Span {
  const word = /^(?:(?:by|before|until|till|after|on|in|around|about|from|through)\s+)+/i.exec(quote)?.[0] ?? '';
  return { turn, start: start + (word.length < quote.length ? word.length : 0), end };
}

function touches(span: Span, sentence: Sentence): boolean {
  return span.turn === sentence.turn && span.start < sentence.end && span.end > sentence.start;
}

function matcherOf({ lexicon, added }: Pick<CueOptions, 'lexicon' | 'added'>): Matcher {
  const entries = Object.entries(added).sort(([one], [other]) => (one < other ? -1 : 1));
  const key = JSON.stringify([lexicon, entries]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const matcher = loadMatcher({ added: entries, files: ['classes.txt', lexicon] });
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, matcher);
  return matcher;
}
