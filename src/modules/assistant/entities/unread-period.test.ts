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
      ['deals closing after 4 december', '4 december'],
      ['deals won before the 4th of oct', '4th of oct'],
      ['deals closing after december 4, 2026', 'december 4'],
      ['deals won before 2026-10-04', '2026-10-04'],
      ['deals won before may 4th', 'may 4th'],
      ['deals won before 4 may', '4 may'],
      ['how long do deals take since the kickoff', 'since the kickoff'],
      ['what closes at the end of {period}', 'end of period'],
      ['deals closing after {period}', 'after period'],
      ['next steps for 7d retail', '7d'],
      ['deals won 2w {rep}', '2w'],
      ['deals won by fri', 'by fri'],
      ['deals won before october', 'before october'],
      ['what did we lose before may', 'before may'],
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
      'calls with 3D Systems',
      'calls with 24W Labs',
      'pipeline by month',
      'how long has it been since we last talked to {account}',
      'how long since the first demo',
      'how many days until {account} closes',
      'how many weeks do we have left till the signature',
      'which 3 may close',
      'may 3 people join the demo',
      'calls in december 2026',
      'how many days does a deal take',
      'when was the crm last synced',
    ]) {
      assert.equal(unreadPeriod(text), null, text);
    }
  });
});
