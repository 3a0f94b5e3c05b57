import { z } from 'zod';
import { VendorInsights } from './call-source.ts';

/** What one of the two says of a call, in the words of each. */
const Told = z.strictObject({
  /** Sophia's are sentences that each stand on a quote; the report has them with their proof. */
  brief: z.array(z.string()),
  keyPoints: z.array(z.string()),
  /** How often each tracker was found. */
  trackers: z.array(z.strictObject({ name: z.string(), count: z.int().min(0) })),
});

export const ComparedFigureName = z.enum([
  'talkRatio',
  'longestMonologue',
  'longestCustomerStory',
  'interactivity',
  'patience',
  'questionsOfCompany',
  'questionsOfOthers',
]);
export type ComparedFigureName = z.infer<typeof ComparedFigureName>;

/** A figure of both, in the unit that is named. */
export const ComparedFigure = z.strictObject({
  name: ComparedFigureName,
  unit: z.enum(['share', 'seconds', 'changes', 'questions']),
  /** Null where there is none. */
  vendor: z.number().nullable(),
  sophia: z.number().nullable(),
  /** Sophia's less the vendor's; null where one is absent, or where the two do not count the same. */
  difference: z.number().nullable(),
  /** Why there is no difference, or what to bear in mind with it. */
  note: z.string().nullable(),
});
export type ComparedFigure = z.infer<typeof ComparedFigure>;

/** A tracker of the vendor beside Sophia's of the same name. */
export const ComparedTracker = z.strictObject({
  name: z.string(),
  vendorCount: z.int().min(0),
  /** Null where Sophia has no tracker of that name. */
  sophiaCount: z.int().min(0).nullable(),
  state: z.enum(['both', 'vendor_only', 'sophia_only', 'neither', 'no_tracker_of_that_name']),
});
export type ComparedTracker = z.infer<typeof ComparedTracker>;

/** What the source of a call found out by itself, beside Sophia's report. Nothing of the one goes into the other. */
export const InsightComparison = z.strictObject({
  callId: z.string(),
  analysisId: z.string(),
  /** The vendor, such as `gong`. */
  source: z.string(),
  vendor: Told.extend({ interaction: VendorInsights.shape.interaction, questions: VendorInsights.shape.questions }),
  sophia: Told,
  figures: z.array(ComparedFigure),
  trackers: z.array(ComparedTracker),
  /**
   * Key points of the vendor none of whose counterparts was found in Sophia's report, by words alone: no claim has half
   * of the words that carry the point. That does not say that the report lacks the matter.
   */
  keyPointsWithoutCounterpart: z.strictObject({ method: z.literal('content_words'), points: z.array(z.string()) }),
});
export type InsightComparison = z.infer<typeof InsightComparison>;
