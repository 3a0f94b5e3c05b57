import { readFileSync } from 'node:fs';
import { BuyingSignalKind, ObjectionKind, RiskKind } from '#contracts';
import { type Provenance, unpackWeights } from '../sentence-models/index.ts';
import { BuyerModelFile, type PackedModel } from './buyer-model-file.ts';
import { type Concepts, loadConcepts } from './concepts.ts';
import { type FeatureIndex, indexFeatures } from './feature-row.ts';

export interface LinearModel {
  readonly constant: number;
  readonly weights: Float64Array;
}

/** Whether a sentence is one at all, and which kind of it. */
export interface HeadModel<Kind> extends LinearModel {
  /** The log-odds from which a sentence counts as one. */
  readonly threshold: number;
  readonly kinds: readonly { readonly kind: Kind; readonly model: LinearModel }[];
}

/** Linear models of what a buyer's sentence does, ready to score. */
export interface BuyerModels {
  readonly provenance: Provenance;
  readonly concepts: Concepts;
  readonly features: FeatureIndex;
  readonly kindFeatureCount: number;
  readonly objection: HeadModel<ObjectionKind>;
  readonly signal: HeadModel<BuyingSignalKind>;
  readonly risk: HeadModel<RiskKind>;
}

const file = new URL('../weights/buyer.json', import.meta.url);

/** Reads the committed weights and data/lexicons/concepts.txt, about 30 ms; do it once. */
export function loadBuyerModels(): BuyerModels {
  return buyerModelsFrom(BuyerModelFile.parse(JSON.parse(readFileSync(file, 'utf8'))));
}

/** Unpacks the content of a weight file. */
export function buyerModelsFrom(content: BuyerModelFile): BuyerModels {
  const { heads, kinds } = content;
  return {
    provenance: content.provenance,
    concepts: loadConcepts(),
    features: indexFeatures(content.features),
    kindFeatureCount: content.kindFeatureCount,
    objection: {
      ...unpack(heads.objection),
      threshold: heads.objection.threshold,
      kinds: ObjectionKind.options.map((kind) => ({ kind, model: unpack(kinds.objection[kind]) })),
    },
    signal: {
      ...unpack(heads.signal),
      threshold: heads.signal.threshold,
      kinds: BuyingSignalKind.options.map((kind) => ({ kind, model: unpack(kinds.signal[kind]) })),
    },
    risk: {
      ...unpack(heads.risk),
      threshold: heads.risk.threshold,
      kinds: RiskKind.options.map((kind) => ({ kind, model: unpack(kinds.risk[kind]) })),
    },
  };
}

function unpack({ constant, step, packed }: PackedModel): LinearModel {
  return { constant, weights: unpackWeights({ step, packed }) };
}
