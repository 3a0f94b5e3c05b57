import type { Qualification, QualificationElement } from '#contracts';
import type { Sentence } from '../language/index.ts';
import { probabilityOf } from '../sentence-models/index.ts';
import { tidyQuote } from '../summary/index.ts';
import { questionConfidence } from './find-questions.ts';
import type { SalesScores } from './learned/index.ts';
import { isInJest, isSaidOfOthers, together } from './modality.ts';
import { cue, type RuleContext, sentenceClaim, sentencesOfTurn, turnBefore, wordCount } from './rule-context.ts';

/** On calls that the words were not learned from, fewer are found from here on up and no more of them are right. */
const threshold = 0.3;
/** How far the learned words are trusted. */
const learnedWeight = 0.9;
const shortWords = 6;
const fewestWords = 4;
const leastChance = 0.3;
const unknown: QualificationElement = { status: 'unknown' };

interface Search {
  readonly section: string;
  /** Section of our side's question that makes an answer count more. */
  readonly prompt?: string;
  /** What the sentence must hold besides. */
  readonly needs?: 'money' | 'date' | 'figure';
  /** Sections that speak against it. */
  readonly against?: readonly string[];
  /** Whether what happened last year tells as much. */
  readonly pastCounts?: boolean;
}

const searches = {
  metrics: { section: 'qualify.metrics', needs: 'figure', pastCounts: true, against: ['pricing.statement'] },
  economicBuyer: { section: 'qualify.economic_buyer', prompt: 'prompt.process' },
  decisionCriteria: { section: 'qualify.decision_criteria', prompt: 'prompt.criteria' },
  decisionProcess: { section: 'qualify.decision_process', prompt: 'prompt.process' },
  pain: { section: 'qualify.pain', prompt: 'prompt.pain', pastCounts: true, against: ['resist', 'objection.price'] },
  champion: { section: 'qualify.champion' },
  competition: { section: 'qualify.competition' },
  budget: { section: 'qualify.budget', needs: 'figure' },
  authority: { section: 'qualify.authority', prompt: 'prompt.process' },
  timeline: {
    section: 'qualify.timeline',
    prompt: 'prompt.timeline',
    needs: 'date',
    against: ['commit.accept', 'commit.will', 'objection.price', 'risk.churn'],
  },
  situation: { section: 'qualify.situation', prompt: 'prompt.situation', against: ['resist', 'objection.contract'] },
  impact: { section: 'qualify.impact', needs: 'figure', pastCounts: true },
  criticalEvent: { section: 'qualify.critical_event', against: ['commit.accept', 'risk.churn'] },
  implication: { section: 'qualify.implication' },
  needPayoff: { section: 'qualify.need_payoff', prompt: 'prompt.benefit' },
} as const satisfies Record<string, Search>;
type ElementName = keyof typeof searches;

/**
 * Returns what the buyer said for each element of MEDDICC, BANT, SPICED and SPIN, with its quote. An element that
 * nobody spoke of is unknown; nothing is inferred from other elements.
 */
