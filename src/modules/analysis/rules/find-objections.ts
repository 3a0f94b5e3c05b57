import { type Evidence, type Objection, ObjectionKind } from '#contracts';
import { claimFrom } from '../claims/claim-from.ts';
import { evidenceForSentence, type Sentence } from '../language/index.ts';
import { joinNeighbors, type ScoredSentence, widenRuns } from './join-neighbors.ts';
import type { SalesScores } from './learned/index.ts';
import { confidenceOf, isInJest, isOffered, isSaidOfOthers, together } from './modality.ts';
import { cue, type RuleContext, sentencesOfTurn, turnAfter, turnsAround, wordCount } from './rule-context.ts';

/** The log-odds from which a sentence is an objection: on unseen calls as many are found as there are. */
const threshold = -0.1;
/** How far below it a sentence next to an objection is part of it. */
const nearness = 1.2;
/** What a sure hit of the lexicon adds to the log-odds, and the scores between which it grows. */
const bonus = 1;
const weakestScore = 0.45;
const surestScore = 0.75;
/** What lexicon and topic weigh against the words when the kind is chosen. */
const namedWeight = 4;
const topicWeight = 0.8;
const answerWithinTurns = 3;
/** Words of an answer, ten more where they are about the matter, below which nothing was answered. */
const weakestAnswer = 12;
const fewestWords = 5;
const shortWords = 7;
const kinds = ObjectionKind.options;

type Scored = ScoredSentence<ObjectionKind>;

/** Returns what the buyer's side holds against, its kind, and whether and how our side answered. */
export function findObjections(options: { context: RuleContext; sales: SalesScores }): Objection[] {
  const { context, sales } = options;
  const scored = context.sentences.flatMap((sentence) => {
    if (sentence.side !== 'external') return [];
    const best = judge(context, { sentence, sales });
    return best === null ? [] : [best];
  });
  const runs = widenRuns(joinNeighbors(scored), {
    sentences: context.sentences,
    isNear: (sentence) =>
      sales.head({ sentence, head: 'objection' }) >= threshold - nearness && !isOffered(context, sentence.index),
  });
  return runs.map(({ first, last, kind, score }) => ({
    ...claimFrom({
      document: context.document,
      place: { turn: first.turn, start: first.start, end: last.end },
      field: 'objection',
      rule: `objection.${kind}`,
      confidence: score,
    }),
    kind,
    ...answerTo(context, { sentence: last, kind }),
  }));
}

/** The sentence as an objection where words, place and lexicon together say so. */
function judge(context: RuleContext, options: { sentence: Sentence; sales: SalesScores }): Scored | null {
  const { sentence, sales } = options;
  const at = sentence.index;
  if (isSaidOfOthers(context, at) || isInJest(context, at) || isOffered(context, at)) return null;
  if (wordCount(context, sentence) < fewestWords) return null;
  const byLexicon = scoreObjection(context, sentence);
  const logOdds = sales.head({ sentence, head: 'objection' }) + lexiconBonus(byLexicon?.score ?? 0);
  if (logOdds < threshold) return null;
  return { sentence, kind: kindOf(context, options), score: confidenceOf(logOdds - threshold) };
}

function lexiconBonus(score: number): number {
  const share = (score - weakestScore) / (surestScore - weakestScore);
  return bonus * Math.min(1, Math.max(0, share));
}

/** The kind that words and lexicon favor most. */
function kindOf(context: RuleContext, options: { sentence: Sentence; sales: SalesScores }): ObjectionKind {
  const { sentence, sales } = options;
  let best: { kind: ObjectionKind; score: number } | null = null;
  for (const kind of kinds) {
    const named = cue(context, { sentence: sentence.index, section: `objection.${kind}` });
    const topic = cue(context, { sentence: sentence.index, section: `topic.${kind}` });
    const score = sales.kind({ sentence, head: 'objection', kind }) + named * namedWeight + topic * topicWeight;
    if (best === null || score > best.score) best = { kind, score };
  }
  return best?.kind ?? 'need';
}

/** The kind that the lexicon names, and how surely the sentence is an objection by it alone, 0 to 1. */
function scoreObjection(context: RuleContext, sentence: Sentence): Scored | null {
  const at = sentence.index;
  const resist = cue(context, { sentence: at, section: 'resist' });
  const situation = situationWeight(context, sentence);
  let best: Scored | null = null;
  for (const kind of kinds) {
    const named = cue(context, { sentence: at, section: `objection.${kind}` });
    const topic = resist > 0 ? cue(context, { sentence: at, section: `topic.${kind}` }) : 0;
    const score = together([named * 0.8, resist * 0.62, topic * 0.3, situation.added]) * situation.factor;
    if ((named > 0 || topic > 0) && (best === null || score > best.score)) best = { sentence, kind, score };
  }
  return best;
}

