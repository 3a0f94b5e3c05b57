import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkWording } from './check-wording.ts';

function reason(text: string, quote: string): string | null {
  return checkWording({ text, quote, knownNames: ['Maya Okafor'] })?.reason ?? null;
}

test('the words of the quote itself pass', () => {
  assert.equal(reason('We sign on Friday for $3.50.', 'Okay, we sign on Friday for $3.50.'), null);
});

test('a number that the quote does not say is refused', () => {
  assert.equal(reason('They pay 40 a month.', 'We pay something every month.'), 'number_not_in_quote');
  assert.equal(reason('They have twelve sites.', 'We have a dozen sites, 12 in fact.'), null);
});

test('a weekday that the quote does not say is refused', () => {
  assert.equal(reason('They sign on Friday.', 'We sign next week.'), 'date_not_in_quote');
});

test('a name that neither the quote nor the call knows is refused', () => {
  assert.equal(reason('They asked, and Payloom answered.', 'We asked and somebody answered.'), 'name_not_in_quote');
  assert.equal(reason('Promised by Maya.', 'I will send it.'), null);
});

test('a wording that drops the denial of its quote is refused', () => {
  assert.equal(reason('They have budget.', 'We do not have budget.'), 'negation_cut');
  assert.equal(reason('They have no budget.', 'We do not have budget.'), null);
});
