import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findStay } from './find-stay.ts';

const today = '2026-11-16';

function stayIn(text: string): string | null {
  const found = findStay({ text, today });
  return found === null ? null : `${found.stay.name}, before ${found.stay.from}: ${found.text}`;
}

describe('how long a deal has been where it is', () => {
  it('is read with its number, exactly or as what is passed', () => {
    const stays: readonly (readonly [string, string])[] = [
      ['which deals have been in a stage for more than 30 days', 'more than 30 days, before 2026-10-17'],
      ['which deals are stuck for over two months', 'more than 2 months, before 2026-09-17'],
      ['which deals have been in Discovery for 30 days', '30 days or more, before 2026-10-18'],
      ['deals sitting in the same stage longer than a month', 'more than 1 month, before 2026-10-17'],
      ['deals stuck at least 2 weeks', '2 weeks or more, before 2026-11-03'],
      ['deals more than 45 days in their stage', 'more than 45 days, before 2026-10-02'],
      ['which deals have not moved in 3 weeks', '3 weeks or more, before 2026-10-27'],
      ["which deals haven't moved for over 3 weeks", 'more than 3 weeks, before 2026-10-26'],
      ['which deals have not moved in the last 10 days', '10 days or more, before 2026-11-07'],
      ['which deals did not change stage in six weeks', '6 weeks or more, before 2026-10-06'],
      ['deals in Discovery for more than 3 weeks', 'more than 3 weeks, before 2026-10-26'],
      ['stalled for 30+ days', '30 days or more, before 2026-10-18'],
    ];
    for (const [text, stay] of stays) assert.equal(stayIn(text)?.split(':')[0], stay, text);
  });

  it('leaves the rest of the question, and other days, as they are', () => {
    assert.equal(
      findStay({ text: 'deals closing this quarter that have not moved in 3 weeks', today })?.text,
      'deals closing this quarter that have not moved {stay}',
    );
  });

  it('is none where something else is asked', () => {
    for (const text of [
      'which deals moved in the last 30 days',
      'stage changes over the last 30 days',
      'which deals have not moved this month',
      'who has not talked to their customers in 2 weeks',
      'calls over the last 7 days',
      'which deals are stuck',
      'which customers have not replied in 2 weeks',
      'deals over 50k in Discovery',
      'deals in Discovery with no call for over two weeks',
      'deals without a call at all for two weeks',
      'deals stuck for 0 days',
    ])
      assert.equal(stayIn(text), null, text);
  });
});
