import type { Commitment, Objection, Risk, RiskKind } from '#contracts';
import type { Sentence } from '../language/index.ts';
import type { SalesScores } from './learned/index.ts';
import { confidenceOf, isInJest, isOffered, isSaidOfOthers } from './modality.ts';
import { cue, type RuleContext, sentenceClaim, sentencesOfTurn, wordCount } from './rule-context.ts';

/** The score from which the lexicon names a risk by itself. */
const threshold = 0.6;
/** The log-odds from which a sentence is a risk: on unseen calls as many are found as there are. */
const leastLogOdds = -0.4;
/** What the lexicon adds to the log-odds, and what it weighs against the words when the kind is chosen. */
const bonus = 1;
const namedWeight = 3;
/** What putting a decision off and a mere farewell add, where the call is about to end, and from which part of it on. */
const brushOff = 'risk.brush_off';
const politeClose = 'risk.polite_close';
const brushOffBonus = 3;
const endOfCall = 0.75;
/** From which part of a call on a meeting that is agreed on is its next step. */
const nextStepPart = 0.5;
const fewestWords = 4;

const sections: readonly { kind: RiskKind; section: string; weight: number }[] = [
  { kind: 'churn', section: 'risk.churn', weight: 0.9 },
  { kind: 'champion_left', section: 'risk.champion_left', weight: 0.8 },
  { kind: 'competitor_preferred', section: 'risk.competitor_preferred', weight: 0.9 },
  { kind: 'budget', section: 'risk.budget', weight: 0.85 },
  { kind: 'delay', section: 'risk.delay', weight: 0.6 },
  { kind: 'legal_or_security', section: 'risk.legal_or_security', weight: 0.6 },
  { kind: 'unresolved_problem', section: 'risk.unresolved', weight: 0.65 },
  { kind: 'authority_missing', section: 'risk.authority', weight: 0.7 },
  { kind: 'price_pressure', section: 'risk.price_pressure', weight: 0.6 },
];

/** The risk that an objection of a kind is, where the words do not say which. */
const ofObjection: Partial<Record<Objection['kind'], RiskKind>> = {
  price: 'price_pressure',
  competitor: 'price_pressure',
  timing: 'delay',
  security: 'legal_or_security',
  trust: 'unresolved_problem',
  authority: 'authority_missing',
};

interface Judged {
  readonly kind: RiskKind;
  readonly score: number;
  /** Whether the lexicon names the kind, or only the words are like those of one. */
  readonly isNamed: boolean;
  /** Whether only a decision or the next step is put off, for no time that is named. */
  readonly isVague: boolean;
}

const severe: readonly RiskKind[] = ['churn', 'competitor_preferred', 'champion_left'];
/** From here on a risk is high where the lexicon does not name a severe kind: one that it names always is. */
const highWhereSevere = 0.8;
const highOtherwise = 0.85;
/** What an objection that was answered must be likelier than others to be a risk. */
const answeredMargin = 0.4;

/**
 * Returns what may lose the deal or the customer, in the buyer's own words. `objections` lend their weight; a farewell
 * is a risk only where none of the `commitments` is the next meeting.
 */
export function findRisks(options: {
  context: RuleContext;
  sales: SalesScores;
  objections: readonly Objection[];
  commitments: readonly Commitment[];
  /** Sentences, by index, that say nothing of the deal. */
  smallTalk: ReadonlySet<number>;
}): Risk[] {
  const { context, sales, objections, smallTalk } = options;
  const hasNextStep = agreesToMeet(options);
  const risks: Risk[] = [];
  for (const sentence of context.sentences) {
    const objection = objections.find((entry) => entry.turn === sentence.turn && entry.start === sentence.start);
    if (smallTalk.has(sentence.index) && objection === undefined && !isNamed(context, sentence)) continue;
    const best = judge(context, { sentence, objection, sales, hasNextStep });
    if (best === null || isKnown(risks, { ...best, sentence })) continue;
    const claim = sentenceClaim(context, {
      sentence,
      field: 'risk',
      rule: `risk.${best.kind}`,
      confidence: best.score,
    });
    risks.push({ ...claim, kind: best.kind, severity: severityOf(best, objection) });
  }
  return risks;
}

/** The sentence as a risk where words, place and lexicon together say so. */
function judge(
  context: RuleContext,
  options: { sentence: Sentence; objection: Objection | undefined; sales: SalesScores; hasNextStep: boolean },
): Judged | null {
  const { sentence, sales, hasNextStep } = options;
  const at = sentence.index;
  if (sentence.side !== 'external' || sentence.hasQuestionMark || wordCount(context, sentence) < fewestWords)
    return null;
  if (isSaidOfOthers(context, at) || isInJest(context, at) || isOffered(context, at)) return null;
  const saysMore = riskOf(context, { sentence, objection: undefined }) !== null;
  const putOff = saysMore ? null : putOffIn(context, sentence);
  if (putOff === politeClose && (hasNextStep || !isLate(context, sentence))) return null;
  if (putOff !== null && isLate(context, sentence)) return judgePutOff(options);
  const byLexicon = riskOf(context, options);
  const logOdds = sales.head({ sentence, head: 'risk' }) + (byLexicon === null ? 0 : bonus);
  if (logOdds < leastLogOdds + (options.objection?.answer === 'answered' ? answeredMargin : 0)) return null;
  let best: Pick<Judged, 'kind' | 'score'> | null = null;
  for (const { kind } of sections) {
    const named = byLexicon?.kind === kind ? namedWeight : 0;
    const score = sales.kind({ sentence, head: 'risk', kind }) + named;
    if (best === null || score > best.score) best = { kind, score };
  }
  if (best === null) return null;
  return {
    kind: best.kind,
    score: confidenceOf(logOdds - leastLogOdds),
    isNamed: byLexicon?.kind === best.kind,
    isVague: putOff !== null && best.kind === 'delay',
  };
}

