import type { ChangeEvidence, DraftChange, Sentiment } from '#contracts';
import { addWhole } from './add-whole.ts';
import { callDay, isOutdated } from './call-day.ts';
import { findVoice, type Voice } from './find-voice.ts';
import { nameOf, type PlanInput, type PlanRecord, referenceTo } from './plan-input.ts';
import { noteOf, proofOf } from './proof-of.ts';
import { saidLine } from './said-line.ts';

interface Planned {
  readonly field: string | null;
  readonly value: string | null;
  readonly evidence: ChangeEvidence[];
  readonly confidence: number;
  readonly rule: string;
}

/** Fewer sentences of the buyer than this say nothing of a mood. */
const sentencesForMood = 3;

/** So much of what the buyer's side said must be somebody's own before the mood of the side is told of them. */
const leastShare = 0.3;
/**
 * How sure it is that the call was with somebody of whom no words are known: one whom the deal has, and one whom only the
 * list of the call names, whose tie to the deal nobody has agreed to yet.
 */
const tiedConfidence = 0.6;
const listedConfidence = 0.4;

/** How and when the last call with a contact was: day, what it was about, and the mood of who spoke. */
export function planContactFields(plan: PlanInput): DraftChange[] {
  const { report, contacts, fields } = plan;
  const current = contacts.filter(({ properties }) => !isOutdated({ report, field: fields.lastCallDate, properties }));
  return current.flatMap((contact) => {
    const voice = findVoice({ report, contact, contacts });
    const most = voice === null ? certaintyOf({ plan, contact }) : 1;
    const planned = [...(voice === null ? [] : [planMood({ plan, voice })]), planDay(plan), planSummary(plan)];
    return planned.flatMap((item) =>
      draftFor({ contact, item: { ...item, confidence: Math.min(item.confidence, most) } }),
    );
  });
}

function certaintyOf({ plan: { deal }, contact }: { plan: PlanInput; contact: PlanRecord }): number {
  const isTied = deal?.contacts.some(({ externalId }) => externalId === contact.externalId) === true;
  return isTied ? tiedConfidence : listedConfidence;
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

/** A mood is of whoever spoke: that of the side is told of those who said a good part of what it said. */
function planMood({ plan: { report, call, fields }, voice }: { plan: PlanInput; voice: Voice }): Planned {
  const { sides, turningPoints } = report.result.findings.sentiment;
  const buyer = sides.find(({ side }) => side === 'external');
  const own = Math.round((buyer?.sentences ?? 0) * voice.share);
  const isTheirs = own >= sentencesForMood && voice.share >= leastShare;
  const isEnough = buyer !== undefined && isTheirs && !isContradicted(buyer);
  const ofSpeaker = turningPoints.filter(({ side, speaker }) => side === 'external' && speaker === voice.speaker);
  return {
    field: fields.lastCallSentiment,
    value: isEnough ? buyer.label : null,
    evidence: [
      noteOf({ callId: call.callId, note: buyer === undefined ? '' : moodNote(buyer, voice) }),
      ...proofOf({ callId: call.callId, claims: ofSpeaker }),
    ],
    confidence: isEnough ? Math.min(0.9, 0.5 + own / 100) : 0,
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
function moodNote({ sentences, score, felt }: Sentiment['sides'][number], voice: Voice): string {
  const own = `${Math.round(voice.share * 100)} % of them ${voice.speaker}'s`;
  const whose = voice.share === 1 ? voice.speaker : `the buyer's side, ${own}`;
  const whole = `Of ${sentences} sentences of ${whose}`;
  const mean = `Their mean is ${score.toFixed(2)} between -1 and 1`;
  if (felt === undefined) return `The mood of ${sentences} sentences of ${whose}. ${mean}.`;
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
    value: brief.length === 0 ? null : addWhole(brief.map(saidLine)),
    evidence: proofOf({ callId: call.callId, claims: brief }),
    confidence: Math.min(1, ...brief.map(({ confidence }) => confidence)),
    rule: 'last-call-summary',
  };
}
