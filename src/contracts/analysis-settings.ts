import { z } from 'zod';
import { QualificationMethod } from './qualification-method.ts';
import { Side } from './side.ts';
import type { Transcript } from './transcript.ts';

/** A keyword tracker: phrases matched by whole words, case aside; `side` limits who must have said it. */
export const KeywordTracker = z.strictObject({
  name: z.string().min(1).max(120),
  kind: z.literal('keyword'),
  phrases: z.array(z.string().min(1).max(200)).min(1),
  side: Side.nullable(),
});
export type KeywordTracker = z.infer<typeof KeywordTracker>;

/** A tracker in plain words, answered by a model turn by turn. */
export const QuestionTracker = z.strictObject({
  name: z.string().min(1).max(120),
  kind: z.literal('question'),
  question: z.string().min(8).max(1000),
  side: Side.nullable(),
});
export type QuestionTracker = z.infer<typeof QuestionTracker>;

export const TrackerDefinition = z.discriminatedUnion('kind', [KeywordTracker, QuestionTracker]);
export type TrackerDefinition = z.infer<typeof TrackerDefinition>;

/** What a workspace knows about itself and its market; analysis depends on nothing else but the transcript. */
export const AnalysisSettings = z.strictObject({
  /** ISO 4217: what `$` means here. */
  currency: z.string().length(3),
  /** Names of competitors and of our products, each with the other ways it is said. */
  competitors: z.array(z.strictObject({ name: z.string().min(1), aliases: z.array(z.string().min(1)) })),
  products: z.array(z.strictObject({ name: z.string().min(1), aliases: z.array(z.string().min(1)) })),
  trackers: z.array(TrackerDefinition),
  /** Further phrases by lexicon name, added to those that come with Sophia (see data/lexicons). */
  lexicons: z.record(z.string(), z.array(z.string().min(1))),
  /** The methods to qualify by, in this order; left out, those that data/methods.yaml names as usual. */
  methods: z.array(QualificationMethod).optional(),
});
export type AnalysisSettings = z.infer<typeof AnalysisSettings>;

/** Everything an engine may look at. */
export interface AnalysisInput {
  readonly transcript: Transcript;
  readonly settings: AnalysisSettings;
}
