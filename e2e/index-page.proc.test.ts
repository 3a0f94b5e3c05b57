import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { IndexCall, IndexPage, renderErrorHtml, renderIndexHtml, summarizeReport } from '#modules/reports';
import { needs } from '#test/needs';
import { sampleReport } from '#test/sample-report';
import { findFaultsInAllLooks } from './support/find-faults.ts';
import { openBrowser } from './support/open-browser.ts';
import { type PageServer, servePages } from './support/serve-pages.ts';

const viewer = {
  name: 'Maya Okafor with a name that is far too long for one line of a telephone',
  email: 'maya@tidewater.example',
  role: 'revenue_operations',
};
const desktop = { width: 1440, height: 900 };

describe('the list of reports in a browser', needs.chromium, () => {
  let browser: Browser;
  let server: PageServer;
  const progress = { done: 1 };

  before(async () => {
    browser = await openBrowser();
    server = await servePages({
      '/': () => renderIndexHtml(listPage({ calls: [done('Larkspur Hill'), done('Hollow Oak'), waiting, failed] })),
      '/empty': () => renderIndexHtml(listPage({ calls: [] })),
      '/error': () =>
        renderErrorHtml({
          status: 403,
          sentence: 'Expected the right to `audit.read` (audit), found none.',
          action: 'Ask an administrator.',
          reference: 'req_1',
          viewer,
          tab: 'calls',
          back: { label: 'All calls', href: '/' },
        }),
      '/busy': () => renderIndexHtml(busyPage(progress.done)),
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

  for (const path of ['/', '/empty', '/error', '/busy']) {
    it(`has no fault that axe finds and fits a phone and a desktop, light and dark: ${path}`, async () => {
      const page = await open(path);
      assert.deepEqual(await findFaultsInAllLooks(page), []);
      await page.context().close();
    });
  }

  it('filters while one types, by every word, and forgets it when cleared', async () => {
    const page = await open('/');
    await page.locator('#filter').fill('hill carla');
    assert.deepEqual(await page.locator('.call:visible .call-title').allTextContents(), ['Larkspur Hill']);
    assert.equal(await page.locator('#filter-count').textContent(), '1 of 4');
    await page.locator('#filter').fill('nowhere to be found');
    assert.equal(await page.locator('#no-match').isVisible(), true);
    await page.locator('#filter').fill('');
    assert.equal(await page.locator('.call:visible').count(), 4);
    await page.context().close();
  });

  it('takes in news while calls are analyzed, keeps what was typed, and then stops asking', async () => {
    progress.done = 1;
    const page = await open('/busy');
    assert.match((await page.locator('.progress').textContent()) ?? '', /1 of 3/);
    await page.locator('#filter').fill('call');
    progress.done = 3;
    await page.locator('.progress').waitFor({ state: 'detached' });
    assert.equal(await page.locator('#filter').inputValue(), 'call');
    assert.equal(await page.locator('#filter').evaluate((input) => input.ownerDocument.activeElement === input), true);
    assert.equal(await page.locator('.call:visible').count(), 3);
    assert.equal(await page.locator('#live').getAttribute('data-busy'), 'no');
    await page.context().close();
  });

  it('asks for nothing from outside and breaks none of its own rules', async () => {
    const complaints: string[] = [];
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) complaints.push(request.url());
    });
    for (const path of ['/', '/empty', '/error', '/busy']) await page.goto(server.url + path);
    assert.deepEqual(complaints, []);
    await context.close();
  });
});

const waiting: IndexCall = { state: 'waiting', callId: null, name: 'later.vtt' };
const failed: IndexCall = {
  state: 'failed',
  callId: null,
  name: 'scan.pdf',
  code: 'transcript.unreadable',
  message: 'Expected a transcript, found a PDF.',
  action: 'Export it as WebVTT.',
};

function done(title: string): IndexCall {
  const summary = { ...summarizeReport(sampleReport()), title, source: `${title}.vtt` };
  return { state: 'done', callId: 'call_1', href: '/calls/call_1', summary };
}

function listPage({ calls, ...rest }: { calls: IndexCall[]; progress?: IndexPage['progress'] }): IndexPage {
  return {
    workspaceName: 'Tidewater Ledger',
    viewer,
    tab: 'calls',
    calls: { calls, total: calls.length, olderHref: null },
    example: { calls: [], total: 12, olderHref: null },
    progress: null,
    health: { state: 'degraded', problems: [{ name: 'OpenAI', reason: 'no answer.', action: 'Wait.' }] },
    ...rest,
  };
}

function busyPage(finished: number): IndexPage {
  const calls = Array.from(
    { length: 3 },
    (_, position): IndexCall =>
      position < finished
        ? done(`Call ${position + 1}`)
        : { state: 'analyzing', callId: null, name: `call-${position + 1}.vtt` },
  );
  return listPage({ calls, progress: finished === 3 ? null : { done: finished, total: 3 } });
}
