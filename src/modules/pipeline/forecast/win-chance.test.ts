import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Observation, shiftedChance, winChance } from './win-chance.ts';

const observations: readonly Observation[] = [
  { days: 5, end: 'won' },
  { days: 10, end: 'lost' },
  { days: 10, end: 'won' },
  { days: 20, end: 'open' },
  { days: 30, end: 'won' },
];

function chanceIn(within: number, after = 0): number {
  return Math.round(winChance({ observations, after, within }) * 1e9) / 1e9;
}

describe('the chance of being won', () => {
  it('is the share of the past where all is known, and counts an open deal for as long as it was watched', () => {
    assert.equal(chanceIn(4), 0);
    assert.equal(chanceIn(5), 0.2);
    assert.equal(chanceIn(10), 0.4);
    // Of the two that were still open at 10 days one was watched up to day 20: what is left goes to the other.
    assert.equal(chanceIn(30), 0.8);
    assert.equal(chanceIn(10, 5), 0.2);
    assert.equal(winChance({ observations: [], after: 0, within: 90 }), 0);
  });

  it('is a share that grows with the days, and parts of the days add up', () => {
    const one = fc.record({ days: fc.integer({ min: 0, max: 60 }), end: fc.constantFrom('won', 'lost', 'open') });
    const days = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), days, days, (drawn, first, second) => {
        const [near, far] = first < second ? [first, second] : [second, first];
        const whole = winChance({ observations: drawn, after: -1, within: far });
        const parts =
          winChance({ observations: drawn, after: -1, within: near }) +
          winChance({ observations: drawn, after: near, within: far });
        assert.ok(whole >= 0 && whole <= 1);
        assert.ok(Math.abs(whole - parts) < 1e-9);
      }),
    );
  });

  it('is less certain in a small sample', () => {
    const small =
      shiftedChance({ chance: 0.5, sample: 8, errors: 1 }) - shiftedChance({ chance: 0.5, sample: 8, errors: -1 });
    const large =
      shiftedChance({ chance: 0.5, sample: 800, errors: 1 }) - shiftedChance({ chance: 0.5, sample: 800, errors: -1 });
    assert.ok(small > 0.3 && large < 0.04);
    assert.equal(shiftedChance({ chance: 0.3, sample: 20, errors: 0 }), 0.3);
  });
});
