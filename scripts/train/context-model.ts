import { addWindowMeans, type SegmentTerms, type Slot } from '#modules/analysis/sentence-models';
import { minimize } from './minimize.ts';

/** Meetings laid end to end, ready for training. */
export interface Corpus {
  readonly terms: SegmentTerms;
  /** Rows of `denseWidth` standardized numbers. */
  readonly dense: Float64Array;
  readonly denseWidth: number;
  /** Where each meeting begins, and after the last where it ends. */
  readonly bounds: readonly number[];
  readonly vocabularySize: number;
}

export interface ContextTraining {
  readonly corpus: Corpus;
  readonly meetings: readonly number[];
  readonly labels: Float64Array;
  /** Which segments are learned from and judged (1); all where it is left out. */
  readonly judged?: Uint8Array | undefined;
  readonly slots: readonly Slot[];
  /** How far each slot's words are trusted: the scale of its inputs under one common penalty. */
  readonly slotScales: readonly number[];
  readonly denseScale: number;
  readonly penalty: number;
  readonly positiveWeight: number;
  readonly iterations: number;
}

/** The weights of a model: slots × vocabulary, then the dense features, then the constant. */
export type ContextWeights = Float64Array;

/** Fits a logistic regression on the words of a segment and of the stretches around it. Deterministic. */
export function trainContextModel(options: ContextTraining): ContextWeights {
  const { corpus, slots, slotScales, denseScale } = options;
  const size = slots.length * corpus.vocabularySize + corpus.denseWidth + 1;
  const scores = new Float64Array(corpus.terms.count);
  const residuals = new Float64Array(corpus.terms.count);
  const start = new Float64Array(size);
  const rate = baseRate(options);
  start[size - 1] = Math.log(rate / (1 - rate));
  const weights = minimize(
    (point, gradient) => {
      scoreContext({ corpus, meetings: options.meetings, slots, slotScales, denseScale, weights: point, scores });
      let loss = 0;
      residuals.fill(0);
      for (const meeting of options.meetings) {
        for (let row = corpus.bounds[meeting] ?? 0; row < (corpus.bounds[meeting + 1] ?? 0); row += 1) {
          if (options.judged?.[row] === 0) {
            continue;
          }
          const label = options.labels[row] ?? 0;
          const weight = label > 0 ? options.positiveWeight : 1;
          const score = scores[row] ?? 0;
          const probability = 1 / (1 + Math.exp(-score));
          loss += weight * (Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0) - label * score);
          residuals[row] = weight * (probability - label);
        }
      }
      gradient.fill(0);
      addGradient({ training: options, residuals, gradient });
      for (let index = 0; index < size - 1; index += 1) {
        const value = point[index] ?? 0;
        loss += 0.5 * options.penalty * value * value;
        gradient[index] = (gradient[index] ?? 0) + options.penalty * value;
      }
      return loss;
    },
    { start, iterations: options.iterations, curvature: curvatureOf(options, size) },
  );
  return weights;
}

/** Writes the log-odds of every segment of the given meetings into `scores`. */
export function scoreContext(options: {
  readonly corpus: Corpus;
  readonly meetings: readonly number[];
  readonly slots: readonly Slot[];
  readonly slotScales: readonly number[];
  readonly denseScale: number;
  readonly weights: ContextWeights;
  readonly scores: Float64Array;
}): void {
  const { corpus, slots, weights, scores } = options;
  const { offsets, ids, weights: termWeights } = corpus.terms;
  const values = new Float64Array(corpus.terms.count);
  const denseStart = slots.length * corpus.vocabularySize;
  const constant = weights[denseStart + corpus.denseWidth] ?? 0;
  for (const meeting of options.meetings) {
    const start = corpus.bounds[meeting] ?? 0;
    const end = corpus.bounds[meeting + 1] ?? 0;
    for (let row = start; row < end; row += 1) {
      let sum = 0;
      for (let column = 0; column < corpus.denseWidth; column += 1) {
        sum += (weights[denseStart + column] ?? 0) * (corpus.dense[row * corpus.denseWidth + column] ?? 0);
      }
      scores[row] = constant + sum * options.denseScale;
    }
    slots.forEach((slot, slotIndex) => {
      const base = slotIndex * corpus.vocabularySize;
      const scale = options.slotScales[slotIndex] ?? 1;
      for (let row = start; row < end; row += 1) {
        let sum = 0;
        for (let place = offsets[row] ?? 0; place < (offsets[row + 1] ?? 0); place += 1) {
          sum += weights[base + (ids[place] ?? 0)] ?? 0;
        }
        values[row] = sum * (termWeights[row] ?? 0) * scale;
      }
      addWindowMeans({ values, slot, target: scores, start, end });
    });
  }
}

