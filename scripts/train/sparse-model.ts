import { minimize } from './minimize.ts';

/** A sample: the numbers of its features, and what each of them counts. */
export interface SparseRow {
  readonly features: Int32Array;
  readonly values: Float64Array;
}

export interface SparseTraining {
  readonly rows: readonly SparseRow[];
  /** 1 where a row carries the label, else 0. */
  readonly labels: Float64Array;
  /** How much a row counts. */
  readonly importance: Float64Array;
  readonly featureCount: number;
  readonly penalty: number;
  readonly iterations: number;
}

/** Fits a logistic regression with a quadratic penalty; the constant stands after the last weight, unpenalized. */
export function trainSparse(training: SparseTraining): Float64Array {
  const { rows, labels, importance, featureCount, penalty } = training;
  const curvature = curvatureOf(training);
  return minimize(
    (point, gradient) => {
      let value = 0;
      gradient.fill(0);
      for (let feature = 0; feature < featureCount; feature += 1) {
        const weight = point[feature] ?? 0;
        value += 0.5 * penalty * weight * weight;
        gradient[feature] = penalty * weight;
      }
      rows.forEach((row, index) => {
        const share = importance[index] ?? 0;
        if (share === 0) return;
        const score = scoreSparse(row, point);
        const label = labels[index] ?? 0;
        value += share * (Math.max(score, 0) - score * label + Math.log1p(Math.exp(-Math.abs(score))));
        const slope = share * (1 / (1 + Math.exp(-score)) - label);
        row.features.forEach((feature, place) => {
          gradient[feature] = (gradient[feature] ?? 0) + slope * (row.values[place] ?? 0);
        });
        gradient[featureCount] = (gradient[featureCount] ?? 0) + slope;
      });
      return value;
    },
    { start: new Float64Array(featureCount + 1), iterations: training.iterations, curvature },
  );
}

/** The log-odds of a row. */
export function scoreSparse(row: SparseRow, weights: Float64Array): number {
  let score = weights[weights.length - 1] ?? 0;
  for (let place = 0; place < row.features.length; place += 1) {
    score += (weights[row.features[place] ?? 0] ?? 0) * (row.values[place] ?? 0);
  }
  return score;
}

function curvatureOf({ rows, importance, featureCount, penalty }: SparseTraining): Float64Array {
  const curvature = new Float64Array(featureCount + 1).fill(penalty);
  rows.forEach((row, index) => {
    const share = 0.1 * (importance[index] ?? 0);
    row.features.forEach((feature, place) => {
      curvature[feature] = (curvature[feature] ?? 0) + share * (row.values[place] ?? 0) ** 2;
    });
    curvature[featureCount] = (curvature[featureCount] ?? 0) + share;
  });
  return curvature;
}
