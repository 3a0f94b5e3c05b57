import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutPolarity } from './polarity.ts';

function cut(sentence: string, quote: string): string | null {
  const start = sentence.indexOf(quote);
  assert.notEqual(start, -1);
  return cutPolarity({ sentence, start, end: start + quote.length });
}

test('a negation that was left out is seen, before and behind the quote', () => {
  assert.equal(cut("I don't think we would sign this year.", 'we would sign this year'), 'negation_cut');
  assert.equal(cut('We would sign this year, or never.', 'We would sign this year'), 'negation_cut');
  assert.equal(cut('It is not that we love the price.', 'we love the price'), 'negation_cut');
});

test('a hedge or a condition that was left out is seen', () => {
  assert.equal(cut('If legal agrees, we sign on Friday.', 'we sign on Friday'), 'hedge_cut');
  assert.equal(cut('We sign on Friday unless legal objects.', 'We sign on Friday'), 'hedge_cut');
  assert.equal(cut('Maybe we move the renewal up.', 'we move the renewal up'), 'hedge_cut');
});

test('what stands beyond a turning word or a semicolon is another statement', () => {
  assert.equal(cut("I can't speak for finance, but we want this.", 'we want this'), null);
  assert.equal(cut('We want this; finance does not.', 'We want this'), null);
});

test('a whole sentence is never cut', () => {
  const sentence = 'We will not sign before Friday.';
  assert.equal(cut(sentence, sentence), null);
});

test('harmless words may be left out', () => {
  assert.equal(cut('So, um, we sign on Friday then.', 'we sign on Friday'), null);
});
