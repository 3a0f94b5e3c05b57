import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wordsOf } from '../sentence-models/index.ts';
import { loadConcepts } from './concepts.ts';
import { createReader } from './reader.ts';

const concepts = loadConcepts();

describe('ideasOf', () => {
  it('names one idea for words that mean the same', () => {
    for (const word of ['steep', 'pricey', 'expensive'])
      assert.ok(ideas(`That is ${word}.`).includes('EXPENSIVE'), word);
  });

  it('knows other forms of a word', () => {
    assert.ok(ideas('They were worrying.').includes('WORRY'));
    assert.ok(ideas('She approves it.').includes('APPROVE'));
  });

  it('takes the longest phrase and keeps the negation in it', () => {
    const found = ideas("We don't need that.");
    assert.ok(found.includes('NONEED'));
    assert.ok(found.includes('NOT'));
    assert.ok(!found.includes('NEED'));
  });

  it('keeps the order of what was said', () => {
    const found = ideas('I doubt the board.');
    assert.ok(found.indexOf('I') < found.indexOf('TRUST'));
    assert.ok(found.indexOf('TRUST') < found.indexOf('DECIDER'));
  });

  it('finds nothing in words without an idea', () => {
    assert.deepEqual(ideas('Purple giraffes.'), []);
  });
});

function ideas(text: string): string[] {
  return createReader(concepts)(wordsOf(text)).ideas.map(({ concept }) => concept);
}
