import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findPeriodSides } from './find-period-sides.ts';

const today = '2026-11-16';

describe('times that are compared', () => {
  it('are read in their order, whatever stands between them', () => {
    for (const [text, names, masked] of [
      ['compare this quarter with last quarter', ['this quarter', 'last quarter'], 'compare {period} with {period}'],
      ['Q3 vs Q4 of Maya', ['q3', 'q4'], '{period} vs {period} of Maya'],
      ['compare october and november', ['october', 'november'], 'compare {period} and {period}'],
      ['how does Q3 2025 compare to Q3 2026', ['q3 2025', 'q3 2026'], 'how does {period} compare to {period}'],
    ] as const) {
      const found = findPeriodSides({ text, today });
      assert.deepEqual([found?.sides.map(({ said }) => said), found?.text], [[...names], masked], text);
    }
  });

  it('are none where nothing is compared, or one time is named, also twice', () => {
    for (const text of [
      'deals created in October that close this quarter',
      'compare Maya and Ben this quarter',
      'compare Maya this quarter with Ben this quarter',
      'deals versus Payloom in October',
    ])
      assert.equal(findPeriodSides({ text, today }), null, text);
  });
});
