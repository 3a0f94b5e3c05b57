import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { comparable, isWholeWords, locateQuote } from './locate-quote.ts';

function locate(original: string, quote: string): string | null {
  const range = locateQuote({ haystack: comparable(original), original, quote, near: 0 });
  return range === null ? null : original.slice(range.start, range.end);
}

test('white space, case and punctuation do not matter', () => {
  assert.equal(
    locate('Well — we  don’t\nsign, before Friday!', "we don't SIGN before friday"),
    'we  don’t\nsign, before Friday',
  );
});

test('a changed word is not found', () => {
  assert.equal(locate('We do not sign before Friday.', 'We do sign before Friday.'), null);
  assert.equal(locate('We sign on Friday.', 'We sign on Fridays.'), null);
});

test('a part of a word is not the word', () => {
  assert.equal(locate('That is unacceptable to us.', 'acceptable to us'), null);
});

test('numbers keep their points and signs of money', () => {
  assert.equal(locate('It is $3.50 a unit.', 'It is $350 a unit.'), null);
  assert.equal(locate('It is $3.50 a unit.', 'It is 3.50 a unit.'), null);
  assert.equal(locate('We pay 1,000 dollars.', 'we pay 1000 dollars'), 'We pay 1,000 dollars');
});

test('of several places the nearest is taken', () => {
  const original = 'Yes. No. Yes.';
  assert.deepEqual(locateQuote({ haystack: comparable(original), original, quote: 'yes', near: 12 }), {
    start: 9,
    end: 12,
  });
});

test('text outside the basic plane keeps its range', () => {
  assert.equal(locate('Great 🎉 we 𝒔𝒊𝒈𝒏 today', 'we 𝒔𝒊𝒈𝒏 today'), 'we 𝒔𝒊𝒈𝒏 today');
});

test('a quote of nothing but punctuation is nowhere', () => {
  assert.equal(locate('Well... yes.', '...'), null);
});

test('every run of whole words of a text is found in it', () => {
  const words = fc.array(
    fc.stringMatching(/^[a-zA-Z0-9'’]{1,8}$/).filter((word) => /[a-zA-Z0-9]/.test(word)),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(words, fc.nat(), fc.nat(), (all, from, count) => {
      const start = from % all.length;
      const part = all.slice(start, start + 1 + (count % (all.length - start)));
      const found = locate(all.join(' '), part.join(', ').toUpperCase());
      assert.equal(found?.toLowerCase().replaceAll(/['’]/g, ''), part.join(' ').toLowerCase().replaceAll(/['’]/g, ''));
    }),
  );
});

test('a range that cuts a word or a number in two is not whole', () => {
  assert.equal(isWhole("I don't sign.", 'I do'), false);
  assert.equal(isWhole("I don't sign.", 'I don'), false);
  assert.equal(isWhole('We pay 2,400 a month.', 'We pay 2,40'), false);
  assert.equal(isWhole('We pay 2,400 a month.', 'We pay 2'), false);
  assert.equal(isWhole('It is $3.50 a unit.', '50 a unit'), false);
  assert.equal(isWhole('We pay 2,400, every month.', 'We pay 2,400'), true);
  assert.equal(isWhole("I don't sign.", "I don't sign"), true);
});

function isWhole(text: string, part: string): boolean {
  const start = text.indexOf(part);
  return isWholeWords({ text, start, end: start + part.length });
}
