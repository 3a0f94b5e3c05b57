import type { Claim } from '#contracts';
import { type Document, isQuestion, type Sentence } from '../language/index.ts';
import { type SentenceScores, tokensOf } from '../sentence-models/index.ts';
import { sentencesOf } from './sentences-of.ts';

/** What a found claim adds to its sentence: a call is about what was wanted, feared and promised. */
const claimWeight = 2.4;
/** What a sentence loses in which nothing was found, where something was found elsewhere, and at the edges of the call. */
const nothingFound = 0.8;
const edgeLoss = 2.4;
/** The shares of the call at which people greet each other and part. */
const opening = 0.1;
const closing = 0.94;
const fewestWords = 6;
const backward = /^(?:it|that|this|they|those|these|he|she|which|because|or)\b/iu;

/**
 * How much each sentence tells of the call, as log-odds; -Infinity where it can not stand alone: too short, small
 * talk, or left out by the caller.
 */
export function rateSentences(options: {
  readonly document: Document;
  readonly scores: SentenceScores;
  readonly claims: readonly Claim[];
  readonly excluded: ReadonlySet<number>;
  readonly smallTalk: ReadonlySet<number>;
}): Float64Array {
  const { document, scores, smallTalk } = options;
  const lifted = liftsOf(document, options.claims);
  return Float64Array.from(document.sentences, (sentence, index) => {
    const words = tokensOf(sentence.words.map((word) => word.lower)).length;
    if (options.excluded.has(index) || words < fewestWords || smallTalk.has(index)) {
      return Number.NEGATIVE_INFINITY;
    }
    const lift = lifted[index] ?? 0;
    const loss = lift > 0 || options.claims.length === 0 ? 0 : lossAt(index / document.sentences.length);
    return logOdds(scores.summary.probabilities[index] ?? 0) + lift - loss + shapeOf(sentence, words);
  });
}

/** What a sentence loses in which nothing was found, by its place in the call. */
function lossAt(place: number): number {
  return place < opening || place > closing ? nothingFound + edgeLoss : nothingFound;
}

/** Log-odds of a probability, kept finite. */
export function logOdds(probability: number): number {
  const kept = Math.min(Math.max(probability, 1e-6), 1 - 1e-6);
  return Math.log(kept / (1 - kept));
}

function shapeOf(sentence: Sentence, words: number): number {
  const beginning = tokensOf(sentence.words.slice(0, 3).map((word) => word.lower)).join(' ');
  const figures = sentence.words.some((word) => /\d/u.test(word.text)) ? 0.4 : 0;
  const asks = isQuestion(sentence) ? -1.6 : 0;
  const leansBack = backward.test(beginning) ? -0.5 : 0;
  const tooLong = words > 24 ? -(words - 24) / 20 : 0;
  const broken = /…|\.\.\.|—|--/u.test(sentence.text) ? -0.3 : 0;
  return figures + asks + leansBack + tooLong + broken;
}

function liftsOf(document: Document, claims: readonly Claim[]): Float64Array {
  const lifts = new Float64Array(document.sentences.length);
  for (const claim of claims) {
    for (const index of sentencesOf(document, [claim])) {
      lifts[index] = Math.max(lifts[index] ?? 0, claimWeight * claim.confidence);
    }
  }
  return lifts;
}
