import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packWeights, unpackWeights } from './model-file.ts';

test('packed weights come back within half a step', () => {
  const weights = Float64Array.from([0, 1.27, -1.27, 0.5, -0.004]);
  const packed = packWeights(weights);
  unpackWeights(packed).forEach((weight, place) => {
    assert.ok(Math.abs(weight - (weights[place] ?? 0)) <= packed.step / 2 + 1e-12);
  });
});

test('no weight at all is packed too', () => {
  assert.deepEqual([...unpackWeights(packWeights(new Float64Array(3)))], [0, 0, 0]);
});
