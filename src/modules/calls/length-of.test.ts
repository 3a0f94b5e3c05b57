import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lengthOf } from './length-of.ts';

describe('the length of a call', () => {
  it('goes from the first word to the last, whoever speaks longest, and is unknown without times', () => {
    const turns = [
      { text: '...', startMs: 0, endMs: 900 },
      { text: 'Good morning.', startMs: 3000, endMs: 190_000 },
      { text: 'Yes.', startMs: 100_000, endMs: 101_000 },
    ];
    assert.equal(lengthOf(turns), 187_000);
    assert.equal(lengthOf([...turns, { text: 'And?', startMs: null, endMs: null }]), null);
    assert.equal(lengthOf([]), null);
  });
});