export function qualify(options: { context: RuleContext; sales: SalesScores }): Qualification {
  return {
    meddicc: {
      metrics: elementOf(options, { field: 'meddicc.metrics', name: 'metrics' }),
      economicBuyer: elementOf(options, { field: 'meddicc.economicBuyer', name: 'economicBuyer' }),
      decisionCriteria: elementOf(options, { field: 'meddicc.decisionCriteria', name: 'decisionCriteria' }),
      decisionProcess: elementOf(options, { field: 'meddicc.decisionProcess', name: 'decisionProcess' }),
      identifyPain: elementOf(options, { field: 'meddicc.identifyPain', name: 'pain' }),
      champion: elementOf(options, { field: 'meddicc.champion', name: 'champion' }),
      competition: elementOf(options, { field: 'meddicc.competition', name: 'competition' }),
    },
    bant: {
      budget: elementOf(options, { field: 'bant.budget', name: 'budget' }),
      authority: elementOf(options, { field: 'bant.authority', name: 'authority' }),
      need: elementOf(options, { field: 'bant.need', name: 'pain' }),
      timeline: elementOf(options, { field: 'bant.timeline', name: 'timeline' }),
    },
    spiced: {
      situation: elementOf(options, { field: 'spiced.situation', name: 'situation' }),
      pain: elementOf(options, { field: 'spiced.pain', name: 'pain' }),
      impact: elementOf(options, { field: 'spiced.impact', name: 'impact' }),
      criticalEvent: elementOf(options, { field: 'spiced.criticalEvent', name: 'criticalEvent' }),
      decision: elementOf(options, { field: 'spiced.decision', name: 'decisionCriteria' }),
    },
    spin: {
      situation: elementOf(options, { field: 'spin.situation', name: 'situation' }),
      problem: elementOf(options, { field: 'spin.problem', name: 'pain' }),
      implication: elementOf(options, { field: 'spin.implication', name: 'implication' }),
      needPayoff: elementOf(options, { field: 'spin.needPayoff', name: 'needPayoff' }),
    },
  };
}

interface Sources {
  readonly context: RuleContext;
  readonly sales: SalesScores;
}

function elementOf(sources: Sources, options: { field: string; name: ElementName }): QualificationElement {
  const { context } = sources;
  const { field, name } = options;
  let best: { sentence: Sentence; score: number } | null = null;
  for (const sentence of context.sentences) {
    if (sentence.side !== 'external') continue;
    const score = scoreElement(sources, { sentence, name });
    if (score >= threshold && (best === null || score > best.score)) best = { sentence, score };
  }
  if (best === null) return unknown;
  const claim = sentenceClaim(context, {
    sentence: best.sentence,
    field: `qualification.${field}`,
    rule: searches[name].section,
    confidence: best.score,
  });
  return { ...claim, status: 'known', value: tidyQuote(claim.quote) };
}

function scoreElement(sources: Sources, options: { sentence: Sentence; name: ElementName }): number {
  const { context, sales } = sources;
  const { sentence, name } = options;
  const search: Search = searches[name];
  const at = sentence.index;
  const found = cue(context, { sentence: at, section: search.section });
  const prompted = search.prompt === undefined ? 0 : promptedBefore(context, { sentence, section: search.prompt });
  const learned = probabilityOf(sales.text({ sentence, label: `qualify.${name}` }));
  const size = wordCount(context, sentence);
  if (size < fewestWords || (found === 0 && learned < leastChance && (prompted === 0 || size < shortWords))) return 0;
  if (questionConfidence(context, sentence) > 0 || sentence.hasQuestionMark) return 0;
  if (isSaidOfOthers(context, at) || isInJest(context, at)) return 0;
  if (search.needs !== undefined && !holds(context, { sentence, needs: search.needs })) return 0;
  let score = together([found * 0.7, prompted * 0.45, learned * learnedWeight]);
  if (size < shortWords) score *= 0.9;
  if (search.pastCounts !== true && cue(context, { sentence: at, section: 'past.told' }) > 0) score *= 0.85;
  for (const section of search.against ?? []) {
    if (cue(context, { sentence: at, section }) >= 0.75) score *= 0.8;
  }
  return score;
}

function holds(context: RuleContext, options: { sentence: Sentence; needs: 'money' | 'date' | 'figure' }): boolean {
  const spans = context.tokens[options.sentence.index]?.spans;
  if (spans === undefined) return false;
  if (options.needs === 'figure') return spans.has('money') || spans.has('number');
  return spans.has(options.needs);
}

function promptedBefore(context: RuleContext, options: { sentence: Sentence; section: string }): number {
  const before = turnBefore(context, options.sentence.turn);
  if (before?.side !== 'internal') return 0;
  const asked = sentencesOfTurn(context, before.turn).slice(-2);
  return Math.max(0, ...asked.map((entry) => cue(context, { sentence: entry.index, section: options.section })));
}
