import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addWindowMeans } from './add-window-means.ts';

for (const [from, to] of [
  [0, 0],
  [-1, -1],
  [1, 1],
  [-5, -2],
  [2, 5],
  [-20, 20],
] as const) {
  test(`the mean from ${from} to ${to} is the plain sum over the stretch, cut at the edges`, () => {
    const values = Float64Array.from([9, 1, 2, 4, 8, 16, 32, 64, 9]);
    const [start, end] = [1, 8];
    const target = new Float64Array(values.length);
    addWindowMeans({ values, slot: { name: 'tested', from, to }, target, start, end });
    const expected = Array.from(values, (_value, place) => {
      let sum = 0;
      for (let other = Math.max(start, place + from); other <= Math.min(end - 1, place + to); other += 1) {
        sum += values[other] ?? 0;
      }
      return place < start || place >= end ? 0 : sum / (to - from + 1);
    });
    target.forEach((value, place) => assert.ok(Math.abs(value - (expected[place] ?? 0)) < 1e-9));
  });
}
