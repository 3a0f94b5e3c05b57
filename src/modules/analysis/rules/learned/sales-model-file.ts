import { z } from 'zod';

const Provenance = z.strictObject({
  /** What was trained on, and under which licence it stands. */
  corpus: z.string(),
  licence: z.string(),
  /** The command that made the file. */
  command: z.string(),
  samples: z.record(z.string(), z.int()),
  /** F1 by leaving out one example call at a time, with the threshold that the file gives. */
  crossValidated: z.record(z.string(), z.number()),
});

const TextModel = z.strictObject({
  constant: z.number(),
  /** What one step of the packed weights is worth. */
  step: z.number(),
  /** One signed byte a term, in base64. */
  packed: z.base64(),
});

const TalkModel = z.strictObject({
  constant: z.number(),
  /** The weight of the text model's log-odds. */
  text: z.number(),
  /** In the order of `talkFeatures`. */
  weights: z.array(z.number()),
});

/** The sales models as they stand in weights/sales.json: words first, then the place in the talk. */
export const SalesModelFile = z.strictObject({
  format: z.literal('sophia.sales-models/1'),
  provenance: Provenance,
  talkFeatures: z.array(z.string()),
  terms: z.array(z.string()),
  text: z.record(z.string(), TextModel),
  talk: z.record(z.string(), TalkModel),
});
export type SalesModelFile = z.infer<typeof SalesModelFile>;
