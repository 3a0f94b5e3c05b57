import type { ChangeEvidence, DraftChange, Sentiment } from '#contracts';
import { addWhole } from './add-whole.ts';
import { callDay, isOutdated } from './call-day.ts';
import { nameOf, type PlanInput, type PlanRecord, referenceTo } from './plan-input.ts';
import { noteOf, proofOf } from './proof-of.ts';

interface Planned {
  readonly field: string | null;
  readonly value: string | null;
  readonly evidence: ChangeEvidence[];
  readonly confidence: number;
  readonly rule: string;
}

/** Fewer sentences of the buyer than this say nothing of a mood. */
const sentencesForMood = 3;

/** How and when the last call with a contact was: mood of the buyer's side, day, and what it was about. */
export function planContactFields(plan: PlanInput): DraftChange[] {
  const { report, contacts, fields } = plan;
  const current = contacts.filter(({ properties }) => !isOutdated({ report, field: fields.lastCallDate, properties }));
  const planned = [planMood(plan), planDay(plan), planSummary(plan)];
  return current.flatMap((contact) => planned.flatMap((item) => draftFor({ contact, item })));
}

function draftFor({ contact, item }: { contact: PlanRecord; item: Planned }): DraftChange[] {
  const { field, value, evidence, confidence, rule } = item;
  if (field === null || value === null) return [];
  return [
    {
      target: referenceTo(contact),
      targetName: nameOf(contact),
      action: { type: 'set_property', property: field, value },
      evidence,
      confidence,
      rule,
    },
  ];
}

function planMood({ report, call, fields }: PlanInput): Planned {
  const { sides, turningPoints } = report.result.findings.sentiment;
  const buyer = sides.find(({ side }) => side === 'external');
  const isEnough = buyer !== undefined && buyer.sentences >= sentencesForMood && !isContradicted(buyer);
  return {
    field: fields.lastCallSentiment,
    value: isEnough ? buyer.label : null,
    evidence: [
      noteOf({ callId: call.callId, note: buyer === undefined ? '' : moodNote(buyer) }),
      ...proofOf({ callId: call.callId, claims: turningPoints.filter(({ side }) => side === 'external') }),
    ],
    confidence: isEnough ? Math.min(0.9, 0.5 + buyer.sentences / 100) : 0,
    rule: 'last-call-sentiment',
  };
}

/** Where all that is counted says the other way, goodwill alone has made the label: nobody would take that for a proof. */
function isContradicted({ label, score, felt }: Sentiment['sides'][number]): boolean {
  if (felt === undefined) return false;
  const { positive, negative } = felt;
  if (label === 'positive') return positive <= negative && score <= 0;
  return label === 'negative' && negative <= positive && score >= 0;
}

/** What the label stands on, since the mean of a call in which little is felt can say otherwise. */
function moodNote({ sentences, score, felt }: Sentiment['sides'][number]): string {
  const whole = `Of ${sentences} sentences of the buyer's side`;
  const mean = `Their mean is ${score.toFixed(2)} between -1 and 1`;
  if (felt === undefined) return `The mood of ${sentences} sentences of the buyer's side. ${mean}.`;
  const { positive, negative, share } = felt;
  const compared =
    share === null
      ? 'too little is felt for more than neutral'
      : `${Math.round(share * 100)} % of what is felt and of goodwill is positive, which the label goes by`;
  return `${whole}, ${positive} feel positive and ${negative} negative; ${compared}. ${mean}, by which it does not go.`;
}

function planDay({ report, call, fields }: PlanInput): Planned {
  const note = 'The day of the call, as its source says it.';
  return {
    field: fields.lastCallDate,
    value: callDay(report),
    evidence: [noteOf({ callId: call.callId, note })],
    confidence: 1,
    rule: 'last-call-date',
  };
}

function planSummary({ report, call, fields }: PlanInput): Planned {
  const { brief } = report.result.findings;
  return {
    field: fields.lastCallSummary,
    value: brief.length === 0 ? null : addWhole(brief.map(({ text }) => text)),
    evidence: proofOf({ callId: call.callId, claims: brief }),
    confidence: Math.min(1, ...brief.map(({ confidence }) => confidence)),
    rule: 'last-call-summary',
  };
}
