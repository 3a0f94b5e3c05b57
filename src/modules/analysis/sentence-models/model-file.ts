import { z } from 'zod';

/** Where weights come from: enough to judge them and to make them again. */
export const Provenance = z.strictObject({
  corpus: z.string(),
  source: z.string(),
  licence: z.string(),
  attribution: z.string(),
  /** The command that made the file. */
  command: z.string(),
  seed: z.int(),
  date: z.iso.date(),
  /** What was trained on: calls, segments and, by label, segments that carry it. */
  samples: z.record(z.string(), z.number()),
  /** Scores by cross-validation over the training calls, by label and measure. */
  crossValidated: z.record(z.string(), z.record(z.string(), z.number())),
});
export type Provenance = z.infer<typeof Provenance>;

const SlotWeights = z.strictObject({
  name: z.string(),
  from: z.int(),
  to: z.int(),
  /** What one step of the packed weights is worth. */
  step: z.number(),
  /** One signed byte a term, in base64. */
  packed: z.base64(),
});

const LabelModel = z.strictObject({
  /** The label that a segment must carry as well: this model then only tells those segments apart. */
  within: z.string().nullable().default(null),
  constant: z.number(),
  /** The log-odds from which a segment counts as one, chosen on the training calls. */
  threshold: z.number(),
  /** How scores are set against the best of their call. */
  call: z.strictObject({ share: z.number(), reference: z.number() }),
  dense: z.array(z.number()),
  slots: z.array(SlotWeights),
});
export type LabelModel = z.infer<typeof LabelModel>;

/** Linear models that share one vocabulary, as they stand in a file under `weights/`. */
export const ModelFile = z.strictObject({
  format: z.literal('sophia.sentence-models/1'),
  provenance: Provenance,
  segmentCount: z.int(),
  denseFeatures: z.array(z.string()),
  labels: z.record(z.string(), LabelModel),
  /** In how many training segments each term stood, in the order of `terms`, with spaces between. */
  counts: z.string(),
  /** The terms, a line each. */
  terms: z.string(),
});
export type ModelFile = z.infer<typeof ModelFile>;

/** Packs weights into signed bytes. */
export function packWeights(weights: Float64Array): { step: number; packed: string } {
  let largest = 0;
  for (const weight of weights) {
    largest = Math.max(largest, Math.abs(weight));
  }
  const step = largest === 0 ? 1 : largest / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / step));
  return { step, packed: Buffer.from(bytes.buffer).toString('base64') };
}

/** Unpacks what `packWeights` packed. */
export function unpackWeights({ step, packed }: { readonly step: number; readonly packed: string }): Float64Array {
  const bytes = Buffer.from(packed, 'base64');
  return Float64Array.from(bytes, (_byte, index) => bytes.readInt8(index) * step);
}
