import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GapCause } from '#contracts';
import type { LedgerPage } from '../schema.ts';
import { renderLedgerHtml } from './render-ledger-html.ts';

const page: LedgerPage = {
  workspaceName: 'Tidewater Ledger',
  viewer: null,
  tab: 'example',
  since: '2026-09-01',
  now: '2026-09-14T15:00:00Z',
  days: [],
  gaps: [],
  underWay: 0,
  drifts: [],
  undecided: [],
  undecidedBefore: 0,
  deadLetters: [],
  retries: true,
};

const gap: LedgerPage['gaps'][number] = {
  source: 'gong',
  externalId: '7120',
  callId: null,
  title: '<b>Larkspur</b>',
  address: 'https://gong.example/call?id=7120&x=<',
  day: '2026-09-13',
  missing: 'stored',
  cause: 'transcript_not_ready',
  detail: '',
  since: '2026-09-13T15:00:00Z',
  attempts: 4,
  nextAttemptAt: '2026-09-14T16:00:00Z',
};

describe('renderLedgerHtml', () => {
  it('says what to do while no call is known, and shows no table', () => {
    const html = renderLedgerHtml(page);
    assert.match(html, /No calls since Tue, Sep 1, 2026/);
    assert.match(html, /npm run sophia -- sync status/);
    assert.doesNotMatch(html, /<table/);
  });

  it('names the id of a call beside its title, and leads to where it is heard and to its report', () => {
    const html = renderLedgerHtml({ ...page, gaps: [{ ...gap, callId: 'call_1', missing: 'written' }] });
    assert.match(html, /<a href="https:\/\/gong\.example\/call\?id=7120&amp;x=&lt;" rel="noreferrer">7120<\/a>/);
    assert.match(html, /<a href="\/calls\/example\/call_1">&lt;b&gt;Larkspur&lt;\/b&gt;<\/a>/);
    assert.doesNotMatch(
      renderLedgerHtml({ ...page, gaps: [{ ...gap, callId: 'call_1' }] }),
      /\/calls\//,
      'no report yet',
    );
    const bare = renderLedgerHtml({ ...page, gaps: [{ ...gap, address: null }] });
    assert.match(bare, /<dt>Call in gong<\/dt><dd>7120<\/dd>/);
  });

  it('names a gap with its cause, age, attempts and next try, and escapes its title', () => {
    const html = renderLedgerHtml({ ...page, gaps: [gap] });
    assert.match(html, /&lt;b&gt;Larkspur&lt;\/b&gt;/);
    assert.match(html, /<strong>Not stored:<\/strong> the source has no transcript of it yet\./);
    assert.match(html, /<dt>Age<\/dt><dd>24 hours<\/dd>/);
    assert.match(html, /<dt>Attempts<\/dt><dd>4<\/dd>/);
    assert.match(html, /<dt>Next try<\/dt><dd>[^<]*16:00/);
  });

  it('lists calls of which nothing decides what they are about, apart from what is missing', () => {
    const detail = 'It may be Larkspur renewal or Larkspur expansion.';
    const html = renderLedgerHtml({
      ...page,
      undecided: [{ ...gap, missing: 'proposed', cause: 'deal_unclear', detail }],
    });
    assert.doesNotMatch(html, /Nothing is missing|Every call has arrived/);
    assert.match(html, /1 call waits for somebody’s word/);
    assert.match(html, /every other call since .*1.* has arrived everywhere that it should/);
    assert.match(html, /Not clear what this call is about/);
    assert.match(html, /Not proposed:<\/strong> several deals fit it alike\..*It may be Larkspur renewal or/s);
  });

  it('says what is not as it was, escaped, the first lines of each', () => {
    const line = { label: '<i>Amount</i>', difference: 'option-removed', before: 'A', after: null };
    const drift = { driftId: 'drf_1', source: 'hubspot', foundAt: '2026-09-14T10:00:00Z' };
    const drifts = [{ ...drift, lines: Array.from({ length: 20 }, () => line) }];
    const html = renderLedgerHtml({ ...page, drifts });
    assert.match(html, /Not as it was/);
    assert.match(html, /&lt;i&gt;Amount&lt;\/i&gt;:<\/strong> option removed <span class="action">A<\/span>/);
    assert.equal(html.match(/option removed/g)?.length, 12);
    assert.match(html, /and 8 more/);
  });

  it('lists what failed in every try with its cause, times, tries and link, and a button for who may have it tried again', () => {
    const letter = { inboxId: 'inb_1', source: 'hubspot', kind: 'deal.propertyChange', subject: '<i>501</i>' };
    const problem = { code: 'vendor.refused', message: 'HubSpot <b>refused</b> it.', action: 'Look at its log.' };
    const times = { receivedAt: '2026-09-14T10:00:00Z', settledAt: '2026-09-14T10:05:00Z', attempts: 3 };
    const address = 'https://app.hubspot.example/record/501';
    const deadLetters = [{ ...letter, ...times, address, problem }];
    const html = renderLedgerHtml({ ...page, deadLetters });
    assert.match(html, /1 event could not be processed/);
    assert.match(html, /href="https:\/\/app\.hubspot\.example\/record\/501"[^>]*>&lt;i&gt;501/);
    assert.match(html, /HubSpot &lt;b&gt;refused&lt;\/b&gt; it\. <span class="action">Look at its log\.<\/span>/);
    assert.match(html, /<dt>Event<\/dt><dd>inb_1<\/dd>/);
    assert.match(html, /<dt>First received<\/dt><dd>[^<]*10:00.*<dt>Last tried<\/dt><dd>[^<]*10:05/s);
    assert.match(html, /<dt>Attempts<\/dt><dd>3<\/dd>/);
    assert.match(html, /<form method="post" action="\/ledger\/events\/inb_1\/retry\?tab=example">/);
    const forReader = renderLedgerHtml({ ...page, deadLetters, retries: false });
    assert.doesNotMatch(forReader, /<form method="post" action="\/ledger/);
    assert.match(forReader, /sophia -- inbox retry inb_1 --workspace example/);
  });

  it('has a sentence for every cause', () => {
    for (const cause of GapCause.options) {
      const html = renderLedgerHtml({ ...page, gaps: [{ ...gap, cause, nextAttemptAt: null }] });
      assert.match(html, /Not stored:<\/strong> [a-z][^<]+\./, cause);
      assert.match(html, /none by itself/);
    }
  });

  it('counts each day by station, and says that nothing is missing', () => {
    const day = { source: 'gong', day: '2026-09-13', expected: 3, received: 3, stored: 3, analyzed: 3 };
    const html = renderLedgerHtml({
      ...page,
      days: [
        {
          ...day,
          proposed: 3,
          written: 2,
          announced: 0,
          history: 0,
          excluded: 3,
          keptOut: { private: 1, internal: 0, outOfScope: 2 },
          gaps: 0,
        },
      ],
    });
    assert.match(html, /<td class="number">3: 1 private, 2 out of scope<\/td>/);
    assert.match(html, /Nothing is missing/);
    assert.match(html, /<th scope="row">2026-09-13<\/th><td>gong<\/td><td class="number">3<\/td>/);
    assert.match(html, /<td class="number short">2<\/td><td class="number short">0<\/td>/);
  });

  it('does not say that nothing is missing while calls are on the way, and expects of history no more than its analysis', () => {
    const day = { source: 'gong', day: '2026-09-13', expected: 8, received: 0, stored: 8, analyzed: 8 };
    const days = [
      {
        ...day,
        proposed: 0,
        written: 0,
        announced: 0,
        history: 8,
        excluded: 0,
        keptOut: { private: 0, internal: 0, outOfScope: 0 },
        gaps: 0,
      },
    ];
    const html = renderLedgerHtml({ ...page, underWay: 8, days });
    assert.doesNotMatch(html, /Nothing is missing|arrived everywhere/);
    assert.match(html, /<h2 id="gaps">8 calls on the way<\/h2>/);
    assert.match(html, /8 calls are on the way: listed, and not at the last station yet\./);
    assert.match(
      html,
      /<td class="number short">0<\/td><td class="number">8<\/td><td class="number">8<\/td><td class="number">0<\/td>/,
    );
    assert.equal(html.match(/number short/g)?.length, 1);
  });
});
