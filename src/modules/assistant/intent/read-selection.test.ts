import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findConditions } from '../entities/conditions.ts';
import { emptySlots, type Slots } from '../entities/slots.ts';
import { readSelection } from './read-selection.ts';

const thing = [{ id: '1', name: 'Larkspur Hill' }];
const days = { from: '2026-10-01', to: '2026-10-31', name: 'october' };

function kindOf(text: string): string | null {
  const { conditions, rest } = findConditions(text);
  const slots: Slots = {
    ...emptySlots,
    ...conditions,
    accounts: rest.includes('{account}') ? thing : [],
    owners: rest.includes('{rep}') ? thing : [],
    stage: rest.includes('{stage}') ? { ids: ['s1'], name: 'Discovery', ended: null } : null,
    competitor: rest.includes('{competitor}') ? 'Payloom' : null,
    period: rest.includes('{period}') ? days : null,
  };
  return readSelection({ masked: rest, slots })?.kind ?? null;
}

describe('a question that selects deals or calls', () => {
  it('is known by its state, whatever narrows it', () => {
    const kinds: readonly (readonly [string, string])[] = [
      ['show me all open opportunities of {rep} worth more than $100k', 'deals.open'],
      ['how many deals between 20k and 50k are in {stage}', 'deals.open'],
      ['which renewals under $20k close {period}', 'deals.closing'],
      ['how many deals over 75k did we win {period}', 'deals.won'],
      ['deals {rep} lost to {competitor}', 'deals.lost'],
      ['largest deal lost to {competitor}', 'deals.lost'],
      ['new deals above 100k {period}', 'deals.created'],
      ['overdue deals over $50k', 'deals.overdue'],
      ['deals over $100k without a next step', 'deals.no_next_step'],
      ['deals without a competitor', 'deals.open'],
      ['deals of {rep} against {competitor}', 'deals.competitor'],
      ['what is the smallest open deal', 'deals.largest'],
      ['which stage has the most deals', 'pipeline.by_stage'],
      ['who has the fewest open deals', 'pipeline.by_rep'],
      ['total value of open deals below $30,000', 'pipeline.total'],
      ['win rate by rep', 'pipeline.win_rate'],
      ['average deal size per stage', 'deals.average'],
      ['which deals over 50k are at risk', 'warnings.at_risk'],
      ['which account did we talk to the most {period}', 'calls.per_rep'],
      ['shortest call {period}', 'calls.longest'],
      ['first call with {account}', 'calls.list'],
    ];
    for (const [text, expected] of kinds) assert.equal(kindOf(text), expected, text);
  });

  it('is not read so where a word has no part in it, or one deal is meant', () => {
    for (const text of [
      'how much is the deal worth',
      'what is the {account} deal worth',
      'which deals mention {competitor}',
      'when did we win our first deal',
      'why do we lose deals',
      'deals in texas',
      'deals that are both won and lost',
      'who has the most kids',
      'what is the largest country',
      'tell me about open source',
      '',
    ])
      assert.equal(kindOf(text), null, text);
  });
});
