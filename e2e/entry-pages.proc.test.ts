import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { SearchHit } from '#contracts';
import { renderSearchHtml, renderSignInHtml, type SearchPage } from '#modules/reports';
import { needs } from '#test/needs';
import { findFaultsInAllLooks } from './support/find-faults.ts';
import { openBrowser } from './support/open-browser.ts';
import { type PageServer, servePages } from './support/serve-pages.ts';

const hit: SearchHit = {
  kind: 'call',
  subjectId: 'call_1',
  callId: 'call_1',
  recordId: null,
  crmAddress: null,
  audience: null,
  title: 'Larkspur Hill Communities - a call with a title that is far too long for one line of a telephone',
  day: '2026-09-14',
  turn: 7,
  fromTurn: 6,
  toTurn: 8,
  speaker: 'Carla Whitford',
  side: 'external',
  excerpt: 'That is a big jump from what we pay today.',
  foundBy: 'both',
  coverage: 0.8,
};

const search: SearchPage = {
  workspaceName: 'Tidewater Ledger',
  viewer: null,
  workspaceId: 'example',
  tab: 'example',
  asked: {
    query: 'what they pay today',
    account: 'Larkspur Hill',
    deal: null,
    person: null,
    side: 'external',
    topic: null,
    kind: null,
    since: '2026-09-01',
    until: null,
  },
  answer: {
    hits: [hit, { ...hit, kind: 'deal', callId: null, turn: null, speaker: null, side: null }],
    nextCursor: null,
    nothingBecause: null,
    wordsOnlyBecause: null,
    waiting: 2,
  },
  problem: null,
  moreHref: '/search?q=pay&cursor=next',
};

const pages = {
  '/search': () => renderSearchHtml(search),
  '/search-nothing': () =>
    renderSearchHtml({
      ...search,
      answer: { hits: [], nextCursor: null, nothingBecause: 'nothing-allowed', waiting: 0, wordsOnlyBecause: null },
      moreHref: null,
    }),
  '/search-problem': () =>
    renderSearchHtml({
      ...search,
      answer: null,
      moreHref: null,
      problem: { message: 'Expected an account, found none of this name.', action: 'Name it as the CRM does.' },
    }),
  '/sign-in': () =>
    renderSignInHtml({
      kind: 'sign-in',
      next: '/',
      email: 'maya@tidewater.example',
      problem: 'Expected the password that belongs to it.',
      provider: 'login.tidewater.example',
    }),
  '/welcome': () =>
    renderSignInHtml({
      kind: 'welcome',
      token: 'token',
      name: 'Maya Okafor',
      email: 'maya@tidewater.example',
      problem: null,
    }),
  '/signed-in': () =>
    renderSignInHtml({
      kind: 'signed-in',
      name: 'Maya Okafor',
      email: 'maya@tidewater.example',
      role: 'administrator',
    }),
  '/first': () => renderSignInHtml({ kind: 'first', token: 'token', name: '', email: '', problem: null }),
  '/refused': () =>
    renderSignInHtml({
      kind: 'refused',
      title: 'This link has been used',
      sentence: 'It works once.',
      details: 'Expected a link that is still new, found it used.',
      action: 'Ask an administrator for a new one.',
    }),
  '/no-accounts': () => renderSignInHtml({ kind: 'no-accounts' }),
};

describe('the pages for signing in and for searching in a browser', needs.chromium, () => {
  let browser: Browser;
  let server: PageServer;

  before(async () => {
    browser = await openBrowser();
    server = await servePages(pages);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  for (const path of Object.keys(pages)) {
    it(`have no fault that axe finds and fit a phone and a desktop, light and dark: ${path}`, async () => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(server.url + path);
      assert.deepEqual(await findFaultsInAllLooks(page), []);
      await page.context().close();
    });
  }

  it('are walked with the keyboard, from the question to a place in a call', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.url}/search`);
    await page.locator('#q').focus();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Search');
    await page.locator('#places').focus();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate("document.activeElement.getAttribute('href')"), '/calls/example/call_1#turn-7');
    await page.context().close();
  });
});