/** Whether the lexicon names a risk there, however polite the rest of the sentence is. */
function isNamed(context: RuleContext, { index }: Sentence): boolean {
  return [...sections.map(({ section }) => section), brushOff, politeClose].some(
    (section) => soundCue(context, { sentence: index, section }) > 0,
  );
}

/** How a sentence puts off what comes next without a day: a decision, or with a mere farewell (`We'll be in touch`). */
function putOffIn(context: RuleContext, { index }: Sentence): typeof brushOff | typeof politeClose | null {
  if (context.tokens[index]?.spans.has('date') === true) return null;
  if (soundCue(context, { sentence: index, section: brushOff }) > 0) return brushOff;
  return soundCue(context, { sentence: index, section: politeClose }) > 0 ? politeClose : null;
}

function isLate(context: RuleContext, { index }: Sentence): boolean {
  return index >= endOfCall * context.sentences.length;
}

/** Whether a meeting is agreed on toward the end: what one hands over by some day is no talk with the buyer. */
function agreesToMeet({ context, commitments }: { context: RuleContext; commitments: readonly Commitment[] }): boolean {
  return commitments.some(({ turn, start, end, due, rule }) => {
    const said = sentencesOfTurn(context, turn).filter((sentence) => sentence.start < end && sentence.end > start);
    const isNext = said.some(({ index }) => index >= nextStepPart * context.sentences.length);
    const meets = said.some(({ index }) => cue(context, { sentence: index, section: 'commit.meeting' }) > 0);
    const handsOver = said.some(({ index }) => cue(context, { sentence: index, section: 'commit.hand_over' }) > 0);
    return due !== null && isNext && (rule === 'commit.meeting' || (meets && !handsOver));
  });
}

function judgePutOff({ sentence, sales }: { sentence: Sentence; sales: SalesScores }): Judged | null {
  const logOdds = sales.head({ sentence, head: 'risk' }) + brushOffBonus;
  if (logOdds < leastLogOdds) return null;
  return { kind: 'delay', score: confidenceOf(logOdds - leastLogOdds), isNamed: true, isVague: true };
}

/** One who said it a moment ago, or who told of a departure before, tells nothing new. */
function isKnown(risks: readonly Risk[], found: { kind: RiskKind; sentence: Sentence }): boolean {
  return risks.some(
    (risk) => risk.kind === found.kind && (found.kind === 'champion_left' || risk.turn === found.sentence.turn),
  );
}

function riskOf(
  context: RuleContext,
  options: { sentence: Sentence; objection: Objection | undefined },
): Pick<Judged, 'kind' | 'score'> | null {
  const { sentence, objection } = options;
  const at = sentence.index;
  const suggested = objection === undefined ? undefined : ofObjection[objection.kind];
  const past = cue(context, { sentence: at, section: 'past.told' }) > 0 ? 0.7 : 1;
  let best: Pick<Judged, 'kind' | 'score'> | null = null;
  for (const { kind, section, weight } of sections) {
    const found = soundCue(context, { sentence: at, section }) * weight * past;
    const lent = objection === undefined ? 0 : suggested === kind ? 0.35 * objection.confidence : 0.15;
    const score = Math.min(0.95, found + lent);
    if (found > 0 && score >= threshold && (best === null || score > best.score)) best = { kind, score };
  }
  if (best === null && suggested !== undefined && objection !== undefined && standsFirm(objection)) {
    return { kind: suggested, score: 0.6 };
  }
  return best;
}

/** A sure objection that was not fully answered. */
function standsFirm(objection: Objection): boolean {
  return objection.confidence >= 0.82 && objection.answer !== 'answered';
}

/** The weight of a section, 0 where its match is negated (`I haven't called them`). */
function soundCue(context: RuleContext, at: { sentence: number; section: string }): number {
  const match = context.cues[at.sentence]?.get(at.section);
  if (match === undefined) return 0;
  const before = context.tokens[at.sentence]?.forms[match.from - 1];
  return before === 'not' || before === 'never' ? 0 : match.weight;
}

/** High is what is sure to be one; that an objection stayed open does not make it surer, and what is put off vaguely is no alarm. */
function severityOf({ kind, score, isNamed, isVague }: Judged, objection: Objection | undefined): Risk['severity'] {
  const isSevere = severe.includes(kind);
  if (isVague) return 'low';
  if (objection?.answer === 'answered') return isSevere ? 'medium' : 'low';
  if (isSevere && isNamed) return 'high';
  return score >= (isSevere ? highWhereSevere : highOtherwise) ? 'high' : 'medium';
}
