import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPeriods } from './read-periods.ts';

function read(text: string) {
  const { period, created, unread, text: rest } = readPeriods({ text, today: '2026-11-16' });
  return [period?.from ?? null, created?.from ?? null, unread, rest];
}

describe('the periods of a question', () => {
  it('are that of the question and the one in which deals came in', () => {
    assert.deepEqual(read('deals won last week'), ['2026-11-09', null, null, 'deals won {period}']);
    assert.deepEqual(read('deals created in October that close this quarter'), [
      '2026-10-01',
      '2026-10-01',
      null,
      'deals that close {period}',
    ]);
    assert.deepEqual(read('what closes next month that came in last week'), [
      '2026-12-01',
      '2026-11-09',
      null,
      'what closes {period}',
    ]);
    assert.deepEqual(read('open deals'), [null, null, null, 'open deals']);
  });

  it('are not two for one thing', () => {
    assert.deepEqual(read('deals closing today or tomorrow').slice(0, 3), ['2026-11-16', null, 'tomorrow']);
  });
});
