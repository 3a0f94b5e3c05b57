import { z } from 'zod';
import { TrackerDefinition } from './analysis-settings.ts';

export const Tracker = z.strictObject({
  trackerId: z.string(),
  name: z.string(),
  definition: TrackerDefinition,
  createdAt: z.iso.datetime(),
});
export type Tracker = z.infer<typeof Tracker>;

/** Tries a tracker on calls that are there already. A question costs nothing until `spend` says to ask the model. */
export const PreviewTrackerInput = z.strictObject({
  definition: TrackerDefinition,
  /** The newest calls to try it on. */
  calls: z.int().min(1).max(10_000),
  spend: z.boolean(),
});
export type PreviewTrackerInput = z.infer<typeof PreviewTrackerInput>;

export const TrackerPreviewCall = z.strictObject({
  callId: z.string(),
  title: z.string().nullable(),
  hits: z.array(z.strictObject({ quote: z.string(), speaker: z.string(), turn: z.int(), startMs: z.int().nullable() })),
});
export type TrackerPreviewCall = z.infer<typeof TrackerPreviewCall>;

export const TrackerPreview = z.strictObject({
  name: z.string(),
  /** Whether the calls were really gone through; false where only the cost was estimated. */
  ran: z.boolean(),
  calls: z.int(),
  callsWithHits: z.int(),
  hits: z.int(),
  /** What it cost, or would cost at most where it was not run; null where the price of the model is not known. */
  costMicroUsd: z.int().nullable(),
  perCall: z.array(TrackerPreviewCall),
});
export type TrackerPreview = z.infer<typeof TrackerPreview>;
