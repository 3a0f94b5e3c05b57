import type { Segment } from './segment.ts';
import { termsOf, tokensOf } from './tokens.ts';

/** The known terms of each segment: those of segment `i` are `ids[offsets[i] .. offsets[i + 1])`, each once. */
export interface SegmentTerms {
  readonly count: number;
  readonly offsets: Int32Array;
  readonly ids: Int32Array;
  /** What one term of a segment counts: a little less in a long segment. */
  readonly weights: Float64Array;
}

export function segmentTermsOf(segments: readonly Segment[], vocabulary: ReadonlyMap<string, number>): SegmentTerms {
  const offsets = new Int32Array(segments.length + 1);
  const weights = new Float64Array(segments.length);
  const ids: number[] = [];
  segments.forEach((segment, index) => {
    const known = new Set<number>();
    for (const term of termsOf(tokensOf(segment.words))) {
      const id = vocabulary.get(term);
      if (id !== undefined) {
        known.add(id);
      }
    }
    ids.push(...known);
    offsets[index + 1] = ids.length;
    weights[index] = Math.max(known.size, 1) ** -0.3;
  });
  return { count: segments.length, offsets, ids: Int32Array.from(ids), weights };
}
