import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPeriod } from './read-period.ts';

function days(text: string): string {
  const { from, to } = readPeriod({ text, today: '2026-11-16' });
  return `${from} ${to}`;
}

describe('a period', () => {
  it('is read from words and from dates', () => {
    assert.equal(days('this quarter'), '2026-10-01 2026-12-31');
    assert.equal(days('Next  Quarter'), '2027-01-01 2027-03-31');
    assert.equal(days('last month'), '2026-10-01 2026-10-31');
    assert.equal(days('next month'), '2026-12-01 2026-12-31');
    assert.equal(days('this year'), '2026-01-01 2026-12-31');
    assert.equal(days('2026-Q4'), '2026-10-01 2026-12-31');
    assert.equal(days('Q1 2027'), '2027-01-01 2027-03-31');
    assert.equal(days('2028-02'), '2028-02-01 2028-02-29');
    assert.equal(days('2026-11-01..2026-11-30'), '2026-11-01 2026-11-30');
    assert.equal(days('2026-11-01 to 2026-11-01'), '2026-11-01 2026-11-01');
  });

  it('is refused with the forms that are read where it is none', () => {
    for (const text of [
      'soon',
      '2026-Q5',
      '2026-13',
      '2026-11-30..2026-11-01',
      '2026-02-30..2026-03-01',
      '',
      '9999-Q4',
    ]) {
      assert.throws(() => days(text), { code: 'input.invalid', message: /such as "this quarter"/u }, text);
    }
  });
});
