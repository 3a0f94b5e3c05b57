import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CallFacts, chooseDeal, type DealFacts } from './choose-deal.ts';

function deal(values: Partial<DealFacts>): DealFacts {
  return {
    recordId: 'rec_1',
    name: 'Alder Point - Pay',
    createdAt: '2026-09-01T10:00:00.000Z',
    closedAt: null,
    isWon: false,
    movedAt: [],
    ownerId: null,
    contactsInCall: ['Ana Ruiz'],
    ...values,
  };
}

/** The id of the deal that is chosen, or why none is. */
function chosen(deals: readonly DealFacts[], values: Partial<CallFacts> = {}): string {
  const call = { title: null, startedAt: '2026-10-05T15:00:00.000Z', hostOwnerId: null, words: '', ...values };
  const choice = chooseDeal({ call, deals });
  return choice.outcome === 'chosen' ? choice.deal.recordId : choice.outcome;
}

const insight = deal({ recordId: 'rec_2', name: 'Alder Point - Insight' });

describe('the deal that a call is about', () => {
  it('was open at the time of the call, whatever became of it since', () => {
    const closedAt = '2026-11-05T10:00:00.000Z';
    assert.equal(chosen([deal({ closedAt })]), 'rec_1');
    assert.equal(chosen([deal({ createdAt: closedAt })]), 'none');
    assert.equal(chosen([deal({ closedAt: '2026-09-02T10:00:00.000Z' })]), 'none', 'closed long before');
    assert.equal(chosen([deal({ closedAt: '2026-10-01T10:00:00.000Z' })]), 'rec_1', 'closed lately');
  });

  it('that was won lately comes before an open one where the call begins the work, and behind it otherwise', () => {
    const won = deal({ closedAt: '2026-10-01T10:00:00.000Z', isWon: true });
    assert.equal(chosen([won, insight], { title: 'Alder Point - kickoff' }), 'rec_1');
    assert.equal(chosen([won, insight], { title: 'Alder Point - pricing' }), 'rec_2');
  });

  it('is told from another by who owns it, by its stage being moved after the call, or by its name being said', () => {
    assert.equal(chosen([deal({}), insight]), 'ambiguous');
    assert.equal(chosen([deal({ ownerId: '71' }), insight], { hostOwnerId: '71' }), 'rec_1');
    assert.equal(chosen([deal({ movedAt: ['2026-10-06T09:00:00.000Z'] }), insight]), 'rec_1');
    assert.equal(chosen([deal({ movedAt: ['2026-10-09T09:00:00.000Z'] }), insight]), 'ambiguous');
    assert.equal(chosen([deal({}), insight], { words: 'And for Insight we would start in May.' }), 'rec_2');
    assert.equal(chosen([deal({}), insight], { words: 'That is a real insight.' }), 'ambiguous', 'a common word');
  });

  it('is none for a call that looks after a customer, unless more than its people speaks for one', () => {
    const title = 'Alder Point: monthly check-in';
    assert.equal(chosen([insight], { title }), 'none');
    assert.equal(chosen([deal({ ownerId: '71' })], { title, hostOwnerId: '71' }), 'rec_1');
    assert.equal(chosen([deal({ recordId: 'rec_3', name: 'Alder Point - Renewal' }), insight], { title }), 'rec_3');
  });
});
