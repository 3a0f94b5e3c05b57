import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findGrouping, findRanking, withoutShape } from './shape.ts';

function groupIn(text: string): string | null {
  const found = findGrouping(text);
  return found === null ? null : [found.by, found.order, found.of].filter((part) => part !== null).join(' ');
}

function rankIn(text: string): string | null {
  const found = findRanking(text);
  return found === null ? null : [found.by, found.order, found.count].filter((part) => part !== null).join(' ');
}

describe('what is counted by what', () => {
  it('is found as a list of all, as the most and as the least', () => {
    const groups: readonly (readonly [string, string])[] = [
      ['open deals by stage', 'stage'],
      ['won deals per rep', 'owner'],
      ['how many renewals does each seller have', 'owner'],
      ['objections broken down by account', 'account'],
      ['how are deals spread over the stages', 'stage'],
      ['calls by month', 'month'],
      ['which stage has the most deals', 'stage most count'],
      ['what stage are most deals in', 'stage most count'],
      ['which stage holds the most money', 'stage most sum'],
      ['stage with the lowest total value', 'stage least sum'],
      ['the rep with the fewest open deals', 'owner least count'],
      ['who has the most pipeline', 'owner most sum'],
      ['who won the most', 'owner most'],
      ['which account did we talk to the most', 'account most'],
      ['which competitor do we lose to the most', 'competitor most'],
      ['which rep has the highest win rate', 'owner most'],
      ['top 3 reps by pipeline', 'owner most sum'],
      ['rank the reps by won deals', 'owner most count'],
    ];
    for (const [text, expected] of groups) assert.equal(groupIn(text), expected, text);
  });

  it('is not found where a superlative is about one thing, or somebody did it', () => {
    for (const text of [
      'which rep has the biggest deal',
      'what is the most recent call',
      'promises made by customers',
      'which competitors come up most often',
      'who is the champion',
      'the largest account',
      '',
    ])
      assert.equal(groupIn(text), null, text);
  });
});

describe('a superlative', () => {
  it('has what it goes by, its direction and how many are meant', () => {
    const ranks: readonly (readonly [string, string])[] = [
      ['what is our smallest deal', 'size least'],
      ['the three lowest value deals', 'size least 3'],
      ['top 5 deals', 'size most 5'],
      ['most valuable opportunities', 'size most'],
      ['oldest open deal', 'time least'],
      ['the two newest deals', 'time most 2'],
      ['which deal has been open the longest', 'time least'],
      ['shortest call last week', 'length least'],
      ['first call with {account}', 'time least'],
      ['which deal closes next', 'close least'],
      ['which renewal is due last', 'close most'],
    ];
    for (const [text, expected] of ranks) assert.equal(rankIn(text), expected, text);
  });

  it('is none where there is none', () => {
    for (const text of ['which deals close this quarter', 'top objections', 'first of all', ''])
      assert.equal(rankIn(text), null, text);
  });

  it('and a group can be taken out of a question', () => {
    assert.equal(withoutShape('which rep has the most overdue promises'), 'has overdue promises');
    assert.equal(withoutShape('objections per account {period}'), 'objections {period}');
  });
});
