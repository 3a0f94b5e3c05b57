import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordPattern } from './word-pattern.ts';

/** The same expression as a program here reads it. */
function finds(expression: string, text: string): boolean {
  const pattern = wordPattern(expression)
    .replaceAll('[^[:alnum:]]', '[^\\p{L}\\p{N}]')
    .replaceAll('[[:alnum:]]', '[\\p{L}\\p{N}]');
  return new RegExp(pattern, 'iu').test(text);
}

test('a word is found as a whole, with the endings of the same word, and never inside another one', () => {
  for (const [expression, text] of [
    ['AI', 'We use AI for that.'],
    ['ai', 'It is all AI-driven'],
    ['API', 'Your APIs are fine'],
    ['apis', 'one API'],
    ['discounts', 'Could you discount it?'],
    ['integration', 'the bank integrations were slow'],
    ['policy', 'Our policies say no'],
    ['policies', 'the policy'],
    ['onboard', 'the onboarding went well'],
    ['price', 'they priced it high'],
    ['SOC 2', 'Do you have SOC-2?'],
    ['SOC2', 'a SOC 2 report'],
    ['status', 'the status is open'],
  ] as const) {
    assert.ok(finds(expression, text), `${expression} in ${text}`);
  }
  for (const [expression, text] of [
    ['AI', 'She said that the aim was paid'],
    ['ACH', 'each of us was aching'],
    ['SOC 2', 'SOC 1 and 2 more'],
    ['rent', 'the current one'],
    ['SSO', 'a lesson'],
    ['port', 'the report'],
  ] as const) {
    assert.ok(!finds(expression, text), `${expression} in ${text}`);
  }
});
