import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DealsPage } from '../schema.ts';
import { renderDealsHtml } from './render-deals-html.ts';

function pageOf(rest: Partial<DealsPage> = {}): DealsPage {
  return {
    workspaceName: 'Tidewater Ledger',
    viewer: null,
    workspaceId: 'example',
    tab: 'example',
    filter: { name: '', stage: '', owner: '', account: '', closesFrom: '', closesTo: '' },
    stages: [{ id: 's1', name: 'Discovery' }],
    owners: [{ id: '11', name: 'Maya Okafor' }],
    deals: [
      {
        recordId: 'rec_1',
        name: '<b>Larkspur Hill</b>',
        stage: 'Discovery',
        amount: '$27,500',
        closeDate: 'Mon, Sep 28, 2026',
        owner: 'Maya Okafor',
        warnings: ['No next step'],
      },
    ],
    nextHref: null,
    ...rest,
  };
}

describe('renderDealsHtml', () => {
  it('leads to each deal with what is known of it, as text', () => {
    const html = renderDealsHtml(pageOf());
    assert.match(html, /<a href="\/deals\/example\/rec_1">&lt;b&gt;Larkspur Hill/);
    assert.match(html, /Discovery · \$27,500 · closes Mon, Sep 28, 2026 · Maya Okafor/);
    assert.match(html, /No next step/);
    assert.match(html, /<a href="\/forecast\?tab=example">What the quarter will bring/);
  });

  it('keeps what was chosen in the form, and leads on', () => {
    const html = renderDealsHtml(
      pageOf({
        filter: { name: 'lark"', stage: 's1', owner: '', account: '', closesFrom: '', closesTo: '' },
        nextHref: '/deals?tab=example&after=rec_1',
      }),
    );
    assert.match(html, /value="lark&quot;"/);
    assert.match(html, /<option value="s1" selected>Discovery/);
    assert.match(html, /href="\/deals\?tab=example&amp;after=rec_1">More deals/);
  });

  it('says what to do where there is none, or none is so', () => {
    assert.match(renderDealsHtml(pageOf({ deals: [] })), /No deals yet[\s\S]*sync status/);
    const none = renderDealsHtml(
      pageOf({ deals: [], filter: { name: 'x', stage: '', owner: '', account: '', closesFrom: '', closesTo: '' } }),
    );
    const strange = { name: '', stage: 'contract', owner: '', account: '', closesFrom: '', closesTo: '' };
    assert.match(
      renderDealsHtml(pageOf({ deals: [], filter: strange })),
      /<option value="contract" selected>contract \(not known\)<\/option>/,
    );
    assert.match(none, /No deal that is yours to see fits this[\s\S]*href="\/deals\?tab=example">Show all/);
  });
});
