import { z } from 'zod';

/** One analysis of a call among others: old versions of the call, the engine or the prompt stay. */
export const AnalysisListing = z.strictObject({
  analysisId: z.string(),
  callId: z.string(),
  callVersion: z.int(),
  analysisVersion: z.int(),
  engine: z.string(),
  engineVersion: z.string(),
  promptVersion: z.string().nullable(),
  model: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type AnalysisListing = z.infer<typeof AnalysisListing>;
