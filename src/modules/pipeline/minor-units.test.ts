import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minorUnitsOf } from './minor-units.ts';

function inUsd(text: string | null): number | null {
  return minorUnitsOf({ text, currency: 'USD' });
}

describe('an amount of the CRM in minor units', () => {
  it('is exact to the cent, where a fraction would not be', () => {
    assert.deepEqual(
      ['48600.5', '0.29', '1.15', '70368744177663.99', '12', '12.', ' 7 ', '-3.50', '0'].map(inUsd),
      [4_860_050, 29, 115, 7_036_874_417_766_399, 1200, 1200, 700, -350, 0],
    );
  });

  it('rounds what is finer than the currency, half of one away from zero', () => {
    assert.deepEqual(['1.005', '1.0049', '-1.005', '0.999'].map(inUsd), [101, 100, -101, 100]);
    assert.equal(minorUnitsOf({ text: '1200.5', currency: 'JPY' }), 1201);
    assert.equal(minorUnitsOf({ text: '1.2345', currency: 'KWD' }), 1235);
    assert.equal(minorUnitsOf({ text: '5', currency: 'points' }), 500);
  });

  it('is none where there is no amount, or one that no number holds', () => {
    assert.deepEqual([null, '', 'n/a', '1,200', '1e5', '99999999999999999999'].map(inUsd), Array(6).fill(null));
  });
});
