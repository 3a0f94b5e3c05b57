import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const quote = {
  quote: 'Their integration was slow.',
  speaker: 'Sam Ortiz',
  side: 'external',
  callId: 'call_1',
  title: 'Pricing',
  date: '2026-09-01',
  account: 'Larkspur Hill',
  accountId: 'rec_9',
  turn: 3,
  path: '/calls/main/call_1#turn-3',
};
const card = {
  competitor: 'Payloom',
  audience: 'internal',
  state: 'ready',
  mentions: 7,
  calls: 5,
  said: [quote],
  objections: [{ kind: 'price', outcome: 'answered', objection: quote, answer: { ...quote, side: 'internal' } }],
  deals: {
    open: 1,
    won: 3,
    lost: 2,
    winRate: 0.6,
    listed: [{ recordId: 'r', name: 'Larkspur', stage: null, state: 'won', mentions: 2, isNamedInCrm: true }],
  },
  passages: [{ documentId: 'd', name: 'card.md', title: 'Card', audience: 'external', passage: 'Two days.' }],
  unknown: [],
};

describe('sophia battlecard', () => {
  it('lists the competitors', async () => {
    const competitors = [{ name: 'Payloom', mentions: 4, calls: 2, isSufficient: false }];
    const { asked, output } = await runCommand(['battlecard'], { competitors });
    assert.deepEqual(asked, [['competitors.list', {}]]);
    assert.match(output, /Payloom +4 +2 +insufficient signal/u);
  });

  it('shows one with quotes, answers, deals, and whom each part is for', async () => {
    const { asked, output } = await runCommand(['battlecard', 'Payloom'], card);
    assert.deepEqual(asked, [['battlecard.get', { competitor: 'Payloom', audience: 'internal' }]]);
    assert.match(output, /^Payloom: 7 mentions in 5 calls \(internal, not for customers\)$/mu);
    assert.match(
      output,
      /Sam Ortiz \(theirs, Larkspur Hill, 2026-09-01\): “Their integration was slow\.” \/calls\/main\/call_1#turn-3/u,
    );
    assert.match(output, /answered by Sam Ortiz \(ours/u);
    assert.match(output, /1 open, 3 won, 2 lost \(win rate 60 %\)/u);
    assert.match(output, /Larkspur: won, 2 mentions, named in the CRM/u);
    assert.match(output, /Card \(external\): Two days\./u);
  });

  it('says that there is none where too little was said, and what a customer may be told', async () => {
    const few = { ...card, state: 'insufficient', mentions: 4, said: [], objections: [], deals: null, passages: [] };
    const { output } = await runCommand(['battlecard', 'Payloom'], few);
    assert.match(output, /insufficient signal for a battlecard, which takes 5 mentions\. It was mentioned 4 times/u);
    const external = {
      ...card,
      audience: 'external',
      mentions: null,
      calls: null,
      said: [],
      objections: [],
      deals: null,
    };
    const told = await runCommand(['battlecard', 'Payloom', '--audience', 'external'], external);
    assert.match(told.output, /^Payloom: what a customer may be told\nFrom documents:\n {2}Card/u);
  });
});
