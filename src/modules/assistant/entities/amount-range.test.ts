import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findAmount, findOtherBound } from './amount-range.ts';

/** `[50000 .. 100000)`: the bounds, with a square bracket where the bound itself is meant. */
function boundsIn(text: string): string | null {
  const found = findAmount(text);
  if (found === null) return null;
  const { least, most, includesLeast, includesMost, currency } = found.range;
  return `${includesLeast ? '[' : '('}${least ?? ''} .. ${most ?? ''}${includesMost ? ']' : ')'}${currency === null ? '' : ` ${currency}`}`;
}

describe('bounds of an amount in a question', () => {
  it('are found however they are put', () => {
    const bounds: readonly (readonly [string, string])[] = [
      ['deals over $50k', '(50000 .. ) USD'],
      ['deals worth more than 75,000', '(75000 .. )'],
      ['opportunities that are bigger than €20k', '(20000 .. ) EUR'],
      ['anything exceeding 1.5m dollars', '(1500000 .. ) USD'],
      ['deals north of 100 grand', '(100000 .. )'],
      ['deals over fifty thousand', '(50000 .. )'],
      ['more than two hundred thousand dollars', '(200000 .. ) USD'],
      ['renewals under 20k', '( .. 20000)'],
      ['deals with an amount below $9,500.50', '( .. 9500.5) USD'],
      ['smaller than half a million', '( .. 500000)'],
      ['at least $10k', '[10000 .. ) USD'],
      ['$100k+ deals', '[100000 .. ) USD'],
      ['deals of 40k or more', '[40000 .. )'],
      ['deals up to 10k', '( .. 10000]'],
      ['no more than 30,000', '( .. 30000]'],
      ['deals of $50,000 or less', '( .. 50000] USD'],
      ['between 20k and 50k', '[20000 .. 50000]'],
      ['between 20 and 50k', '[20000 .. 50000]'],
      ['from $10,000 to $12,000', '[10000 .. 12000] USD'],
      ['above 20k but under 50k', '(20000 .. 50000)'],
      ['deals worth exactly $8,000', '[8000 .. 8000] USD'],
      ['deals with a value over 500', '(500 .. )'],
    ];
    for (const [text, expected] of bounds) assert.equal(boundsIn(text), expected, text);
  });

  it('are cut out, and the rest of the question stays', () => {
    assert.equal(
      findAmount('which deals worth more than $50k close this quarter?')?.rest.replaceAll(/\s+/g, ' '),
      'which deals close this quarter?',
    );
  });

  it('are none where something else is counted, or nothing', () => {
    for (const text of [
      'deals with more than 3 calls',
      'quiet for over 30 days',
      'calls longer than 45 minutes',
      'over 80% of deals',
      'between us and them',
      'what is over',
      'under pressure',
      'between 50k and 20k',
      '',
    ])
      assert.equal(boundsIn(text), null, text);
  });

  it('that are not understood are named, so that nothing is counted without them', () => {
    assert.match(findOtherBound('deals with more than 3 calls') ?? '', /more than 3 calls/);
    assert.match(findOtherBound('calls longer than half an hour') ?? '', /longer than/);
    assert.equal(findOtherBound('which deals are over their close date'), null);
    assert.equal(findOtherBound('who has more deals'), null);
  });
});
