import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSummaryRequest } from './summary-request.ts';

describe('a request to sum up a thread', () => {
  it('is known by its words, and outside of a thread only where it means one', () => {
    for (const text of [
      'summarize',
      '<@U0SOPHIA> summarize this thread',
      'Please summarise the discussion so far.',
      'can you sum up this conversation?',
      'TL;DR',
      'recap please',
      'give me a summary of this thread',
    ]) {
      assert.equal(isSummaryRequest({ text, isInThread: true }), true, text);
    }
    assert.equal(isSummaryRequest({ text: 'summarize', isInThread: false }), false);
    assert.equal(isSummaryRequest({ text: 'summarize this thread', isInThread: false }), true);
    for (const text of ['summarize the call with Larkspur', 'who said recap?', 'and last month?']) {
      assert.equal(isSummaryRequest({ text, isInThread: true }), false, text);
    }
  });
});
