import { addWindowMeans } from './add-window-means.ts';
import { settleByCall } from './call-level.ts';
import { denseFeatureNames, denseFeaturesOf } from './dense-features.ts';
import type { LabelScorer, SentenceModels } from './load-models.ts';
import type { Segment } from './segment.ts';
import { type SegmentTerms, segmentTermsOf } from './segment-terms.ts';

/** Scores of one label, one number a segment. */
export interface LabelScores {
  /** Log-odds. */
  readonly logOdds: Float64Array;
  /** The log-odds from which a segment counts as one. */
  readonly threshold: number;
}

/** Scores every segment of one call for each label of the models (or for `labels` only). */
export function scoreSegments(options: {
  readonly models: SentenceModels;
  readonly segments: readonly Segment[];
  readonly labels?: readonly string[];
}): Map<string, LabelScores> {
  const { models, segments } = options;
  const terms = segmentTermsOf(segments, models.vocabulary);
  const dense = denseFeaturesOf({ segments, terms, background: models.background });
  const known = new Map<LabelScorer, Float64Array>();
  const scores = new Map<string, LabelScores>();
  for (const [label, scorer] of models.labels) {
    if (options.labels === undefined || options.labels.includes(label)) {
      const logOdds = scoreLabel({ scorer, terms, dense, known }).slice();
      settleByCall(logOdds, scorer.call);
      scores.set(label, { logOdds, threshold: scorer.threshold });
    }
  }
  return scores;
}

/** The probability that log-odds stand for. */
export function probabilityOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** The log-odds that two things hold together, the second being known where the first holds. */
export function logOddsOfBoth(first: number, second: number): number {
  const logProbability = -Math.log1p(Math.exp(-first)) - Math.log1p(Math.exp(-second));
  return logProbability - Math.log(-Math.expm1(logProbability));
}

interface Scoring {
  readonly scorer: LabelScorer;
  readonly terms: SegmentTerms;
  readonly dense: Float64Array;
  /** What has been scored already; several labels may stand within one. */
  readonly known: Map<LabelScorer, Float64Array>;
}

/** Log-odds by words and place, not yet set against the call. */
function scoreLabel(scoring: Scoring): Float64Array {
  const { scorer, known } = scoring;
  const before = known.get(scorer);
  if (before !== undefined) return before;
  const own = scoreAlone(scoring);
  const outer = scorer.within === null ? null : scoreLabel({ ...scoring, scorer: scorer.within });
  const scores = outer === null ? own : own.map((score, row) => logOddsOfBoth(outer[row] ?? 0, score));
  known.set(scorer, scores);
  return scores;
}

function scoreAlone({ scorer, terms, dense }: Scoring): Float64Array {
  const width = denseFeatureNames.length;
  const scores = new Float64Array(terms.count);
  for (let row = 0; row < terms.count; row += 1) {
    let sum = scorer.constant;
    for (let column = 0; column < width; column += 1) {
      sum += (scorer.dense[column] ?? 0) * (dense[row * width + column] ?? 0);
    }
    scores[row] = sum;
  }
  const values = new Float64Array(terms.count);
  for (const { slot, weights } of scorer.slots) {
    for (let row = 0; row < terms.count; row += 1) {
      let sum = 0;
      for (let place = terms.offsets[row] ?? 0; place < (terms.offsets[row + 1] ?? 0); place += 1) {
        sum += weights[terms.ids[place] ?? 0] ?? 0;
      }
      values[row] = sum * (terms.weights[row] ?? 0);
    }
    addWindowMeans({ values, slot, target: scores, start: 0, end: terms.count });
  }
  return scores;
}
