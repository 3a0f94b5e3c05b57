import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { needs } from '#test/needs';
import { gongKey, startGongSimulator } from '../simulators/gong/index.ts';
import type { RunningSimulator } from '../simulators/kit/index.ts';
import { startOverview } from '../simulators/start-overview.ts';
import { smallWorld } from '../simulators/world/small-world.ts';
import { findFaultsInAllLooks } from './support/find-faults.ts';
import { openBrowser } from './support/open-browser.ts';

const desktop = { width: 1280, height: 900 };

describe('the pages of the simulators in a browser', needs.chromium, () => {
  let browser: Browser;
  let gong: RunningSimulator;
  let overview: RunningSimulator;

  before(async () => {
    browser = await openBrowser();
    gong = await startGongSimulator({ port: 0, world: smallWorld(), webhookUrl: 'http://127.0.0.1:9/webhooks/gong' });
    const listed = { name: 'gong', title: 'Gong', url: gong.url, page: '/' };
    overview = await startOverview({ port: 0, simulators: [listed], world: smallWorld() });
    await control('clock', { now: '2026-11-18T12:00:00Z' });
    await control('faults', { kind: 'latency', route: 'GET /v2/calls', times: null });
    await control('calls/next', { transcriptDelayMs: 0 });
    const authorization = `Basic ${Buffer.from(`${gongKey.accessKey}:${gongKey.secret}`).toString('base64')}`;
    for (const path of ['users', 'workspaces', 'nothing']) {
      await fetch(`${gong.url}/v2/${path}`, { headers: { authorization } });
    }
  });
  after(async () => {
    await browser.close();
    await gong.close();
    await overview.close();
  });

  async function control(path: string, body: unknown): Promise<void> {
    const answer = await fetch(`${gong.url}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
    assert.equal(answer.status, 200, await answer.text());
  }

  async function open(url: string, options: BrowserContextOptions): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(url);
    return page;
  }

  it('have no fault that axe finds and fit a phone and a desktop, light and dark', async () => {
    const call = `${gong.url}/_inspector/calls/8100000000000000002`;
    for (const url of [gong.url, call, `${gong.url}/_inspector/calls/none`, overview.url]) {
      const page = await open(url, { viewport: desktop, bypassCSP: true });
      assert.deepEqual(await findFaultsInAllLooks(page), [], url);
      await page.context().close();
    }
  });

  it('take in a call that ends while one looks, and break none of their own rules', async () => {
    await control('reset', {});
    await control('clock', { now: '2026-11-18T12:00:00Z' });
    const page = await open(gong.url, { viewport: desktop });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    assert.equal(await page.getByRole('link', { name: 'session with June' }).count(), 0);
    await control('calls/next', { transcriptDelayMs: 0 });
    await page.getByRole('link', { name: 'session with June' }).waitFor();
    await page.getByRole('link', { name: 'session with June' }).click();
    await page.getByText('Then I need your penetration test report.').waitFor();
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
});
