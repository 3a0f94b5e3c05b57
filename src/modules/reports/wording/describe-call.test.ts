import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { saysTheSame, titleOfSource } from './describe-call.ts';

describe('titleOfSource', () => {
  it('makes a title of what a file name says', () => {
    const names = {
      '03-escalation-harrow-pine-2026-06-17.vtt': 'Escalation Harrow Pine',
      'calls/Q3 Review_ACME.transcript.srt': 'Q3 Review ACME.transcript',
      'their-call.vtt': 'Their Call',
      '2026-06-17.vtt': '2026-06-17.vtt',
      '-': '-',
    };
    for (const [source, title] of Object.entries(names)) assert.equal(titleOfSource(source), title);
  });
});

describe('saysTheSame', () => {
  it('takes a quote without a few words for the quote, and a summary for another text', () => {
    const quote = "And you'll have the cause in writing by noon tomorrow.";
    assert.equal(saysTheSame("You'll have the cause in writing by noon tomorrow", quote), true);
    assert.equal(saysTheSame('The cause in writing', quote), false);
    assert.equal(saysTheSame('Tom sends the cause in writing tomorrow.', quote), false);
  });
});
