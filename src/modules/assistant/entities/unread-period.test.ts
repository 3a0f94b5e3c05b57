import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unreadPeriod } from './unread-period.ts';

describe('a span of days that is not understood', () => {
  it('is a number with a unit, or what follows since, until, last, next or this', () => {
    const unread: readonly (readonly [string, string])[] = [
      ['deals with no next step that close in 2 weeks', '2 weeks'],
      ['calls three weeks ago', 'three weeks ago'],
      ['calls of the past few weeks', 'few weeks'],
      ['how many calls in the last wek', 'last wek'],
      ['deals closing next sprint', 'next sprint'],
      ['what changed since the kickoff', 'since the kickoff'],
      ['what do we owe until easter', 'until easter'],
      ['calls on friday', 'on friday'],
      ['what closes at the end of october', 'end of october'],
      ['what closes at the end of {period}', 'end of period'],
    ];
    for (const [text, words] of unread) assert.equal(unreadPeriod(text), words, text);
  });

  it('is none where a thing is meant, a name or days that are known', () => {
    for (const text of [
      'what changed since {period}',
      'when was the last call with {account}',
      'what is the next step',
      'when did we last speak to {account}',
      'when did {rep} last visit {account}',
      'how is the {account} deal coming along',
      'who is next with {account}',
      'when was the last demo for {account}',
      'what happened in this deal',
      'has this {account} deal moved',
      'calls {period}',
      'pipeline by month',
      'how many days does a deal take',
      'when was the crm last synced',
    ]) {
      assert.equal(unreadPeriod(text), null, text);
    }
  });
});
