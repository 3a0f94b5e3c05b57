import type { Sentence } from '../language/index.ts';
import type { Match } from './matcher/index.ts';
import { cue, type RuleContext } from './rule-context.ts';

/** The weight from which a lexicon says that something is held against. */
const heldAgainst = 0.75;
const negations = new Set(['not', 'never', 'no', 'nobody', 'hardly', 'barely', 'neither', 'nor']);

/** Whether a supposition (`if`, `unless`) opens before the match and so carries it. */
export function isSupposed(context: RuleContext, at: { sentence: Sentence; match: Match }): boolean {
  const match = context.cues[at.sentence.index]?.get('hypothetical');
  const wish = cue(context, { sentence: at.sentence.index, section: 'hypothetical.wish' }) > 0;
  return wish || (match !== undefined && match.from < at.match.from);
}

/** Whether a negation stands inside the match. */
export function isNegated(context: RuleContext, at: { sentence: number; match: Match }): boolean {
  const forms = context.tokens[at.sentence]?.forms.slice(at.match.from, at.match.to) ?? [];
  return forms.some((form) => negations.has(form));
}

/** Whether the sentence tells what others say, is meant as a joke, or means the contrary. */
export function isSaidOfOthers(context: RuleContext, sentence: number): boolean {
  return cue(context, { sentence, section: 'reported' }) > 0;
}

/** Whether the sentence is a joke or means the contrary of its words. */
export function isInJest(context: RuleContext, sentence: number): boolean {
  return cue(context, { sentence, section: 'joke' }) > 0 || cue(context, { sentence, section: 'sarcasm' }) > 0;
}

/**
 * Whether the sentence is what one says who sells, whichever side it is told as: it offers, or is about the other one's
 * doubt or money, and holds nothing against.
 */
export function isOffered(context: RuleContext, sentence: number): boolean {
  const isResisted = cue(context, { sentence, section: 'resist' }) >= heldAgainst;
  if (isResisted) return false;
  if (cue(context, { sentence, section: 'of_your_doubt' }) > 0) return true;
  if (cue(context, { sentence, section: 'offer' }) === 0) return false;
  const cues = [...(context.cues[sentence] ?? [])];
  return cues.every(([section, { weight }]) => !section.startsWith('objection.') || weight < heldAgainst);
}

/** Puts weights together as independent evidence: one less the product of the doubts. */
export function together(weights: readonly number[]): number {
  return 1 - weights.reduce((doubt, weight) => doubt * (1 - Math.min(0.99, Math.max(0, weight))), 1);
}

/** A confidence from the log-odds above a threshold: a half at the threshold. */
export function confidenceOf(logOddsAbove: number): number {
  return 1 / (1 + Math.exp(-logOddsAbove));
}
