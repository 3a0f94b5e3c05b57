import { z } from 'zod';
import { Claim, Evidence, Statement } from './evidence.ts';
import { Basis, Interaction } from './interaction.ts';
import { Qualification, UsedMethod } from './qualification.ts';
import { Side } from './side.ts';
import { ReadingWarning } from './transcript.ts';
import { RefusedClaim, Verification } from './verification.ts';

/** The version of the result's schema; raised when a field changes its meaning or goes. */
export const analysisSchemaVersion = '1.1';

export const TopicName = z.enum([
  'pricing',
  'security_compliance',
  'integration',
  'implementation',
  'payments',
  'collections',
  'reporting',
  'support',
  'contract',
  'competition',
  'timeline',
  'budget',
  'decision_process',
  'product_demo',
  'resident_experience',
  'staffing',
  'small_talk',
  'next_steps',
  'performance',
  'growth',
  'other',
]);
export type TopicName = z.infer<typeof TopicName>;

/** A topic with its share of the call (0 to 1; the shares of one call sum to 1) and the turns that carry it. */
export const Topic = z.strictObject({
  name: z.string().min(1),
  share: z.number().min(0).max(1),
  basis: Basis,
  segments: z.array(z.strictObject({ fromTurn: z.int().min(0), toTurn: z.int().min(0) })),
  evidence: z.array(Claim),
});
export type Topic = z.infer<typeof Topic>;

export const SentimentLabel = z.enum(['negative', 'neutral', 'positive', 'mixed']);
export type SentimentLabel = z.infer<typeof SentimentLabel>;

const SentimentScore = z.strictObject({
  /** -1 (negative) to 1 (positive). */
  score: z.number().min(-1).max(1),
  label: SentimentLabel,
  sentences: z.int().min(0),
  /** What the label stands on; left out by engines that judge the whole, and by results of before. */
  felt: z
    .strictObject({
      /** Sentences that feel positive, and those that feel negative. */
      positive: z.int().min(0),
      negative: z.int().min(0),
      /** Of what is felt and of goodwill, the share that is positive; null where too little is felt. */
      share: z.number().min(0).max(1).nullable(),
    })
    .optional(),
});

const CoursePart = z.strictObject({
  fromTurn: z.int().min(0),
  toTurn: z.int().min(0),
  startMs: z.int().min(0).nullable(),
  score: z.number().min(-1).max(1),
});

export const Sentiment = z.strictObject({
  overall: SentimentScore,
  sides: z.array(
    SentimentScore.extend({
      side: Side,
      /** The same parts as those of the call; those in which this side says nothing are left out. */
      course: z.array(CoursePart),
      /** Null where the side says too little to tell. */
      trend: z.enum(['better', 'steady', 'worse']).nullable(),
    }),
  ),
  /** The call cut into parts of equal length: mean score of each. */
  course: z.array(CoursePart),
  turningPoints: z.array(
    Claim.extend({
      direction: z.enum(['better', 'worse']),
      before: z.number().min(-1).max(1),
      after: z.number().min(-1).max(1),
    }),
  ),
});
export type Sentiment = z.infer<typeof Sentiment>;

export const ObjectionKind = z.enum([
  'price',
  'timing',
  'authority',
  'need',
  'competitor',
  'security',
  'integration',
  'implementation',
  'contract',
  'feature',
  'trust',
]);
export type ObjectionKind = z.infer<typeof ObjectionKind>;

export const Objection = Claim.extend({
  kind: ObjectionKind,
  answer: z.enum(['answered', 'partly', 'unanswered']),
  answerEvidence: Evidence.nullable(),
});
export type Objection = z.infer<typeof Objection>;

export const BuyingSignalKind = z.enum([
  'timeline',
  'purchase_process',
  'pricing_interest',
  'implementation_interest',
  'positive_fit',
  'stakeholder_involvement',
  'urgency',
  'agreement',
]);
export type BuyingSignalKind = z.infer<typeof BuyingSignalKind>;

