import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { retryWaitMs } from './retry-wait-ms.ts';

describe('the waits between the attempts of the inbox', () => {
  it('double from one second on, with up to half of that beside it by chance', () => {
    for (const [drawn, waits] of [
      [0, [1000, 2000, 4000]],
      [0.5, [1250, 2500, 5000]],
      [0.999_999, [1500, 3000, 6000]],
    ] as const) {
      const found = [1, 2, 3].map((attempt) => retryWaitMs({ attempt, random: () => drawn }));
      assert.deepEqual(found, waits);
    }
  });

  it('differ for two events that failed together', () => {
    const draws = [0.2, 0.7];
    const waits = [1, 1].map((attempt) => retryWaitMs({ attempt, random: () => draws.shift() ?? 0 }));
    assert.equal(new Set(waits).size, 2);
  });
});
