import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { readPolicy } from '#modules/changesets';
import {
  type ChangesPage,
  type DealsPage,
  type LedgerPage,
  renderChangesHtml,
  renderDealHtml,
  renderDealsHtml,
  renderLedgerHtml,
  renderPolicyHtml,
  renderReferenceHtml,
} from '#modules/reports';
import { referenceView } from '#surfaces/rest';
import { needs } from '#test/needs';
import { sampleChangeSet } from '#test/sample-change-set';
import { sampleDealPage } from '#test/sample-deal-page';
import { findFaultsInAllLooks } from './support/find-faults.ts';
import { openBrowser } from './support/open-browser.ts';
import { type PageServer, servePages } from './support/serve-pages.ts';

const desktop = { width: 1440, height: 900 };
const paths = [
  '/deals',
  '/deals-empty',
  '/deal',
  '/ledger',
  '/ledger-empty',
  '/changes',
  '/changes-empty',
  '/policy',
  '/api',
];

const ledger: LedgerPage = {
  workspaceName: 'Tidewater Ledger',
  viewer: null,
  tab: 'example',
  since: '2026-09-01',
  now: '2026-09-14T15:00:00Z',
  days: [
    {
      source: 'gong',
      day: '2026-09-13',
      expected: 12,
      received: 12,
      stored: 11,
      analyzed: 11,
      proposed: 11,
      written: 9,
      announced: 11,
      history: 0,
      excluded: 2,
      keptOut: { private: 2, internal: 0, outOfScope: 0 },
      gaps: 1,
    },
  ],
  underWay: 0,
  undecidedBefore: 0,
  drifts: [
    {
      driftId: 'drf_1',
      source: 'hubspot',
      lines: [{ label: 'A property with a long name', difference: 'option-removed', before: 'Annual', after: null }],
      foundAt: '2026-09-14T12:00:00Z',
    },
  ],
  gaps: [
    {
      source: 'gong',
      externalId: '7120',
      address: 'https://app.gong.example/call?id=7120',
      callId: null,
      title: 'Larkspur Hill Communities - a call with a title that is far too long for one line of a telephone',
      day: '2026-09-13',
      missing: 'stored',
      cause: 'transcript_not_ready',
      detail: 'Asked four times.',
      since: '2026-09-13T15:00:00Z',
      attempts: 4,
      nextAttemptAt: '2026-09-14T16:00:00Z',
    },
  ],
  deadLetters: [
    {
      inboxId: 'inb_0123456789',
      source: 'hubspot',
      kind: 'deal.propertyChange',
      subject: '501',
      address: 'https://app.hubspot.example/contacts/1/record/0-3/501',
      problem: { code: 'vendor.refused', message: 'HubSpot refused it.', action: 'See the log of HubSpot.' },
      receivedAt: '2026-09-14T10:00:00Z',
      settledAt: '2026-09-14T10:05:00Z',
      attempts: 3,
    },
  ],
  retries: true,
  undecided: [
    {
      source: 'gong',
      externalId: '7121',
      address: 'https://app.gong.example/call?id=7120',
      callId: 'call_1',
      title: 'Larkspur Hill: which of two',
      day: '2026-09-13',
      missing: 'proposed',
      cause: 'deal_unclear',
      detail:
        'It may be Larkspur renewal or Larkspur expansion. Say what it is about: sophia calls link call_1 --deal NAME.',
      since: '2026-09-13T15:00:00Z',
      attempts: 1,
      nextAttemptAt: '2026-09-14T16:00:00Z',
    },
  ],
};

const task = {
  type: 'create_activity',
  objectType: 'task',
  properties: { hs_task_subject: 'Send the security papers' },
  associatedWith: [],
} as const;

const changes: ChangesPage = {
  workspaceName: 'Tidewater Ledger',
  viewer: null,
  workspaceId: 'example',
  tab: 'example',
  filter: 'all',
  readsPolicy: true,
  changeSets: [
    sampleChangeSet(),
    {
      ...sampleChangeSet({
        changeId: 'chg_2',
        state: 'applied',
        action: { ...task, associatedWith: [...task.associatedWith] },
      }),
      changeSetId: 'set_2',
    },
  ],
  decisions: [
    {
      changeId: 'chg_2',
      decision: 'approve',
      value: null,
      reason: 'Promised in the call.',
      decidedBy: 'maya@tidewater.example',
      at: '2026-09-14T15:00:00Z',
    },
  ],
  olderHref: '/changes?tab=example&state=all&before=set_1',
};

