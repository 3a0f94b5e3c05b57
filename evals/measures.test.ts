import assert from 'node:assert/strict';
import { test } from 'node:test';
import { averagePrecision, bestThreshold, bestWeighedThreshold, judgeCalls } from './measures.ts';

test('average precision by hand: positives at ranks 1 and 3', () => {
  const found = averagePrecision(Float64Array.from([0.9, 0.8, 0.7, 0.1]), Float64Array.from([1, 0, 1, 0]));
  assert.ok(Math.abs(found - (1 + 2 / 3) / 2) < 1e-12);
});

test('the best threshold parts what can be parted', () => {
  const best = bestThreshold(Float64Array.from([3, 2, 1, 0]), Float64Array.from([1, 1, 0, 0]));
  assert.equal(best.f1, 1);
  assert.ok(best.threshold > 1 && best.threshold < 2);
});

test('a row that counts more moves the best threshold its way', () => {
  const scores = Float64Array.from([3, 2, 1, 0]);
  const labels = Float64Array.from([1, 0, 0, 1]);
  const plain = bestWeighedThreshold({ scores, labels, importance: Float64Array.from([1, 1, 1, 1]) });
  assert.ok(plain.threshold > 2);
  const moved = bestWeighedThreshold({ scores, labels, importance: Float64Array.from([1, 0.1, 0.1, 4]) });
  assert.ok(moved.threshold < 0 && moved.f1 > 0.97);
});

test('judging calls counts over all of them, and the interval holds the figure', () => {
  const calls = Array.from({ length: 12 }, (_call, place) => ({
    scores: Float64Array.from([2, -1, place % 3 === 0 ? -2 : 1]),
    labels: Float64Array.from([1, 0, 1]),
    threshold: 0,
  }));
  const judged = judgeCalls(calls);
  assert.equal(judged.wanted, 24);
  assert.equal(judged.precision, 1);
  assert.ok(Math.abs(judged.recall - 20 / 24) < 1e-12);
  assert.ok(judged.f1Interval[0] <= judged.f1 && judged.f1 <= judged.f1Interval[1]);
});