/** The share of the positives, as weighted, among the segments trained on. */
function baseRate(options: ContextTraining): number {
  let rows = 0;
  let positives = 0;
  for (const meeting of options.meetings) {
    for (let row = options.corpus.bounds[meeting] ?? 0; row < (options.corpus.bounds[meeting + 1] ?? 0); row += 1) {
      if (options.judged?.[row] === 0) {
        continue;
      }
      const label = options.labels[row] ?? 0;
      rows += label > 0 ? options.positiveWeight : 1;
      positives += label * options.positiveWeight;
    }
  }
  return Math.min(Math.max(positives / Math.max(rows, 1), 1e-4), 0.5);
}

/** A guess at the second derivative by each weight, at the base rate of the label. */
function curvatureOf(options: ContextTraining, size: number): Float64Array {
  const { corpus, slots } = options;
  const { offsets, ids, weights: termWeights } = corpus.terms;
  const sums = new Float64Array(corpus.vocabularySize);
  const squares = new Float64Array(corpus.vocabularySize);
  const dense = new Float64Array(corpus.denseWidth);
  let rows = 0;
  for (const meeting of options.meetings) {
    for (let row = corpus.bounds[meeting] ?? 0; row < (corpus.bounds[meeting + 1] ?? 0); row += 1) {
      rows += 1;
      const weight = termWeights[row] ?? 0;
      for (let place = offsets[row] ?? 0; place < (offsets[row + 1] ?? 0); place += 1) {
        const id = ids[place] ?? 0;
        sums[id] = (sums[id] ?? 0) + weight;
        squares[id] = (squares[id] ?? 0) + weight * weight;
      }
      for (let column = 0; column < corpus.denseWidth; column += 1) {
        dense[column] = (dense[column] ?? 0) + (corpus.dense[row * corpus.denseWidth + column] ?? 0) ** 2;
      }
    }
  }
  const rate = baseRate(options);
  const spread = rate * (1 - rate);
  const curvature = new Float64Array(size).fill(options.penalty);
  slots.forEach((slot, slotIndex) => {
    const scale = (options.slotScales[slotIndex] ?? 1) ** 2 * spread;
    const length = slot.to - slot.from + 1;
    for (let id = 0; id < corpus.vocabularySize; id += 1) {
      const index = slotIndex * corpus.vocabularySize + id;
      const spreadOut = (sums[id] ?? 0) ** 2 / Math.max(rows, 1);
      curvature[index] = (curvature[index] ?? 0) + scale * ((squares[id] ?? 0) / length + spreadOut);
    }
  });
  dense.forEach((square, column) => {
    const index = slots.length * corpus.vocabularySize + column;
    curvature[index] = (curvature[index] ?? 0) + square * spread * options.denseScale ** 2;
  });
  curvature[size - 1] = rows * spread + options.penalty;
  return curvature;
}

function addGradient(parts: {
  readonly training: ContextTraining;
  readonly residuals: Float64Array;
  readonly gradient: Float64Array;
}): void {
  const { training: options, residuals, gradient } = parts;
  const { corpus, slots } = options;
  const { offsets, ids, weights: termWeights } = corpus.terms;
  const denseStart = slots.length * corpus.vocabularySize;
  const pulled = new Float64Array(corpus.terms.count);
  for (const meeting of options.meetings) {
    const start = corpus.bounds[meeting] ?? 0;
    const end = corpus.bounds[meeting + 1] ?? 0;
    let constant = 0;
    for (let row = start; row < end; row += 1) {
      const residual = residuals[row] ?? 0;
      constant += residual;
      const scaled = residual * options.denseScale;
      for (let column = 0; column < corpus.denseWidth; column += 1) {
        const index = denseStart + column;
        gradient[index] = (gradient[index] ?? 0) + scaled * (corpus.dense[row * corpus.denseWidth + column] ?? 0);
      }
    }
    const constantIndex = denseStart + corpus.denseWidth;
    gradient[constantIndex] = (gradient[constantIndex] ?? 0) + constant;
    slots.forEach((slot, slotIndex) => {
      const base = slotIndex * corpus.vocabularySize;
      const mirrored = { name: slot.name, from: -slot.to, to: -slot.from };
      pulled.fill(0, start, end);
      addWindowMeans({ values: residuals, slot: mirrored, target: pulled, start, end });
      for (let row = start; row < end; row += 1) {
        const pull = (pulled[row] ?? 0) * (termWeights[row] ?? 0) * (options.slotScales[slotIndex] ?? 1);
        for (let place = offsets[row] ?? 0; place < (offsets[row + 1] ?? 0); place += 1) {
          const index = base + (ids[place] ?? 0);
          gradient[index] = (gradient[index] ?? 0) + pull;
        }
      }
    });
  }
}
