import { readFileSync } from 'node:fs';
import { SophiaError } from '#platform/errors';
import type { CallLevel } from './call-level.ts';
import { denseFeatureNames } from './dense-features.ts';
import type { Background } from './information-features.ts';
import { ModelFile, type Provenance, unpackWeights } from './model-file.ts';
import type { Slot } from './slots.ts';

export interface LabelScorer {
  /** The scorer whose label a segment must carry as well. */
  readonly within: LabelScorer | null;
  readonly constant: number;
  readonly threshold: number;
  readonly call: CallLevel;
  readonly dense: Float64Array;
  readonly slots: readonly { readonly slot: Slot; readonly weights: Float64Array }[];
}

/** Linear models over one vocabulary, ready to score. */
export interface SentenceModels {
  readonly provenance: Provenance;
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly background: Background;
  readonly labels: ReadonlyMap<string, LabelScorer>;
}

/** The committed weight files: marks on meetings, and dialogue acts of persuasion talks. */
export type ModelName = 'meetings' | 'persuasion';

/** Reads a committed weight file, about 20 ms; do it once. Throws `internal.unexpected` where the file is damaged. */
export function loadSentenceModels(name: ModelName): SentenceModels {
  const file = new URL(`../weights/${name}.json`, import.meta.url);
  const parsed = ModelFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success || parsed.data.denseFeatures.join() !== denseFeatureNames.join()) {
    throw new SophiaError(
      'internal.unexpected',
      `The weights ${name}.json do not fit the features that the code computes: train them again with scripts/train.`,
    );
  }
  return modelsFrom(parsed.data);
}

/** Unpacks the content of a weight file. */
export function modelsFrom(file: ModelFile): SentenceModels {
  const terms = file.terms.split('\n');
  return {
    provenance: file.provenance,
    vocabulary: new Map(terms.map((term, id) => [term, id])),
    background: {
      counts: Float64Array.from(file.counts.split(' '), Number),
      segmentCount: file.segmentCount,
      isWord: Uint8Array.from(terms, (term) => (term.includes(' ') ? 0 : 1)),
    },
    labels: scorersFrom(file.labels),
  };
}

/** Labels that stand within another come after those that stand alone. */
function scorersFrom(labels: ModelFile['labels']): Map<string, LabelScorer> {
  const scorers = new Map<string, LabelScorer>();
  const ordered = Object.entries(labels).sort(
    ([, one], [, other]) => Number(one.within !== null) - Number(other.within !== null),
  );
  for (const [label, model] of ordered) {
    const within = model.within === null ? null : scorers.get(model.within);
    if (within === undefined) {
      throw new SophiaError(
        'internal.unexpected',
        `The weights of "${label}" stand within "${model.within}", which the file does not hold as a label of its own: train them again with scripts/train.`,
      );
    }
    scorers.set(label, {
      within,
      constant: model.constant,
      threshold: model.threshold,
      call: model.call,
      dense: Float64Array.from(model.dense),
      slots: model.slots.map(({ name, from, to, ...packed }) => ({
        slot: { name, from, to },
        weights: unpackWeights(packed),
      })),
    });
  }
  return scorers;
}
