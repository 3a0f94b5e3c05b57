import { featureIdsOf, featureNameOf, featureRowOf, indexFeatures, readFeatures } from '#modules/analysis/buyer-models';
import type { Sample } from './buyer-samples.ts';
import type { SparseRow } from './sparse-model.ts';

/** Samples as rows of numbers over one vocabulary. */
export interface BuyerCorpus {
  readonly samples: readonly Sample[];
  /** By place; those that tell kinds apart come first. */
  readonly features: readonly string[];
  readonly kindFeatureCount: number;
  readonly rows: readonly SparseRow[];
  readonly kindRows: readonly SparseRow[];
}

/** How far each group of features is trusted (see features.ts): the scale of its inputs under one common penalty. */
const scales: Readonly<Record<string, number>> = { w: 1, b: 0.7, c: 1, d: 0.8, q: 1, f: 0.5, p: 0.6, n: 0.4, o: 0.4 };
/** The groups that tell kinds apart. */
const kindGroups = 'wcqpf';
const fewestSamples = 3;

/** Reads the features of every sample; those of fewer than three samples are left out. */
export function buyerCorpusOf(samples: readonly Sample[]): BuyerCorpus {
  const counts = new Map<string, number>();
  for (const { utterance } of samples) {
    const names = new Set<string>();
    readFeatures(utterance, (group, first, second) => names.add(featureNameOf(group, { first, second })));
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const frequent = [...counts].filter(([, count]) => count >= fewestSamples).map(([name]) => name);
  const { kind = [], other = [] } = Object.groupBy(frequent.sort(), (name) =>
    kindGroups.includes(name.charAt(0)) ? 'kind' : 'other',
  );
  const features = [...kind, ...other];
  const index = indexFeatures(features);
  const ids = samples.map(({ utterance }) => featureIdsOf(utterance, index));
  function rowsUpTo(limit: number) {
    return ids.map((own) => toSparse(featureRowOf(own, limit), features));
  }
  return {
    samples,
    features,
    kindFeatureCount: kind.length,
    rows: rowsUpTo(features.length),
    kindRows: rowsUpTo(kind.length),
  };
}

/** The scale of a feature's group. */
export function scaleOf(feature: string): number {
  return scales[feature.charAt(0)] ?? 0;
}

function toSparse(row: ReturnType<typeof featureRowOf>, features: readonly string[]): SparseRow {
  const values = Float64Array.from(row.ids, (id) => row.value * scaleOf(features[id] ?? ''));
  return { features: Int32Array.from(row.ids), values };
}
