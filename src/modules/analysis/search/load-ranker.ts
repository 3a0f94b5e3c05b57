import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { windowFeatureNames } from './window-features.ts';

/** The learned weights of the window features, as they stand in `weights/search.json`. */
export const RankerFile = z.strictObject({
  format: z.literal('sophia.window-ranker/1'),
  provenance: z.strictObject({
    corpus: z.string(),
    source: z.string(),
    licence: z.string(),
    attribution: z.string(),
    command: z.string(),
    seed: z.int(),
    date: z.iso.date(),
    samples: z.record(z.string(), z.number()),
    crossValidated: z.record(z.string(), z.number()),
  }),
  /** How much a window loses by a chosen one beside it; falls with distance. */
  spread: z.number(),
  weights: z.record(z.string(), z.number()),
});
export type RankerFile = z.infer<typeof RankerFile>;

/** Orders windows of a call for a question. */
export interface WindowRanker {
  readonly spread: number;
  /** In the order of `windowFeatureNames`. */
  readonly weights: Float64Array;
}

/** Reads the committed ranker. Throws `internal.unexpected` where the file is damaged. */
export function loadWindowRanker(): WindowRanker {
  const file = new URL('../weights/search.json', import.meta.url);
  const parsed = RankerFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success || windowFeatureNames.some((name) => parsed.data.weights[name] === undefined)) {
    throw new SophiaError(
      'internal.unexpected',
      'The weights search.json do not fit the features that the code computes: train them again with scripts/train.',
    );
  }
  const { spread, weights } = parsed.data;
  return { spread, weights: Float64Array.from(windowFeatureNames, (name) => weights[name] ?? 0) };
}
