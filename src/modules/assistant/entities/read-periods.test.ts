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

  it('are one where they are joined and touch, and asked back about where they do not touch', () => {
    for (const [text, from, to, masked] of [
      ['what did we win in october and november', '2026-10-01', '2026-11-30', 'what did we win {period}'],
      ['deals won in September, October and November', '2026-09-01', '2026-11-30', 'deals won {period}'],
      ['calls in Q2 and Q3 with Maya', '2026-04-01', '2026-09-30', 'calls {period} with Maya'],
      ['deals closing today or tomorrow', '2026-11-16', '2026-11-17', 'deals closing {period}'],
      ['won this month and last month', '2026-10-01', '2026-11-30', 'won {period}'],
    ] as const) {
      const found = readPeriods({ text, today: '2026-11-16' });
      assert.deepEqual(
        [found.period?.from, found.period?.to, found.text, found.unread],
        [from, to, masked, null],
        text,
      );
    }
    assert.equal(read('what did we win in August and October')[2], 'august and october');
  });

  it('are not two for one thing', () => {
    assert.deepEqual(read('deals closing today or on Friday').slice(0, 3), ['2026-11-16', null, null]);
  });
});