export const BuyingSignal = Claim.extend({ kind: BuyingSignalKind });
export type BuyingSignal = z.infer<typeof BuyingSignal>;

export const Question = Claim.extend({
  answered: z.boolean(),
  answerEvidence: Evidence.nullable(),
});
export type Question = z.infer<typeof Question>;

/** A day or span as it was said, and the calendar days it resolves to; null where the call's date is unknown. */
export const Due = z.strictObject({
  text: z.string().min(1),
  date: z.iso.date().nullable(),
  /** Where the day was said, when that is not in the words of the promise: `By Friday?`, `Yes.` */
  evidence: Evidence.optional(),
});
export type Due = z.infer<typeof Due>;

export const Commitment = Claim.extend({
  /** Who will do it: a speaker of the call, or a name that was said. */
  owner: z.string().min(1),
  ownerSide: Side,
  /** The sentence, tidied. */
  text: z.string().min(1),
  due: Due.nullable(),
});
export type Commitment = z.infer<typeof Commitment>;

/** A name that was mentioned, with every place; `sufficient` is false below five mentions. */
export const NamedMention = z.strictObject({
  name: z.string().min(1),
  count: z.int().min(1),
  sufficient: z.boolean(),
  mentions: z.array(Claim),
});
export type NamedMention = z.infer<typeof NamedMention>;

export const AmountMention = Claim.extend({
  /** In the smallest unit of the currency (cents). */
  minorUnits: z.int(),
  /** ISO 4217, or null where no currency was said. */
  currency: z.string().length(3).nullable(),
});
export type AmountMention = z.infer<typeof AmountMention>;

export const DateMention = Claim.extend({
  date: z.iso.date().nullable(),
  /** The last day of a span, where what was said is a span. */
  endDate: z.iso.date().nullable(),
});
export type DateMention = z.infer<typeof DateMention>;

export const DealStage = z.enum([
  'prospecting',
  'discovery',
  'evaluation',
  'proposal',
  'negotiation',
  'closed_won',
  'closed_lost',
  'onboarding',
  'renewal',
]);
export type DealStage = z.infer<typeof DealStage>;

/** The stage that the words of the call speak for; `unknown` rather than a guess. */
export const StageAssessment = z.strictObject({
  value: z.union([DealStage, z.literal('unknown')]),
  confidence: z.number().min(0).max(1),
  evidence: z.array(Claim),
});
export type StageAssessment = z.infer<typeof StageAssessment>;

export const RiskKind = z.enum([
  'competitor_preferred',
  'champion_left',
  'budget',
  'delay',
  'churn',
  'legal_or_security',
  'unresolved_problem',
  'authority_missing',
  'price_pressure',
]);
export type RiskKind = z.infer<typeof RiskKind>;

export const Risk = Claim.extend({ kind: RiskKind, severity: z.enum(['low', 'medium', 'high']) });
export type Risk = z.infer<typeof Risk>;

/** Something that was not said and should have been: it has no quote, so it says how it was looked for. */
export const Gap = z.strictObject({
  kind: z.enum([
    'no_next_step',
    'no_buyer_commitment',
    'single_threaded',
    'no_questions_asked',
    'unanswered_questions',
  ]),
  message: z.string().min(1),
  lookedFor: z.string().min(1),
});
export type Gap = z.infer<typeof Gap>;

export const CoachingPoint = z.strictObject({
  kind: z.string().min(1),
  message: z.string().min(1),
  speaker: z.string().min(1),
  evidence: z.array(Claim).min(1),
});
export type CoachingPoint = z.infer<typeof CoachingPoint>;

export const TrackerResult = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['keyword', 'question']),
  hits: z.array(Claim),
});
export type TrackerResult = z.infer<typeof TrackerResult>;

/** Something in the transcript that behaves like an order to a machine; it changes nothing but this list. */
export const Flag = Claim.extend({ kind: z.enum(['instruction', 'hidden_text', 'exfiltration']) });
export type Flag = z.infer<typeof Flag>;

