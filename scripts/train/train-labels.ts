import {
  type CallLevel,
  callLevelOf,
  denseFeatureNames,
  logOddsOfBoth,
  type ModelFile,
  packWeights,
  type Slot,
  settleByCall,
} from '#modules/analysis/sentence-models';
import { averagePrecision, bestThreshold, bestWeighedThreshold, f1 } from '../../evals/measures.ts';
import { type ContextTraining, type Corpus, scoreContext, trainContextModel } from './context-model.ts';
import type { Vocabulary } from './corpus.ts';

/** How one label is learned. */
export interface LabelSettings {
  readonly slots: readonly Slot[];
  readonly slotScales: readonly number[];
  readonly denseScale: number;
  readonly penalty: number;
  readonly positiveWeight: number;
  readonly iterations: number;
  /** How much a score is set against the best of its call. */
  readonly callShare: number;
}

export interface LabelTask {
  readonly label: string;
  readonly settings: LabelSettings;
  readonly labels: Float64Array;
  /** Which segments are learned from and judged (1); all where it is left out. */
  readonly judged?: Uint8Array;
  /** A label that every segment of this one carries as well: only its segments are learned from. */
  readonly within?: { readonly label: string; readonly labels: Float64Array; readonly heldOut: Float64Array };
  /** For the threshold: where each call comes from, so that every place counts alike, and more ways to fold. */
  readonly places?: { readonly ofCall: readonly string[]; readonly moreFolds: readonly (readonly number[])[] };
}

export interface TrainedLabel {
  readonly model: ModelFile['labels'][string];
  readonly scores: Record<string, number>;
  /** Log-odds of every segment from a model that has not seen its call, not set against the call. */
  readonly heldOut: Float64Array;
}

/**
 * Cross-validates by the given folds, chooses the threshold with the best F1 on the held-out scores, then fits on
 * every call. `folds[i]` is the fold of call `i`.
 */
export function trainLabel(options: {
  readonly corpus: Corpus;
  readonly folds: readonly number[];
  readonly task: LabelTask;
}): TrainedLabel {
  const { corpus, folds, task } = options;
  const heldOut = crossValidate(options);
  const reference = rounded(referenceLevel(corpus, heldOut));
  const call = { share: task.settings.callShare, reference };
  const settled = settledCalls({ corpus, scores: heldOut, call });
  const rows = Array.from(heldOut.keys()).filter((row) => task.judged === undefined || task.judged[row] === 1);
  const threshold = thresholdOf({ ...options, settled, rows, call });
  const all = folds.map((_fold, call) => call);
  const weights = trainContextModel(trainingOf(options, all));
  const { slots, slotScales, denseScale } = task.settings;
  const denseStart = slots.length * corpus.vocabularySize;
  return {
    model: {
      within: task.within?.label ?? null,
      constant: rounded(weights[denseStart + corpus.denseWidth] ?? 0),
      threshold,
      call,
      dense: Array.from(weights.subarray(denseStart, denseStart + corpus.denseWidth), (weight) =>
        rounded(weight * denseScale),
      ),
      slots: slots.map((slot, index) => {
        const start = index * corpus.vocabularySize;
        const scaled = weights.slice(start, start + corpus.vocabularySize);
        return { ...slot, ...packWeights(scaled.map((weight) => weight * (slotScales[index] ?? 1))) };
      }),
    },
    scores: {
      f1: rounded(f1OfOtherThresholds({ ...options, heldOut: settled, rows })),
      averagePrecision: rounded(averagePrecision(pick(settled, rows), pick(task.labels, rows))),
      ...f1ByPlace({ corpus, task, settled, threshold }),
    },
    heldOut,
  };
}

/** The threshold with the best F1; the mean of those of all foldings where there are more. */
function thresholdOf(options: {
  readonly corpus: Corpus;
  readonly task: LabelTask;
  readonly settled: Float64Array;
  readonly rows: readonly number[];
  readonly call: CallLevel;
}): number {
  const { corpus, task, rows, call } = options;
  const importance = importanceOf(corpus, task.places?.ofCall);
  const others = (task.places?.moreFolds ?? []).map((folds) =>
    settledCalls({ corpus, scores: crossValidate({ corpus, folds, task }), call }),
  );
  const found = [options.settled, ...others].map(
    (scores) =>
      bestWeighedThreshold({
        scores: pick(scores, rows),
        labels: pick(task.labels, rows),
        importance: pick(importance, rows),
      }).threshold,
  );
  return rounded(found.reduce((sum, threshold) => sum + threshold, 0) / found.length);
}

/** What a segment counts so that every place counts alike; 1 where no places are given. */
function importanceOf(corpus: Corpus, placeOfCall: readonly string[] | undefined): Float64Array {
  const importance = new Float64Array(corpus.terms.count).fill(1);
  if (placeOfCall === undefined) return importance;
  const counts = Map.groupBy(placeOfCall, (place) => place);
  placeOfCall.forEach((place, call) => {
    importance.fill(1 / (counts.get(place)?.length ?? 1), corpus.bounds[call] ?? 0, corpus.bounds[call + 1] ?? 0);
  });
  return importance;
}

