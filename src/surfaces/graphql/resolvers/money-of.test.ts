import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moneyOf } from './money-of.ts';

test('an amount of the CRM is whole smallest units of its currency', () => {
  const cases = [
    ['48600.50', 'USD', 4_860_050],
    ['48600', 'USD', 4_860_000],
    ['48600.505', 'USD', 4_860_051],
    ['0.1', 'USD', 10],
    ['-12.3', 'EUR', -1230],
    ['0', 'USD', 0],
    ['1500', 'JPY', 1500],
    ['1.2345', 'BHD', 1235],
  ] as const;
  for (const [amount, currency, minorUnits] of cases) {
    assert.deepEqual(moneyOf({ amount, currency }), { minorUnits, currency }, amount);
  }
});

test('what is no amount, or more than a number holds, is not guessed at', () => {
  for (const amount of [null, '', 'about 5', '1e9', '12,000', '99999999999999999999']) {
    assert.equal(moneyOf({ amount, currency: 'USD' }), null, String(amount));
  }
  assert.equal(moneyOf({ amount: '5', currency: 'dollars' }), null);
});
