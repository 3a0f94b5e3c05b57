import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { inSlices, rowsPerSlice } from './in-slices.ts';

describe('inSlices', () => {
  test('others get a turn after each full slice, and none is left out or done twice', async () => {
    const order: (readonly [number, number] | 'other')[] = [];
    const count = 2 * rowsPerSlice + 7;
    const done = inSlices({
      count,
      work: (from, end) => {
        order.push([from, end]);
        void setImmediate().then(() => order.push('other'));
        return end;
      },
    });
    await done;
    assert.deepEqual(order, [
      [0, rowsPerSlice],
      'other',
      [rowsPerSlice, 2 * rowsPerSlice],
      'other',
      [2 * rowsPerSlice, count],
    ]);
  });

  test('work that goes beyond its slice, to the end of a document, goes on from there', async () => {
    const starts: number[] = [];
    await inSlices({
      count: 3 * rowsPerSlice,
      work: (from, end) => {
        starts.push(from);
        return Math.min(3 * rowsPerSlice, end + 5);
      },
    });
    assert.deepEqual(starts, [0, rowsPerSlice + 5, 2 * rowsPerSlice + 10]);
  });

  test('of nothing, nothing is done', async () => {
    await inSlices({ count: 0, work: () => assert.fail('there is nothing to do') });
  });
});