/** For each place the F1 at the one threshold. */
function f1ByPlace(options: {
  readonly corpus: Corpus;
  readonly task: LabelTask;
  readonly settled: Float64Array;
  readonly threshold: number;
}): Record<string, number> {
  const { corpus, task, settled, threshold } = options;
  const counts: Record<string, { hits: number; proposed: number; wanted: number }> = {};
  task.places?.ofCall.forEach((place, call) => {
    const own = (counts[`f1At${place}`] ??= { hits: 0, proposed: 0, wanted: 0 });
    for (let row = corpus.bounds[call] ?? 0; row < (corpus.bounds[call + 1] ?? 0); row += 1) {
      const isWanted = (task.labels[row] ?? 0) > 0;
      const isProposed = (settled[row] ?? 0) >= threshold;
      own.wanted += isWanted ? 1 : 0;
      own.proposed += isProposed ? 1 : 0;
      own.hits += isWanted && isProposed ? 1 : 0;
    }
  });
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, rounded(f1(count))]));
}

/** F1 where each fold is judged by the threshold that is best on the other folds. */
function f1OfOtherThresholds(options: {
  readonly corpus: Corpus;
  readonly folds: readonly number[];
  readonly task: LabelTask;
  readonly heldOut: Float64Array;
  readonly rows: readonly number[];
}): number {
  const { corpus, folds, task, heldOut, rows } = options;
  const foldOfRow = corpus.bounds
    .slice(1)
    .flatMap((end, call) => Array.from({ length: end - (corpus.bounds[call] ?? 0) }, () => folds[call] ?? 0));
  const counts = { hits: 0, proposed: 0, wanted: 0 };
  for (const fold of new Set(folds)) {
    const others = rows.filter((row) => foldOfRow[row] !== fold);
    const { threshold } = bestThreshold(pick(heldOut, others), pick(task.labels, others));
    for (const row of rows.filter((candidate) => foldOfRow[candidate] === fold)) {
      const isProposed = (heldOut[row] ?? 0) >= threshold;
      const isWanted = (task.labels[row] ?? 0) > 0;
      counts.proposed += isProposed ? 1 : 0;
      counts.wanted += isWanted ? 1 : 0;
      counts.hits += isProposed && isWanted ? 1 : 0;
    }
  }
  return f1(counts);
}

function pick(values: Float64Array, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? 0);
}

/** The mean level of the calls. */
function referenceLevel(corpus: Corpus, scores: Float64Array): number {
  const levels = corpus.bounds.slice(1).map((end, call) => callLevelOf(scores.subarray(corpus.bounds[call] ?? 0, end)));
  return levels.reduce((sum, level) => sum + level, 0) / Math.max(1, levels.length);
}

/** The scores of each call set against its best, as the product does. */
function settledCalls(options: {
  readonly corpus: Corpus;
  readonly scores: Float64Array;
  readonly call: CallLevel;
}): Float64Array {
  const settled = options.scores.slice();
  options.corpus.bounds.slice(1).forEach((end, call) => {
    settleByCall(settled.subarray(options.corpus.bounds[call] ?? 0, end), options.call);
  });
  return settled;
}

/** Log-odds of every segment from a model that has not seen its fold. */
export function crossValidate(options: {
  readonly corpus: Corpus;
  readonly folds: readonly number[];
  readonly task: LabelTask;
}): Float64Array {
  const { corpus, folds } = options;
  const scores = new Float64Array(corpus.terms.count);
  for (const fold of new Set(folds)) {
    const calls = folds.map((_fold, call) => call);
    const training = trainingOf(
      options,
      calls.filter((call) => folds[call] !== fold),
    );
    const weights = trainContextModel(training);
    scoreContext({ ...training, meetings: calls.filter((call) => folds[call] === fold), weights, scores });
  }
  const outer = options.task.within?.heldOut;
  return outer === undefined ? scores : scores.map((score, row) => logOddsOfBoth(outer[row] ?? 0, score));
}

function trainingOf(
  { corpus, task }: { readonly corpus: Corpus; readonly task: LabelTask },
  meetings: readonly number[],
): ContextTraining {
  const judged = task.within === undefined ? task.judged : Uint8Array.from(task.within.labels);
  return { corpus, meetings, labels: task.labels, judged, ...task.settings };
}

/** The parts of a weight file that every training shares. */
export function vocabularyPart(
  vocabulary: Vocabulary,
): Pick<ModelFile, 'segmentCount' | 'counts' | 'terms' | 'denseFeatures'> {
  return {
    segmentCount: vocabulary.background.segmentCount,
    denseFeatures: [...denseFeatureNames],
    counts: vocabulary.background.counts.join(' '),
    terms: [...vocabulary.terms.keys()].join('\n'),
  };
}

export function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
