import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tidyQuote } from './tidy-quote.ts';

for (const [quote, tidied] of [
  ['Um, okay so, we lose about, uh, nine hours a week on it.', 'We lose about nine hours a week on it.'],
  ['So... the rent posts the next day.', 'The rent posts the next day.'],
  ['Well, no.', 'Well, no.'],
  ["I'm, um, I'm new, and we we started in October.", "I'm new, and we started in October."],
  ['We are not going to renew.', 'We are not going to renew.'],
  ['um', 'um'],
] as const) {
  test(`"${quote}" reads "${tidied}"`, () => assert.equal(tidyQuote(quote), tidied));
}

test('a denial, a hedge or a figure is never tidied away', () => {
  for (const word of ["can't", 'maybe', '$3.50', 'not', 'if']) {
    assert.ok(tidyQuote(`Yeah, well, um, ${word} we would pay it.`).toLowerCase().includes(word));
  }
});
