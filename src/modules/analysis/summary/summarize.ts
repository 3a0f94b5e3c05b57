import type { Claim, Statement } from '#contracts';
import { claimFrom } from '../claims/claim-from.ts';
import type { Document } from '../language/index.ts';
import type { SentenceLabel, SentenceScores } from '../sentence-models/index.ts';
import { chooseSentences } from './choose-sentences.ts';
import { isScheduling } from './find-small-talk.ts';
import { logOdds, rateSentences } from './rate-sentences.ts';
import { sentencesOf } from './sentences-of.ts';
import { phraseMarks, type SummaryLexicon } from './summary-lexicon.ts';
import { tidyQuote } from './tidy-quote.ts';
import { wordVectorsOf } from './word-vectors.ts';

export interface SummaryOptions {
  readonly document: Document;
  readonly scores: SentenceScores;
  readonly lexicon: SummaryLexicon;
  /** What else was found (objections, commitments, risks …): their sentences count for more. */
  readonly claims: readonly Claim[];
  /** Commitments that were found: the last ones tell how the call ended. */
  readonly commitments: readonly Claim[];
  /** Sentences, by index, that must not be quoted in a summary: orders to a machine. */
  readonly excluded: ReadonlySet<number>;
  /** Sentences, by index, that `findSmallTalk` found: none is ever quoted. */
  readonly smallTalk: ReadonlySet<number>;
}

/** What a call comes to, in the words that were said; each list in the order of the call. */
export interface Summary {
  readonly brief: Statement[];
  readonly keyPoints: Statement[];
  readonly outcome: Statement | null;
  readonly decisions: Statement[];
  readonly problems: Statement[];
}

const mostKeyPoints = 8;
const mostDecisions = 6;
const mostProblems = 8;
/** What a phrase adds to a model's log-odds, and what is asked for beyond the model's threshold. */
const phraseLift = 3.8;
const margin = 1.6;

/**
 * Sums a call up by picking sentences: a brief of two to four, at most ten key points, the outcome, decisions and
 * problems. Deterministic; nothing is worded anew, `text` is the quote tidied.
 */
export function summarize(options: SummaryOptions): Summary {
  const { document } = options;
  const ratings = rateSentences(options);
  const vectors = wordVectorsOf(document);
  const count = document.sentences.length;
  const lowest = -2.5;
  const ranked = chooseSentences({
    ratings: withoutScheduling(options, ratings),
    vectors,
    limit: Math.min(mostKeyPoints, Math.max(3, Math.ceil(count / 12))),
    lowest,
  });
  const briefLength = count < 30 ? 2 : count < 300 ? 3 : 4;
  const parts = { document, ratings };
  return {
    brief: statementsFrom({ ...parts, field: 'brief', places: ranked.slice(0, briefLength) }),
    keyPoints: statementsFrom({ ...parts, field: 'keyPoint', places: ranked }),
    outcome: findOutcome(options, ratings),
    decisions: findMarked({ ...options, label: 'decision', limit: mostDecisions, phrases: options.lexicon.decisions }),
    problems: findMarked({ ...options, label: 'problem', limit: mostProblems, phrases: options.lexicon.problems }),
  };
}

/** When people meet again is how a call ends, and no point of it. */
function withoutScheduling({ document, lexicon }: SummaryOptions, ratings: Float64Array): Float64Array {
  return ratings.map((rating, index) => {
    const sentence = document.sentences[index];
    return sentence !== undefined && isScheduling(sentence, lexicon) ? Number.NEGATIVE_INFINITY : rating;
  });
}

/** The sentences that the model of a label marks, more readily where a phrase of the lexicon stands in them. */
function findMarked(
  options: SummaryOptions & {
    readonly label: SentenceLabel;
    readonly limit: number;
    readonly phrases: readonly string[];
  },
): Statement[] {
  const { document, label, limit } = options;
  const marks = phraseMarks(document, options.phrases);
  const found = sentencesOf(document, options.claims);
  const { probabilities, threshold } = options.scores[label];
  const ratings = Float64Array.from(document.sentences, (sentence, index) => {
    if (
      options.excluded.has(index) ||
      (options.smallTalk.has(index) && marks[index] !== true && !found.has(index)) ||
      sentence.words.length < (marks[index] === true ? 3 : 6) ||
      sentence.hasQuestionMark
    ) {
      return Number.NEGATIVE_INFINITY;
    }
    return logOdds(probabilities[index] ?? 0) - logOdds(threshold) - margin + (marks[index] === true ? phraseLift : 0);
  });
  const chosen = chooseSentences({ ratings, vectors: wordVectorsOf(document), limit, lowest: 0 });
  return statementsFrom({ document, ratings, field: label, places: chosen });
}

/** How the call ended: the last thing promised or decided in its last third; null where there is none. */
function findOutcome(options: SummaryOptions, ratings: Float64Array): Statement | null {
  const { document, scores } = options;
  const from = Math.floor(document.sentences.length * 0.7);
  let best = -1;
  let highest = 0;
  document.sentences.slice(from).forEach((sentence, offset) => {
    const index = from + offset;
    const isPromised = options.commitments.some(
      (claim) => claim.turn === sentence.turn && claim.start < sentence.end && sentence.start < claim.end,
    );
    const marked = Math.max(
      logOdds(scores.actionItem.probabilities[index] ?? 0) - logOdds(scores.actionItem.threshold),
      logOdds(scores.decision.probabilities[index] ?? 0) - logOdds(scores.decision.threshold),
    );
    const rating = marked + (isPromised ? 3 : 0) + offset / document.sentences.length;
    if ((ratings[index] ?? 0) > Number.NEGATIVE_INFINITY && rating > highest) {
      highest = rating;
      best = index;
    }
  });
  return best < 0
    ? null
    : statementFrom({ document, field: 'outcome', index: best, confidence: confidenceOf(highest / 2) });
}

/** The sentences at the given places in the order of the call, each as sure as its rating. */
function statementsFrom(options: {
  readonly document: Document;
  readonly ratings: Float64Array;
  readonly field: string;
  readonly places: readonly number[];
}): Statement[] {
  const { document, ratings, field } = options;
  return [...options.places]
    .sort((left, right) => left - right)
    .map((index) => statementFrom({ document, field, index, confidence: confidenceOf((ratings[index] ?? 0) / 2) }));
}

function statementFrom(options: {
  readonly document: Document;
  readonly field: string;
  readonly index: number;
  readonly confidence: number;
}): Statement {
  const { document, field, confidence } = options;
  const sentence = document.sentences[options.index];
  const place = { turn: sentence?.turn ?? -1, start: sentence?.start ?? 0, end: sentence?.end ?? 0 };
  const claim = claimFrom({ document, place, field, rule: `summary.${field}`, confidence });
  return { ...claim, text: tidyQuote(claim.quote) };
}

function confidenceOf(rating: number): number {
  return 1 / (1 + Math.exp(-rating));
}
