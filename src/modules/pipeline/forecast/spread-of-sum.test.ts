import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Chance, placeOfShare, spreadOfSum } from './spread-of-sum.ts';

/** All ways in which the deals can come, one after the other. */
function counted(deals: readonly Chance[]): { sum: number; chance: number }[] {
  return deals.reduce(
    (ways, { amountMinor, chance }) => [
      ...ways.map((way) => ({ ...way, chance: way.chance * (1 - chance) })),
      ...ways.map((way) => ({ sum: way.sum + amountMinor, chance: way.chance * chance })),
    ],
    [{ sum: 0, chance: 1 }],
  );
}

describe('the spread of a sum', () => {
  it('is what counting all ways gives', () => {
    const deal = fc.record({
      amountMinor: fc.integer({ min: 0, max: 90 }),
      chance: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(deal, { maxLength: 8 }), fc.constantFrom(0.1, 0.5, 0.9), (deals, share) => {
        const { chances, stepMinor } = spreadOfSum(deals);
        assert.equal(stepMinor, 1);
        const ways = counted(deals);
        for (const [sum, chance] of chances.entries()) {
          const expected = ways.filter((way) => way.sum === sum).reduce((total, way) => total + way.chance, 0);
          assert.ok(Math.abs(chance - expected) < 1e-9);
        }
        const place = placeOfShare(chances, share);
        const below = ways.filter(({ sum }) => sum <= place).reduce((total, way) => total + way.chance, 0);
        assert.ok(below >= share - 1e-9);
      }),
    );
  });

  it('keeps to a thousandth of large amounts, and its chances add up', () => {
    const deals = [40_000_00, 2_500_000_00, 17_31].map((amountMinor) => ({ amountMinor, chance: 0.5 }));
    const { chances, stepMinor } = spreadOfSum(deals);
    assert.equal(stepMinor, 254_002);
    assert.ok(Math.abs(chances.reduce((sum, chance) => sum + chance, 0) - 1) < 1e-9);
    assert.ok(Math.abs(placeOfShare(chances, 0.9) * stepMinor - 2_540_017_31) < 2 * stepMinor);
  });
});