/** How the place of a sentence in the talk speaks for an objection (`added`) or against one (`factor`). */
function situationWeight(context: RuleContext, sentence: Sentence): { factor: number; added: number } {
  const at = sentence.index;
  let factor = 1;
  if (sentence.hasQuestionMark) factor *= 0.85;
  if (cue(context, { sentence: at, section: 'past.told' }) > 0) factor *= 0.93;
  if (explainsQuestion(context, sentence)) factor *= 0.75;
  if (answersQuestion(context, sentence)) factor *= 0.92;
  if (wordCount(context, sentence) < shortWords) factor *= 0.9;
  for (const section of ['agreement', 'positive_fit']) {
    if (cue(context, { sentence: at, section }) >= 0.85) factor *= 0.88;
  }
  return { factor, added: isAcknowledged(context, sentence) ? 0.25 : 0 };
}

/** `Because …` right after one's own question gives the reason for asking. */
function explainsQuestion(context: RuleContext, sentence: Sentence): boolean {
  const before = context.sentences[sentence.index - 1];
  return (
    before?.turn === sentence.turn && before.hasQuestionMark && context.tokens[sentence.index]?.forms[0] === 'because'
  );
}

/** The first words after a question of our side tell what was asked for, unless it asked for worries. */
function answersQuestion(context: RuleContext, sentence: Sentence): boolean {
  if (sentence.sentence > 0) return false;
  const before = context.sentences[sentence.index - 1];
  if (before === undefined || before.side !== 'internal' || !before.hasQuestionMark) return false;
  return cue(context, { sentence: before.index, section: 'prompt.criteria' }) === 0;
}

/** Whether the next words of our side take it as a worry (`that's fair`, `understood`). */
function isAcknowledged(context: RuleContext, sentence: Sentence): boolean {
  const next = turnAfter(context, sentence.turn);
  if (next?.side !== 'internal') return false;
  const opening = sentencesOfTurn(context, next.turn).slice(0, 2);
  return opening.some((entry) => cue(context, { sentence: entry.index, section: 'acknowledge' }) > 0);
}

function answerTo(
  context: RuleContext,
  objection: { sentence: Sentence; kind: ObjectionKind },
): { answer: Objection['answer']; answerEvidence: Evidence | null } {
  for (const turn of turnsAround(context, { turn: objection.sentence.turn, step: 1, most: answerWithinTurns })) {
    if (turn.side !== 'internal') continue;
    const reply = sentencesOfTurn(context, turn.turn);
    const told = reply.filter((entry) => isSubstance(context, entry));
    const best = bestAnswer(context, { told, kind: objection.kind });
    if (best === null) continue;
    const evades = reply.some((entry) => cue(context, { sentence: entry.index, section: 'answer.unsure' }) > 0);
    if (evades && cue(context, { sentence: best.index, section: 'answer.unsure' }) > 0) continue;
    return {
      answer: isAccepted(context, turn.turn) && !evades ? 'answered' : 'partly',
      answerEvidence: evidenceForSentence(best),
    };
  }
  return { answer: 'unanswered', answerEvidence: null };
}

/** A sentence that says something about the matter: no question, no mere acknowledgement, of some length. */
function isSubstance(context: RuleContext, sentence: Sentence): boolean {
  const size = wordCount(context, sentence);
  if (sentence.hasQuestionMark || size < 5) return false;
  return size >= 8 || cue(context, { sentence: sentence.index, section: 'acknowledge' }) === 0;
}

function bestAnswer(
  context: RuleContext,
  options: { told: readonly Sentence[]; kind: ObjectionKind },
): Sentence | null {
  let best: { sentence: Sentence; score: number } | null = null;
  for (const sentence of options.told) {
    const at = sentence.index;
    const size = wordCount(context, sentence);
    const onTopic = cue(context, { sentence: at, section: `topic.${options.kind}` }) > 0 ? 10 : 0;
    const score =
      onTopic + Math.min(size, 25) - (cue(context, { sentence: at, section: 'answer.unsure' }) > 0 ? 15 : 0);
    if (best === null || score > best.score) best = { sentence, score };
  }
  return best === null || best.score < weakestAnswer ? null : best.sentence;
}

/** Whether the buyer's next words let it rest. */
function isAccepted(context: RuleContext, turn: number): boolean {
  const next = turnAfter(context, turn);
  if (next?.side !== 'external') return false;
  const opening = sentencesOfTurn(context, next.turn).slice(0, 2);
  return opening.some((entry) =>
    ['accept', 'positive_fit', 'agreement'].some((section) => cue(context, { sentence: entry.index, section }) > 0),
  );
}
