import type { BuyingSignal, BuyingSignalKind, Commitment } from '#contracts';
import { claimFrom } from '../claims/claim-from.ts';
import type { Sentence } from '../language/index.ts';
import { questionConfidence } from './find-questions.ts';
import { joinNeighbors, type ScoredSentence, widenRuns } from './join-neighbors.ts';
import type { SalesScores } from './learned/index.ts';
import { confidenceOf, isInJest, isNegated, isSaidOfOthers, together } from './modality.ts';
import { cue, type RuleContext, sentencesOfTurn, turnBefore, wordCount } from './rule-context.ts';

/** The log-odds from which a sentence is a signal: on unseen calls as many are found as there are. */
const threshold = -0.2;
/** How far below it a sentence next to a signal is part of it. */
const nearness = 1.2;
/** What a sure hit of the lexicon adds to the log-odds, and the scores between which it grows. */
const bonus = 1;
const weakestScore = 0.45;
const surestScore = 0.75;
/** What the lexicon weighs against the words when the kind is chosen. */
const namedWeight = 4;
const fewestWords = 3;

/** Which lexicon sections speak for a kind: `asked` in genuine questions, `told` in statements. */
const sections: readonly { kind: BuyingSignalKind; asked: readonly string[]; told: readonly string[] }[] = [
  { kind: 'pricing_interest', asked: ['ask.pricing'], told: ['pricing.statement'] },
  { kind: 'implementation_interest', asked: ['ask.implementation'], told: ['implementation.statement'] },
  { kind: 'timeline', asked: [], told: ['timeline'] },
  { kind: 'purchase_process', asked: [], told: ['purchase_process'] },
  { kind: 'stakeholder_involvement', asked: ['stakeholder'], told: ['stakeholder'] },
  { kind: 'positive_fit', asked: [], told: ['positive_fit'] },
  { kind: 'urgency', asked: ['urgency'], told: ['urgency'] },
  { kind: 'agreement', asked: [], told: ['agreement'] },
];

/** What our side asked before makes a bare answer (`First of February.`) a signal. */
const promptedBy: readonly { kind: BuyingSignalKind; section: string; needsDate: boolean }[] = [
  { kind: 'timeline', section: 'prompt.timeline', needsDate: true },
  { kind: 'purchase_process', section: 'prompt.process', needsDate: false },
  { kind: 'positive_fit', section: 'prompt.benefit', needsDate: false },
  { kind: 'agreement', section: 'commit.propose_meeting', needsDate: false },
];

type Scored = ScoredSentence<BuyingSignalKind>;

/** Returns what the buyer's side says that speaks for buying, by kind. A promise speaks for buying where it agrees. */
export function findBuyingSignals(options: {
  context: RuleContext;
  sales: SalesScores;
  commitments: readonly Commitment[];
}): BuyingSignal[] {
  const { context, sales, commitments } = options;
  const scored = context.sentences.flatMap((sentence) => {
    if (sentence.side !== 'external') return [];
    const best = judge(context, { sentence, sales });
    if (best === null || (best.kind !== 'agreement' && isPromise(sentence, commitments))) return [];
    return [best];
  });
  const runs = widenRuns(joinNeighbors(scored), {
    sentences: context.sentences,
    isNear: (sentence) => sales.head({ sentence, head: 'signal' }) >= threshold - nearness,
  });
  return runs.map(({ first, last, kind, score }) => ({
    ...claimFrom({
      document: context.document,
      place: { turn: first.turn, start: first.start, end: last.end },
      field: 'buyingSignal',
      rule: `buyingSignal.${kind}`,
      confidence: score,
    }),
    kind,
  }));
}

/** `I'll send you the list by Friday` names a day and is no timeline of a purchase. */
function isPromise(sentence: Sentence, commitments: readonly Commitment[]): boolean {
  return commitments.some(
    ({ turn, start, end }) => turn === sentence.turn && start < sentence.end && sentence.start < end,
  );
}

