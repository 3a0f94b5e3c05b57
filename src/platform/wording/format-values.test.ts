import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  formatClock,
  formatCount,
  formatDay,
  formatInstant,
  formatLength,
  formatMoney,
  formatNumber,
  formatScore,
  formatShare,
  formatShortDay,
  formatStart,
} from './format-values.ts';

describe('format values', () => {
  it('says moments and lengths', () => {
    assert.deepEqual([0, 65_900, 3_725_000].map(formatClock), ['0:00', '1:05', '1:02:05']);
    assert.deepEqual([940, 9_000, 52_400, 59_700, 473_000, 2_880_000, 3_900_000].map(formatLength), [
      '0.9 s',
      '9 s',
      '52 s',
      '1 min',
      '7 min 53 s',
      '48 min',
      '1 h 5 min',
    ]);
  });

  it("says days, with the year where it is another than the call's", () => {
    assert.equal(formatDay('2026-10-06'), 'Tuesday, October 6, 2026');
    assert.equal(formatDay('soon'), 'soon');
    assert.equal(formatShortDay('2026-10-08', '2026-10-06'), 'Thu, Oct 8');
    assert.equal(formatShortDay('2027-02-01', '2026-10-06'), 'Mon, Feb 1, 2027');
    assert.equal(formatShortDay('2026-10-08', null), 'Thu, Oct 8, 2026');
  });

  it('says when a call began in its own zone', () => {
    assert.equal(formatStart('2026-10-06T18:00:00Z', 'America/New_York'), '14:00 (America/New_York)');
    assert.equal(formatStart('2026-10-06T18:00:00Z', 'Nowhere/City'), '18:00 UTC (Nowhere/City)');
    assert.equal(formatStart(null, 'UTC'), null);
    assert.equal(formatInstant('2026-10-06T18:03:11Z'), 'October 6, 2026, 18:03 UTC');
  });

  it('says money in the smallest unit of its currency', () => {
    assert.equal(formatMoney(21_840_000, 'USD'), '$218,400');
    assert.equal(formatMoney(350, 'USD'), '$3.50');
    assert.equal(formatMoney(500, 'JPY'), '¥500');
    assert.equal(formatMoney(350, null), '3.50');
    assert.equal(formatMoney(10_000_000, null), '100,000');
    assert.equal(formatMoney(350, '<b>'), '3.50 <b>');
  });

  it('says shares, scores, numbers and counts', () => {
    assert.deepEqual([0, 0.002, 0.424, 1].map(formatShare), ['0%', '<1%', '42%', '100%']);
    assert.deepEqual([0.04, 0.36, -0.2].map(formatScore), ['0', '+0.4', '−0.2']);
    assert.deepEqual([1234.56, 10, 0].map(formatNumber), ['1,234.6', '10', '0']);
    assert.deepEqual([formatCount(1, 'claim'), formatCount(1200, 'claim')], ['1 claim', '1,200 claims']);
  });
});
