import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPeriod } from './read-period.ts';

/** Still the 14th in Chicago, a Monday. */
const now = new Date('2026-09-15T03:00:00Z');

function read(text: string, ahead = false): string | null {
  const period = readPeriod({ text, now, timeZone: 'America/Chicago', ahead });
  return period === null ? null : `${period.from}..${period.to}`;
}

test('a period is read in words and in dates, in the zone of the people', () => {
  assert.equal(read('today'), '2026-09-14..2026-09-14');
  assert.equal(read(' Yesterday '), '2026-09-13..2026-09-13');
  assert.equal(read('this week'), '2026-09-14..2026-09-20');
  assert.equal(read('last week'), '2026-09-07..2026-09-13');
  assert.equal(read('this month'), '2026-09-01..2026-09-30');
  assert.equal(read('last month'), '2026-08-01..2026-08-31');
  assert.equal(read('this quarter'), '2026-07-01..2026-09-30');
  assert.equal(read('last 7 days'), '2026-09-08..2026-09-14');
  assert.equal(read('next 14 days'), '2026-09-14..2026-09-28');
  assert.equal(read('2026-02-28'), '2026-02-28..2026-02-28');
  assert.equal(read('2026-01-05 to 2026-01-09'), '2026-01-05..2026-01-09');
});

test('a month by its name is the last one, or the next where what is to come is asked about', () => {
  assert.deepEqual([read('december'), read('December', true)], ['2025-12-01..2025-12-31', '2026-12-01..2026-12-31']);
  assert.deepEqual([read('feb'), read('feb', true)], ['2026-02-01..2026-02-28', '2027-02-01..2027-02-28']);
  assert.deepEqual([read('september', true), read('march 2024')], ['2026-09-01..2026-09-30', '2024-03-01..2024-03-31']);
  assert.deepEqual([read('next month'), read('next week')], ['2026-10-01..2026-10-31', '2026-09-21..2026-09-27']);
  assert.deepEqual([read('next quarter'), read('last quarter')], ['2026-10-01..2026-12-31', '2026-04-01..2026-06-30']);
  assert.equal(read('this year'), '2026-01-01..2026-12-31');
});

test('what is no period is none', () => {
  for (const text of ['', 'soon', '2026-02-30', '2026-01-09..2026-01-05', 'last 0 days', 'last 999 days']) {
    assert.equal(read(text), null, text);
  }
});
