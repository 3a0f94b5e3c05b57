import {
  type Background,
  denseFeatureNames,
  denseFeaturesOf,
  type Segment,
  segmentTermsOf,
  termsOf,
  tokensOf,
} from '#modules/analysis/sentence-models';
import type { Corpus } from './context-model.ts';

export interface Vocabulary {
  readonly terms: ReadonlyMap<string, number>;
  readonly background: Background;
}

/** One call to learn from; calls of one group share speakers or subject. */
export interface TrainingCall {
  readonly group: string;
  readonly segments: readonly Segment[];
}

/**
 * The terms that at least `minimum[n - 1]` segments hold (n words) and that are said in at least `groups` groups of
 * calls, in the order of their frequency: what only one team says does not carry over to another.
 */
export function vocabularyOf(
  calls: readonly TrainingCall[],
  options: { minimum: readonly number[]; groups: number },
): Vocabulary {
  const counts = new Map<string, number>();
  const groupsOf = new Map<string, Set<string>>();
  for (const { group, segments } of calls) {
    for (const segment of segments) {
      for (const term of new Set(termsOf(tokensOf(segment.words)))) {
        counts.set(term, (counts.get(term) ?? 0) + 1);
        const groups = groupsOf.get(term) ?? new Set<string>();
        groupsOf.set(term, groups.add(group));
      }
    }
  }
  const kept = [...counts].filter(
    ([term, count]) =>
      count >= (options.minimum[term.split(' ').length - 1] ?? 1) && (groupsOf.get(term)?.size ?? 0) >= options.groups,
  );
  kept.sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
  return {
    terms: new Map(kept.map(([term], id) => [term, id])),
    background: {
      counts: Float64Array.from(kept, ([, count]) => count),
      segmentCount: calls.reduce((sum, call) => sum + call.segments.length, 0),
      isWord: Uint8Array.from(kept, ([term]) => (/[ <>]/.test(term) ? 0 : 1)),
    },
  };
}

/** Lays calls end to end; `calls` are lists of segments. */
export function corpusOf(calls: readonly (readonly Segment[])[], vocabulary: Vocabulary): Corpus {
  const parts = calls.map((segments) => segmentTermsOf(segments, vocabulary.terms));
  const bounds = [0];
  for (const part of parts) {
    bounds.push((bounds.at(-1) ?? 0) + part.count);
  }
  const count = bounds.at(-1) ?? 0;
  const ids: number[] = [];
  const offsets = new Int32Array(count + 1);
  const weights = new Float64Array(count);
  parts.forEach((part, index) => {
    const start = bounds[index] ?? 0;
    weights.set(part.weights, start);
    const before = ids.length;
    for (let row = 0; row < part.count; row += 1) {
      offsets[start + row + 1] = before + (part.offsets[row + 1] ?? 0);
    }
    for (const id of part.ids) {
      ids.push(id);
    }
  });
  const dense = new Float64Array(count * denseFeatureNames.length);
  calls.forEach((segments, index) => {
    const terms = parts[index];
    if (terms !== undefined) {
      const rows = denseFeaturesOf({ segments, terms, background: vocabulary.background });
      dense.set(rows, (bounds[index] ?? 0) * denseFeatureNames.length);
    }
  });
  return {
    terms: { count, offsets, ids: Int32Array.from(ids), weights },
    dense,
    denseWidth: denseFeatureNames.length,
    bounds,
    vocabularySize: vocabulary.terms.size,
  };
}

/** The labels of all meetings, laid end to end. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
