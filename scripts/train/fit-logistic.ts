import { minimize } from './minimize.ts';

/** A sparse row: the values at some places. */
export interface SparseRow {
  readonly ids: Int32Array;
  readonly values: Float64Array;
}

export interface LogisticModel {
  readonly constant: number;
  readonly weights: Float64Array;
}

/** Makes a sparse row of places and values. */
export function sparseRow(entries: readonly (readonly [number, number])[]): SparseRow {
  return {
    ids: Int32Array.from(entries, ([id]) => id),
    values: Float64Array.from(entries, ([, value]) => value),
  };
}

/**
 * Fits ridge logistic regression on sparse rows. Marked rows weigh the square root of their rarity more, so that rare
 * labels are learned without losing sight of how rare they are. Deterministic.
 */
export function fitLogistic(options: {
  rows: readonly SparseRow[];
  marks: readonly boolean[];
  width: number;
  penalty: number;
}): LogisticModel {
  const { rows, marks, width, penalty } = options;
  const positives = marks.filter((mark) => mark).length;
  const emphasis = Math.sqrt((marks.length - positives) / Math.max(1, positives));
  const curvature = new Float64Array(width + 1).fill(penalty);
  for (const { ids, values } of rows)
    addInto(curvature, { row: { ids, values: values.map((value) => value * value) }, factor: 0.25 });
  curvature[width] = 0.25 * rows.length;
  const start = new Float64Array(width + 1);
  start[width] = -2;
  const point = minimize((at, gradient) => lossAt({ ...options, emphasis, at, gradient }), {
    start,
    iterations: 60,
    curvature,
  });
  return { constant: point[width] ?? 0, weights: point.slice(0, width) };
}

/** The log-odds of a row. */
export function scoreLogistic(model: LogisticModel, row: SparseRow): number {
  return model.constant + sumOf(model.weights, row);
}

function lossAt(options: {
  rows: readonly SparseRow[];
  marks: readonly boolean[];
  width: number;
  penalty: number;
  emphasis: number;
  at: Float64Array;
  gradient: Float64Array;
}): number {
  const { rows, marks, width, penalty, emphasis, at, gradient } = options;
  const constant = at[width] ?? 0;
  let loss = 0;
  let constantGradient = 0;
  gradient.fill(0);
  for (const [index, row] of rows.entries()) {
    const mark = marks[index] === true;
    const weight = mark ? emphasis : 1;
    const score = sumOf(at, row) + constant;
    loss += weight * Math.log1p(Math.exp(mark ? -score : score));
    const error = weight * (1 / (1 + Math.exp(-score)) - (mark ? 1 : 0));
    constantGradient += error;
    addInto(gradient, { row, factor: error });
  }
  for (let id = 0; id < width; id += 1) {
    const weight = at[id] ?? 0;
    loss += (penalty / 2) * weight * weight;
    gradient[id] = (gradient[id] ?? 0) + penalty * weight;
  }
  gradient[width] = constantGradient;
  return loss;
}

function sumOf(weights: Float64Array, { ids, values }: SparseRow): number {
  let sum = 0;
  for (let index = 0; index < ids.length; index += 1) sum += (weights[ids[index] ?? 0] ?? 0) * (values[index] ?? 0);
  return sum;
}

function addInto(target: Float64Array, { row, factor }: { row: SparseRow; factor: number }): void {
  for (let index = 0; index < row.ids.length; index += 1) {
    const id = row.ids[index] ?? 0;
    target[id] = (target[id] ?? 0) + factor * (row.values[index] ?? 0);
  }
}
