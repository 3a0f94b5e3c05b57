import type { Evidence, Findings } from '#contracts';
import { answerLabels, objectionLabels, riskLabels } from '../wording/labels.ts';
import { claimAnchor } from './collect-claims.ts';

/** Something to worry about; a gap has no quote, since it is about what was not said. */
export interface Worry {
  readonly weight: number;
  readonly labels: readonly string[];
  readonly field: string;
  readonly anchor: string;
  readonly text: string;
  readonly evidence: Evidence | null;
}

const severityWeights = { high: 6, medium: 4, low: 1 } as const;
const answerWeights = { unanswered: 5, partly: 3, answered: 0 } as const;

/**
 * What ought to worry us, weightiest first: flags, risks, objections without a full answer, gaps, and their questions
 * that were left open. What rests on the same quote is one worry with several labels.
 */
export function listWorries(findings: Findings): Worry[] {
  const worries = [...flagWorries(findings), ...riskWorries(findings), ...openWorries(findings)];
  const together = new Map<string, Worry>();
  for (const worry of worries) {
    const key = worry.evidence === null ? worry.anchor : `${worry.evidence.turn}:${worry.evidence.start}`;
    const known = together.get(key);
    together.set(key, known === undefined ? worry : merge(known, worry));
  }
  return [...together.values()].sort((left, right) => right.weight - left.weight);
}

function flagWorries({ flags }: Findings): Worry[] {
  return flags.map((flag, position) => ({
    weight: 7,
    labels: ['Suspicious text'],
    field: 'flags',
    anchor: claimAnchor('flags', position),
    text: flag.quote,
    evidence: flag,
  }));
}

function riskWorries({ risks }: Findings): Worry[] {
  return risks.map((risk, position) => ({
    weight: severityWeights[risk.severity],
    labels: [`${riskLabels[risk.kind]} risk`],
    field: 'risks',
    anchor: claimAnchor('risks', position),
    text: risk.quote,
    evidence: risk,
  }));
}

function openWorries({ objections, gaps, questions }: Findings): Worry[] {
  const open = objections.map((objection, position) => ({
    weight: answerWeights[objection.answer],
    labels: [`${objectionLabels[objection.kind]} objection, ${answerLabels[objection.answer].toLowerCase()}`],
    field: 'objections',
    anchor: claimAnchor('objections', position),
    text: objection.quote,
    evidence: objection,
  }));
  const missing = gaps.map((gap, position) => ({
    weight: 2.5,
    labels: ['Gap'],
    field: 'gaps',
    anchor: claimAnchor('gaps', position),
    text: gap.message,
    evidence: null,
  }));
  const unanswered = questions.map((question, position) => ({
    weight: question.answered || question.side === 'internal' ? 0 : 2,
    labels: ['Question left open'],
    field: 'questions',
    anchor: claimAnchor('questions', position),
    text: question.quote,
    evidence: question,
  }));
  return [...open, ...missing, ...unanswered].filter(({ weight }) => weight > 0);
}

function merge(known: Worry, other: Worry): Worry {
  const [weightier, lighter] = other.weight > known.weight ? [other, known] : [known, other];
  return { ...weightier, weight: weightier.weight + 0.5, labels: [...weightier.labels, ...lighter.labels] };
}
