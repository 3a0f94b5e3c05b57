import { z } from 'zod';
import { BuyingSignalKind, ObjectionKind, RiskKind } from '#contracts';
import { Provenance } from '../sentence-models/index.ts';

/** Linear weights in little space: one signed byte a feature, in base64. */
export const PackedModel = z.strictObject({
  constant: z.number(),
  /** What one step of the packed weights is worth. */
  step: z.number(),
  packed: z.base64(),
});

/** Weights of what a buyer's sentence does, as they stand in weights/buyer.json. */
export const BuyerModelFile = z.strictObject({
  format: z.literal('sophia.buyer-models/1'),
  provenance: Provenance,
  /** Those that tell kinds apart come first. */
  features: z.array(z.string()),
  kindFeatureCount: z.int(),
  /** Whether a sentence is one at all, with the log-odds from which it counts as one. */
  heads: z.strictObject({
    objection: PackedModel.extend({ threshold: z.number() }),
    signal: PackedModel.extend({ threshold: z.number() }),
    risk: PackedModel.extend({ threshold: z.number() }),
  }),
  /** By head and kind: which kind it is, over the first `kindFeatureCount` features. */
  kinds: z.strictObject({
    objection: z.record(ObjectionKind, PackedModel),
    signal: z.record(BuyingSignalKind, PackedModel),
    risk: z.record(RiskKind, PackedModel),
  }),
});
export type PackedModel = z.infer<typeof PackedModel>;
export type BuyerModelFile = z.infer<typeof BuyerModelFile>;
