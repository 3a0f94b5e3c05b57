import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namesMore } from './names-more.ts';

describe('namesMore', () => {
  it('is told of a thing that the other words do not speak of, and of no other words for the same', () => {
    const letter = "I'll send you the sample letter with the county seal";
    assert.equal(namesMore("I'll send the sample letter and the security packet", letter), true);
    assert.equal(
      namesMore("I'll get you the onboarding plan, and that sample letter with the county seal", letter),
      true,
    );
    assert.equal(namesMore("I'll get the sample letter to you by Friday, and the county seal is on it", letter), false);
    assert.equal(namesMore("So I'll send you that letter, honestly, on Friday and not later", letter), false);
  });
});
