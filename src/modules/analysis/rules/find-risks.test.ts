import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ours, salesFindings, theirs } from '#test/sales-findings';

const middle = [
  ours('So that is the report for each property.'),
  theirs('Okay, and the owners see the same page.'),
  ours('They see their own properties and nothing else.'),
  theirs('All right.'),
];

describe('risks', () => {
  it('name a call that the buyer ends without a next step', () => {
    const { risks } = salesFindings([...middle, ...middle, theirs("We'll be in touch when things calm down.")]);
    assert.deepEqual(
      risks.map(({ kind, quote }) => ({ kind, quote })),
      [{ kind: 'delay', quote: "We'll be in touch when things calm down." }],
    );
  });

  it('leave out the same words of our side, in the middle of a call, and with a day', () => {
    const { risks } = salesFindings([
      theirs("I'll let you know."),
      ...middle,
      ...middle,
      theirs("We'll be in touch on Thursday."),
      ours("We'll be in touch."),
    ]);
    assert.deepEqual(risks, []);
  });
});
