import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findPhrase, phraseOf } from './find-phrase.ts';

function startOf(text: string, query: string): number | null {
  const phrase = phraseOf(query);
  return phrase === null ? null : (findPhrase({ text, phrase })?.start ?? null);
}

describe('a phrase', () => {
  test('is found word for word, case, quotation marks and punctuation aside', () => {
    assert.equal(startOf('Well, that’s a Hard pill, to swallow.', '"That\'s a hard pill to swallow"'), 6);
  });

  test('is not its words in another order, with others between them, or a part of longer ones', () => {
    for (const text of ['the pill is hard', 'a hard little pill', 'hard pills', 'so hard']) {
      assert.equal(startOf(text, 'hard pill'), null, text);
    }
  });

  test('has two words at least', () => {
    assert.equal(phraseOf('pill'), null);
    assert.equal(phraseOf('…'), null);
  });
});
