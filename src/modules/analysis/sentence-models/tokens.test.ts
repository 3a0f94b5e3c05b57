import assert from 'node:assert/strict';
import { test } from 'node:test';
import { termsOf, tokensOf } from './tokens.ts';

test('fillers go, contractions part, numbers keep only their length', () => {
  assert.deepEqual(tokensOf(['um', "we'll", 'send', '$3.50', 'or', '2,400', "don't", 'gonna']), [
    'we',
    "'ll",
    'send',
    '000',
    'or',
    '0000',
    'do',
    "n't",
    'going',
    'to',
  ]);
});

test('terms are single words and pairs with the edges marked', () => {
  assert.deepEqual(termsOf(['i', 'agree']), ['i', 'i agree', 'agree', 'agree >', '< i']);
  assert.deepEqual(termsOf([]), []);
});
