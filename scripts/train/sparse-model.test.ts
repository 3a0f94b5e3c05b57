import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type SparseRow, scoreSparse, trainSparse } from './sparse-model.ts';

describe('trainSparse', () => {
  it('learns which feature speaks for the label', () => {
    const weights = trainSparse({ ...task, importance: Float64Array.of(1, 1, 1, 1) });
    assert.deepEqual(
      task.rows.map((row) => scoreSparse(row, weights) > 0),
      [true, true, false, false],
    );
    assert.ok((weights[0] ?? 0) > 0 && (weights[1] ?? 0) < 0);
  });

  it('learns nothing from rows of no importance', () => {
    const weights = trainSparse({ ...task, importance: Float64Array.of(1, 1, 0, 0) });
    assert.equal(weights[1], 0);
  });

  it('gives the same weights each time', () => {
    const importance = Float64Array.of(1, 2, 1, 1);
    assert.deepEqual(trainSparse({ ...task, importance }), trainSparse({ ...task, importance }));
  });
});

const task = {
  rows: [rowOf(0, 2), rowOf(0), rowOf(1, 2), rowOf(1)],
  labels: Float64Array.of(1, 1, 0, 0),
  featureCount: 3,
  penalty: 0.1,
  iterations: 50,
};

function rowOf(...features: number[]): SparseRow {
  return { features: Int32Array.from(features), values: new Float64Array(features.length).fill(1) };
}
