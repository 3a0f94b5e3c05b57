import type { Evidence, Findings } from '#contracts';
import { formatMoney, formatShortDay } from '#platform/wording';
import { flagLabels, objectionLabels, riskLabels, signalLabels, stageLabels, topicLabel } from '../wording/labels.ts';
import { qualifiedMethods } from './qualified-methods.ts';

/** What a mark in the transcript is colored by. */
export type Tone = 'worry' | 'promise' | 'good' | 'ask' | 'plain';

/** One claim of the report: where it stands on the page, what it says in a word or two, and its proof. */
export interface ClaimEntry {
  /** The field of the findings, named as the verifier names it: `objections`, `qualification.bant.need`. */
  readonly field: string;
  /** The id of the element that shows it. */
  readonly anchor: string;
  readonly label: string;
  readonly tone: Tone;
  readonly evidence: Evidence;
}

interface ClaimList<Item> {
  readonly field: string;
  readonly list: readonly Item[];
  readonly tone?: Tone;
  label(item: Item): string;
  /** What an item rests on. */
  proofs(item: Item): readonly (Evidence | null)[];
}

/** The id of the element that shows the item of a list. */
export function claimAnchor(field: string, position: number | string): string {
  return `${field.replaceAll('.', '-')}-${position}`;
}

/** Every claim of the findings with its proof; the answer to an objection or a question is a claim of its own. */
export function collectClaims(findings: Findings): ClaimEntry[] {
  return [
    ...summaryClaims(findings),
    ...objectionClaims(findings),
    ...questionClaims(findings),
    ...assessmentClaims(findings),
    ...mentionClaims(findings),
    ...watchedClaims(findings),
  ];
}

function summaryClaims({ brief, outcome, keyPoints, commitments, decisions, problems }: Findings): ClaimEntry[] {
  return [
    ...claimsOf({ field: 'brief', list: brief, label: () => 'Brief', proofs: (item) => [item] }),
    ...claimsOf({
      field: 'outcome',
      list: outcome === null ? [] : [outcome],
      label: () => 'Outcome',
      proofs: (item) => [item],
    }),
    ...claimsOf({ field: 'keyPoints', list: keyPoints, label: () => 'Key point', proofs: (item) => [item] }),
    ...claimsOf({
      field: 'commitments',
      list: commitments,
      tone: 'promise',
      label: ({ owner }) => `Promise: ${owner}`,
      proofs: (item) => [item, item.due?.evidence ?? null],
    }),
    ...claimsOf({
      field: 'decisions',
      list: decisions,
      tone: 'promise',
      label: () => 'Decision',
      proofs: (item) => [item],
    }),
    ...claimsOf({ field: 'problems', list: problems, tone: 'worry', label: () => 'Problem', proofs: (item) => [item] }),
  ];
}

function objectionClaims({ objections, risks, buyingSignals }: Findings): ClaimEntry[] {
  return [
    ...claimsOf({
      field: 'objections',
      list: objections,
      tone: 'worry',
      label: ({ kind }) => `Objection: ${objectionLabels[kind]}`,
      proofs: (item) => [item],
    }),
    ...claimsOf({
      field: 'objections.answer',
      list: objections,
      label: ({ kind }) => `Answer: ${objectionLabels[kind]}`,
      proofs: ({ answerEvidence }) => [answerEvidence],
    }),
    ...claimsOf({
      field: 'risks',
      list: risks,
      tone: 'worry',
      label: ({ kind }) => `Risk: ${riskLabels[kind]}`,
      proofs: (item) => [item],
    }),
    ...claimsOf({
      field: 'buyingSignals',
      list: buyingSignals,
      tone: 'good',
      label: ({ kind }) => `Signal: ${signalLabels[kind]}`,
      proofs: (item) => [item],
    }),
  ];
}

function questionClaims({ questions }: Findings): ClaimEntry[] {
  return [
    ...claimsOf({
      field: 'questions',
      list: questions,
      tone: 'ask',
      label: ({ answered }) => (answered ? 'Question' : 'Open question'),
      proofs: (item) => [item],
    }),
    ...claimsOf({
      field: 'questions.answer',
      list: questions,
      label: () => 'Answer',
      proofs: ({ answerEvidence }) => [answerEvidence],
    }),
  ];
}

function assessmentClaims(findings: Findings): ClaimEntry[] {
  const { stage, topics, sentiment } = findings;
  return [
    ...claimsOf({
      field: 'stage',
      list: [stage],
      label: ({ value }) => `Stage: ${stageLabels[value]}`,
      proofs: ({ evidence }) => evidence,
    }),
    ...qualifiedMethods(findings).flatMap(({ id, name, elements }) =>
      elements.flatMap(({ key, label, value }): ClaimEntry[] => {
        if (value.status === 'unknown') return [];
        const field = `qualification.${id}.${key}`;
        const anchor = claimAnchor(`qualification.${id}`, key);
        return [{ field, anchor, label: `${name}: ${label}`, tone: 'plain', evidence: value }];
      }),
    ),
    ...claimsOf({
      field: 'topics',
      list: topics,
      label: ({ name }) => `Topic: ${topicLabel(name)}`,
      proofs: ({ evidence }) => evidence,
    }),
    ...claimsOf({
      field: 'sentiment',
      list: sentiment.turningPoints,
      label: ({ direction }) => `Mood turns ${direction}`,
      proofs: (item) => [item],
    }),
  ];
}

function mentionClaims({ mentions }: Findings): ClaimEntry[] {
  const named = (['competitors', 'products', 'people'] as const).flatMap((kind) =>
    claimsOf({
      field: `mentions.${kind}`,
      list: mentions[kind],
      label: ({ name }) => name,
      proofs: (mention) => mention.mentions,
    }),
  );
  return [
    ...named,
    ...claimsOf({
      field: 'mentions.amounts',
      list: mentions.amounts,
      label: ({ minorUnits, currency }) => formatMoney(minorUnits, currency),
      proofs: (item) => [item],
    }),
    ...claimsOf({
      field: 'mentions.dates',
      list: mentions.dates,
      label: ({ date, quote }) => (date === null ? quote : formatShortDay(date, null)),
      proofs: (item) => [item],
    }),
  ];
}

function watchedClaims({ coaching, trackers, flags }: Findings): ClaimEntry[] {
  return [
    ...claimsOf({
      field: 'coaching',
      list: coaching,
      label: () => 'Coaching',
      proofs: ({ evidence }) => evidence,
    }),
    ...claimsOf({
      field: 'trackers',
      list: trackers,
      label: ({ name }) => `Tracker: ${name}`,
      proofs: ({ hits }) => hits,
    }),
    ...claimsOf({
      field: 'flags',
      list: flags,
      tone: 'worry',
      label: ({ kind }) => flagLabels[kind],
      proofs: (item) => [item],
    }),
  ];
}

/** An answer leads back to what it answers, so `objections.answer` is shown where `objections` is. */
function claimsOf<Item>({ field, list, tone = 'plain', label, proofs }: ClaimList<Item>): ClaimEntry[] {
  return list.flatMap((item, position) =>
    proofs(item).flatMap((evidence) =>
      evidence === null
        ? []
        : [
            {
              field,
              anchor: claimAnchor(field.replace(/\.answer$/, ''), position),
              label: label(item),
              tone,
              evidence,
            },
          ],
    ),
  );
}
