import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Battlecard, BattlecardQuote } from '#contracts';
import type { BattlecardPage } from '../schema.ts';
import { renderBattlecardHtml } from './render-battlecard-html.ts';

const quote: BattlecardQuote = {
  quote: 'Their <b>bank</b> integration was slow.',
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
const card: Battlecard = {
  competitor: 'Payloom',
  audience: 'internal',
  state: 'ready',
  mentions: 7,
  calls: 5,
  said: [quote],
  objections: [
    {
      kind: 'price',
      outcome: 'answered',
      objection: quote,
      answer: { ...quote, side: 'internal', turn: 4, path: '/calls/main/call_1#turn-4' },
    },
  ],
  deals: {
    open: 1,
    won: 3,
    lost: 2,
    winRate: 0.6,
    listed: [
      { recordId: 'rec_1', name: 'Larkspur', stage: 'Contract Sent', state: 'open', mentions: 2, isNamedInCrm: true },
    ],
  },
  passages: [
    { documentId: 'doc_1', name: 'card.md', title: 'Payloom', audience: 'external', passage: 'We settle in two days.' },
  ],
  unknown: [],
};
const page: Omit<BattlecardPage, 'card'> = {
  workspaceName: 'Tidewater',
  viewer: null,
  workspaceId: 'main',
  tab: 'calls',
  competitors: [],
};

describe('the page of a battlecard', () => {
  it('opens each quote at its turn, and marks what is internal and what a customer may be told', () => {
    const text = renderBattlecardHtml({ ...page, card });
    assert.match(text, /“Their &lt;b&gt;bank&lt;\/b&gt; integration was slow\.”/);
    assert.match(text, /href="\/calls\/main\/call_1#turn-3"/);
    assert.match(text, /href="\/calls\/main\/call_1#turn-4"/);
    assert.match(text, /Win rate <strong>60 %<\/strong> of 5 closed/);
    assert.match(text, /href="\/deals\/main\/rec_1"/);
    assert.match(text, /id="said-title">What is said of it <span class="tag tag-mild">internal, not for customers/);
    assert.match(text, /Payloom <span class="tag tag-good">may be shown to customers/);
    assert.match(text, /href="\/battlecards\/main\/Payloom\?audience=external"/);
  });

  it('opens the calls about the account of a quote, and names one that cannot be opened', () => {
    const example = renderBattlecardHtml({ ...page, workspaceId: 'example', tab: 'example', card });
    const account =
      /Sam Ortiz, theirs, <a href="\/\?tab=example&amp;account=rec_9"[^>]*><bdi>Larkspur Hill<\/bdi><\/a>, Tue, Sep 1/;
    assert.match(example, account);
    const said = [{ ...quote, accountId: null }];
    const bare = renderBattlecardHtml({ ...page, card: { ...card, said, objections: [] } });
    assert.match(bare, /Sam Ortiz, theirs, Larkspur Hill, Tue, Sep 1/);
    const unknown = [{ ...quote, account: null, accountId: null, date: null }];
    const least = renderBattlecardHtml({ ...page, card: { ...card, said: unknown, objections: [] } });
    assert.match(least, /Sam Ortiz, theirs, <a href="\/calls\/main\/call_1#turn-3">/);
  });

  it('hides the win rate of few deals, and says that there is no card where little was said', () => {
    const deals = { open: 0, won: 1, lost: 0, winRate: null, listed: [] };
    const few = renderBattlecardHtml({ ...page, card: { ...card, deals } });
    assert.match(few, /No win rate: it takes 5 closed deals/);
    assert.doesNotMatch(few, / %/);
    const empty: Battlecard = {
      ...card,
      state: 'insufficient',
      mentions: 4,
      said: [],
      objections: [],
      deals: null,
      passages: [],
    };
    const none = renderBattlecardHtml({ ...page, card: empty });
    assert.match(none, /Insufficient signal: a battlecard takes 5 mentions in calls, and 4 are in those that you see/);
    assert.doesNotMatch(none, /id="said"/);
  });

  it('for a customer holds nothing of calls and deals', () => {
    const external: Battlecard = {
      ...card,
      audience: 'external',
      mentions: null,
      calls: null,
      said: [],
      objections: [],
      deals: null,
    };
    const text = renderBattlecardHtml({ ...page, card: external });
    assert.match(text, /We settle in two days/);
    assert.doesNotMatch(text, /internal, not for customers|id="said"|id="objections"|id="deals"/);
    const bare = { ...page, workspaceId: 'example', card: { ...external, passages: [] } };
    assert.match(renderBattlecardHtml(bare), /add FILE --audience external --workspace example<\/code>/);
  });

  it('lists the competitors, or says how to name some', () => {
    const competitors = [{ name: 'Pay/loom', mentions: 2, calls: 1, isSufficient: false }];
    const text = renderBattlecardHtml({ ...page, competitors, card: null });
    assert.match(text, /href="\/battlecards\/main\/Pay%2Floom">Pay\/loom<\/a> <span class="tag">insufficient signal/);
    assert.match(renderBattlecardHtml({ ...page, card: null }), /No competitors: name some in <code>workspace\.json/);
  });
});