/** What the analysis declined to say, and why. */
export const Abstention = z.strictObject({
  about: z.string().min(1),
  reason: z.enum(['sides_unknown', 'no_buyer', 'no_speech', 'one_speaker', 'too_short', 'date_unknown', 'no_model']),
  message: z.string().min(1),
});
export type Abstention = z.infer<typeof Abstention>;

/** Who made the analysis. `fellBackFrom` lists the providers that failed before, in order, with the reason. */
export const EngineMark = z.strictObject({
  name: z.enum(['rules', 'model']),
  version: z.string().min(1),
  promptVersion: z.string().nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  fellBackFrom: z.array(z.strictObject({ provider: z.string(), model: z.string(), reason: z.string() })),
});
export type EngineMark = z.infer<typeof EngineMark>;

/** What is found out about one call. It holds no wall-clock time, duration of work or random id. */
export const Findings = z.strictObject({
  brief: z.array(Statement),
  keyPoints: z.array(Statement).max(10),
  outcome: Statement.nullable(),
  topics: z.array(Topic),
  sentiment: Sentiment,
  objections: z.array(Objection),
  buyingSignals: z.array(BuyingSignal),
  questions: z.array(Question),
  commitments: z.array(Commitment),
  decisions: z.array(Statement),
  problems: z.array(Statement),
  mentions: z.strictObject({
    competitors: z.array(NamedMention),
    products: z.array(NamedMention),
    people: z.array(NamedMention),
    amounts: z.array(AmountMention),
    dates: z.array(DateMention),
  }),
  stage: StageAssessment,
  risks: z.array(Risk),
  gaps: z.array(Gap),
  /** The methods that the workspace qualifies by, in its order; `qualification` has an entry for each. */
  qualificationMethods: z.array(UsedMethod),
  qualification: Qualification,
  interaction: Interaction,
  coaching: z.array(CoachingPoint),
  trackers: z.array(TrackerResult),
  flags: z.array(Flag),
  abstentions: z.array(Abstention),
});
export type Findings = z.infer<typeof Findings>;

export const AnalyzedCall = z.strictObject({
  title: z.string().nullable(),
  date: z.iso.date().nullable(),
  startedAt: z.iso.datetime().nullable(),
  timeZone: z.string(),
  currency: z.string().length(3),
  parties: z.array(z.strictObject({ name: z.string(), side: Side, title: z.string().nullable() })),
  turns: z.array(
    z.strictObject({
      turn: z.int().min(0),
      speaker: z.string(),
      side: Side,
      text: z.string(),
      startMs: z.int().min(0).nullable(),
      endMs: z.int().min(0).nullable(),
    }),
  ),
});
export type AnalyzedCall = z.infer<typeof AnalyzedCall>;

/** The result: the same input, engine and settings give the same bytes. */
export const Analysis = z.strictObject({
  schemaVersion: z.literal(analysisSchemaVersion),
  engine: EngineMark,
  call: AnalyzedCall,
  findings: Findings,
  verification: Verification,
});
export type Analysis = z.infer<typeof Analysis>;

/** What stands beside the result: ids, times and what it cost. */
export const AnalysisEnvelope = z.strictObject({
  callId: z.string(),
  callVersion: z.int().min(1),
  analysisId: z.string(),
  analysisVersion: z.int().min(1),
  source: z.string(),
  analyzedAt: z.iso.datetime(),
  durationMs: z.number().min(0).nullable(),
  costMicroUsd: z.int().min(0),
  /** What was odd in the file and did not stop its import. */
  warnings: z.array(ReadingWarning),
  /** Claims that held when they were stored and no longer do, by the check made while reading. */
  brokenClaims: z.array(RefusedClaim),
});
export type AnalysisEnvelope = z.infer<typeof AnalysisEnvelope>;

export const AnalysisReport = z.strictObject({ envelope: AnalysisEnvelope, result: Analysis });
export type AnalysisReport = z.infer<typeof AnalysisReport>;