const { otherwise, rules } = readPolicy({ text: readFileSync('data/policy.yaml', 'utf8'), name: 'policy.yaml' });
const policy = {
  workspaceName: 'Tidewater Ledger',
  viewer: null,
  tab: 'example',
  file: 'policy.yaml',
  version: 'a1'.repeat(32),
  origin: { kind: 'set', who: 'Maya Okafor (maya@tidewater.example)', at: new Date('2026-09-14T15:00:00Z') },
  rules,
  otherwise,
  fault: 'line 1: version: Expected 1, found 2.',
} as const;

const deals: DealsPage = {
  workspaceName: 'Tidewater Ledger',
  viewer: null,
  workspaceId: 'example',
  tab: 'example',
  filter: { name: '', stage: '', owner: '', account: '', closesFrom: '', closesTo: '' },
  stages: [{ id: 's1', name: 'New business: Discovery' }],
  owners: [{ id: '11', name: 'Maya Okafor' }],
  deals: [
    {
      recordId: 'rec_1',
      name: 'Larkspur Hill Communities - a renewal with a name that is far too long for one line of a telephone',
      stage: 'New business: Discovery',
      amount: '$27,500',
      closeDate: 'Mon, Sep 28, 2026',
      owner: 'Maya Okafor',
      warnings: ['No next step', 'Close date pushed again and again'],
    },
  ],
  nextHref: '/deals?tab=example&after=rec_1',
};

describe('the pages of deals, the ledger and the changes in a browser', needs.chromium, () => {
  let browser: Browser;
  let server: PageServer;

  before(async () => {
    browser = await openBrowser();
    server = await servePages({
      '/ledger': () => renderLedgerHtml(ledger),
      '/ledger-empty': () => renderLedgerHtml({ ...ledger, days: [], gaps: [], undecided: [] }),
      '/deals': () => renderDealsHtml(deals),
      '/deals-empty': () => renderDealsHtml({ ...deals, deals: [] }),
      '/deal': () => renderDealHtml(sampleDealPage({ waiting: [sampleChangeSet({ state: 'waiting' })] })),
      '/changes': () => renderChangesHtml(changes),
      '/policy': () => renderPolicyHtml(policy),
      '/api': () =>
        renderReferenceHtml({
          ...referenceView(),
          viewer: null,
          address: 'https://sophia.tidewater.example',
        }).replaceAll('<details', '<details open'),
      '/changes-empty': () => renderChangesHtml({ ...changes, changeSets: [], filter: 'waiting', olderHref: null }),
    });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: desktop, ...options });
    const page = await context.newPage();
    await page.goto(server.url + path);
    return page;
  }

  for (const path of paths) {
    it(`have no fault that axe finds and fit a phone and a desktop, light and dark: ${path}`, async () => {
      const page = await open(path);
      assert.deepEqual(await findFaultsInAllLooks(page), []);
      await page.context().close();
    });
  }

  it('lead from a quote to its turn, open what an activity says, and lead to each other', async () => {
    const page = await open('/changes');
    assert.equal(await page.locator('#chg_1 .proof-quote a').getAttribute('href'), '/calls/example/call_1#turn-7');
    const subject = page.locator('#chg_2 dd', { hasText: 'Send the security papers' });
    assert.equal(await subject.isVisible(), false);
    await page.locator('#chg_2 summary').click();
    assert.equal(await subject.isVisible(), true);
    await page.locator('.places a', { hasText: 'Ledger' }).click();
    assert.equal(await page.locator('h1').textContent(), 'Ledger');
    await page.context().close();
  });

  it('lead from a field of a deal to the words that it comes from in one click', async () => {
    const page = await open('/deal');
    const proof = page.locator('#field-amount .proof-quote a');
    assert.equal(await proof.getAttribute('href'), '/calls/example/call_1#turn-7');
    await page.locator('#field-dealstage a', { hasText: 'a change is proposed' }).click();
    assert.match(page.url(), /#waiting$/);
    await page.context().close();
  });

  it('ask for nothing from outside and break none of their own rules', async () => {
    const complaints: string[] = [];
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) complaints.push(request.url());
    });
    for (const path of paths) await page.goto(server.url + path);
    assert.deepEqual(complaints, []);
    await context.close();
  });
});