/** The sentence as a signal where words, place and lexicon together say so. */
function judge(context: RuleContext, options: { sentence: Sentence; sales: SalesScores }): Scored | null {
  const { sentence, sales } = options;
  const at = sentence.index;
  if (wordCount(context, sentence) < fewestWords || isSaidOfOthers(context, at) || isInJest(context, at)) return null;
  if (sentence.hasQuestionMark && questionConfidence(context, sentence) === 0) return null;
  const byLexicon = scoreSignal(context, sentence);
  const share = ((byLexicon?.score ?? 0) - weakestScore) / (surestScore - weakestScore);
  const logOdds = sales.head({ sentence, head: 'signal' }) + bonus * Math.min(1, Math.max(0, share));
  if (logOdds < threshold) return null;
  return { sentence, kind: kindOf({ ...options, byLexicon }), score: confidenceOf(logOdds - threshold) };
}

/** The kind that words and lexicon favor most. */
function kindOf(options: { sentence: Sentence; sales: SalesScores; byLexicon: Scored | null }): BuyingSignalKind {
  const { sentence, sales, byLexicon } = options;
  let best: { kind: BuyingSignalKind; score: number } | null = null;
  for (const { kind } of sections) {
    const named = byLexicon?.kind === kind ? byLexicon.score * namedWeight : 0;
    const score = sales.kind({ sentence, head: 'signal', kind }) + named;
    if (best === null || score > best.score) best = { kind, score };
  }
  return best?.kind ?? 'positive_fit';
}

/** The kind that the lexicon names, and how surely the sentence is a signal by it alone, 0 to 1. */
function scoreSignal(context: RuleContext, sentence: Sentence): Scored | null {
  const at = sentence.index;
  const asks = questionConfidence(context, sentence) > 0;
  const damping = dampingOf(context, sentence);
  let best: Scored | null = null;
  for (const { kind, asked, told } of sections) {
    const found = Math.max(0, ...(asks ? asked : told).map((section) => soundWeight(context, { at, section })));
    const prompted = asks ? 0 : promptedWeight(context, { sentence, kind });
    if (found === 0 && prompted < 0.5) continue;
    const score = together([found * 0.85, prompted * 0.5]) * damping;
    if (best === null || score > best.score) best = { sentence, kind, score };
  }
  return best;
}

/** The weight of a section, unless a negation stands inside what matched. */
function soundWeight(context: RuleContext, options: { at: number; section: string }): number {
  const match = context.cues[options.at]?.get(options.section);
  if (match === undefined) return 0;
  const plain = options.section === 'positive_fit' || options.section === 'agreement';
  return plain && isNegated(context, { sentence: options.at, match }) ? match.weight * 0.5 : match.weight;
}

function dampingOf(context: RuleContext, sentence: Sentence): number {
  const at = sentence.index;
  let damping = 1;
  if (!sentence.hasQuestionMark && cue(context, { sentence: at, section: 'past' }) > 0) damping *= 0.85;
  if (cue(context, { sentence: at, section: 'resist' }) > 0) damping *= 0.8;
  if (cue(context, { sentence: at, section: 'negative.mood' }) > 0) damping *= 0.75;
  if (cue(context, { sentence: at, section: 'hedge' }) > 0) damping *= 0.9;
  return damping;
}

function promptedWeight(context: RuleContext, options: { sentence: Sentence; kind: BuyingSignalKind }): number {
  const prompt = promptedBy.find((entry) => entry.kind === options.kind);
  const { sentence } = options;
  const before = turnBefore(context, sentence.turn);
  if (prompt === undefined || before?.side !== 'internal') return 0;
  const asked = sentencesOfTurn(context, before.turn).slice(-2);
  const weight = Math.max(0, ...asked.map((entry) => cue(context, { sentence: entry.index, section: prompt.section })));
  const dated = context.tokens[sentence.index]?.spans.has('date') === true;
  return prompt.needsDate && !dated ? 0 : weight;
}
