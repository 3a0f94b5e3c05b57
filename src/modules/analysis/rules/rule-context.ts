import type { AnalysisInput, AnalysisSettings, Claim, Side, Turn } from '#contracts';
import { claimFrom } from '../claims/claim-from.ts';
import {
  type Document,
  type FoundAmount,
  type FoundDate,
  findAmounts,
  findDates,
  type Sentence,
} from '../language/index.ts';
import {
  type Match,
  type Matcher,
  rangeOfTokens,
  type Span,
  type SpanName,
  type Tokens,
  tokensOf,
} from './matcher/index.ts';
import { type FoundName, findNames } from './names/find-names.ts';
import { type FoundPerson, findPeople } from './names/find-people.ts';

/** Everything the sales rules share: the call, read once, and what the lexicons found in each sentence. */
export interface RuleContext {
  readonly document: Document;
  readonly settings: AnalysisSettings;
  readonly sentences: readonly Sentence[];
  readonly tokens: readonly Tokens[];
  /** By sentence: the best match of each lexicon section. */
  readonly cues: readonly ReadonlyMap<string, Match>[];
  readonly amounts: readonly FoundAmount[];
  readonly dates: readonly FoundDate[];
  readonly people: readonly FoundPerson[];
  readonly competitors: readonly FoundName[];
  readonly products: readonly FoundName[];
  /** Speakers by side, in the order they first speak. */
  readonly speakers: ReadonlyMap<string, Side>;
  /** Whether the transcript writes question marks at all. */
  readonly hasQuestionMarks: boolean;
}

/** Reads the call once: names, sums and dates, then every lexicon in one pass over the words. */
export function createRuleContext(options: {
  input: AnalysisInput;
  document: Document;
  matcher: Matcher;
}): RuleContext {
  const { input, document, matcher } = options;
  const { settings, transcript } = input;
  const amounts = findAmounts({ document, currency: settings.currency });
  const dates = findDates({ document, date: transcript.date, timeZone: transcript.timeZone });
  const people = findPeople({ document, settings });
  const competitors = findNames({ document, things: settings.competitors });
  const products = findNames({ document, things: settings.products });
  const spans: [SpanName, ReadonlyMap<number, readonly Span[]>][] = [
    ['money', bySentence(amounts)],
    ['date', bySentence(dates)],
    ['person', bySentence(people)],
    ['competitor', bySentence(competitors)],
    ['product', bySentence(products)],
  ];
  const tokens = document.sentences.map((sentence) => {
    const own = new Map<SpanName, readonly Span[]>();
    for (const [name, found] of spans) {
      const list = found.get(sentence.index);
      if (list !== undefined) own.set(name, list);
    }
    return tokensOf({ document, sentence, spans: own });
  });
  const speakers = new Map(transcript.turns.map((turn) => [turn.speaker, turn.side] as const));
  return {
    document,
    settings,
    sentences: document.sentences,
    tokens,
    cues: tokens.map((entry) => matcher.find(entry)),
    amounts,
    dates,
    people,
    competitors,
    products,
    speakers,
    hasQuestionMarks: document.sentences.some((sentence) => sentence.hasQuestionMark),
  };
}

/** The weight of a lexicon section in a sentence, 0 where it was not found. */
export function cue(context: RuleContext, at: { sentence: number; section: string }): number {
  return context.cues[at.sentence]?.get(at.section)?.weight ?? 0;
}

/** The sentences of a turn, in order. */
export function sentencesOfTurn(context: RuleContext, turn: number): readonly Sentence[] {
  const bounds = context.document.turnSentences[turn];
  return bounds === undefined ? [] : context.sentences.slice(bounds.first, bounds.end);
}

/** The turns before (`step` -1) or after (1) a turn in which something was said, nearest first, at most `most`. */
export function turnsAround(context: RuleContext, from: { turn: number; step: -1 | 1; most: number }): Turn[] {
  const { turns } = context.document.transcript;
  const found: Turn[] = [];
  for (let at = from.turn + from.step; at >= 0 && at < turns.length && found.length < from.most; at += from.step) {
    const turn = turns[at];
    if (turn !== undefined && sentencesOfTurn(context, at).length > 0) found.push(turn);
  }
  return found;
}

/** The turn right before one, leaving out those in which nothing was said. */
export function turnBefore(context: RuleContext, turn: number): Turn | undefined {
  return turnsAround(context, { turn, step: -1, most: 1 })[0];
}

/** The turn right after one, leaving out those in which nothing was said. */
export function turnAfter(context: RuleContext, turn: number): Turn | undefined {
  return turnsAround(context, { turn, step: 1, most: 1 })[0];
}

/** The words of a sentence, hesitations left out. */
export function wordCount(context: RuleContext, sentence: Sentence): number {
  return context.tokens[sentence.index]?.forms.length ?? 0;
}

/** A claim whose quote is a whole sentence. */
export function sentenceClaim(
  context: RuleContext,
  parts: { sentence: Sentence; field: string; rule: string; confidence: number },
): Claim {
  const { sentence, ...rest } = parts;
  return claimFrom({
    document: context.document,
    place: { turn: sentence.turn, start: sentence.start, end: sentence.end },
    ...rest,
  });
}

/** The range of the turn's text in which a match stands. */
export function rangeOfMatch(
  context: RuleContext,
  at: { sentence: number; match: Match },
): { start: number; end: number } {
  const tokens = context.tokens[at.sentence];
  return tokens === undefined ? { start: 0, end: 0 } : rangeOfTokens(tokens, at.match);
}

function bySentence<Found extends { readonly sentence: number }>(found: readonly Found[]): Map<number, Found[]> {
  return Map.groupBy(found, (entry) => entry.sentence);
}
