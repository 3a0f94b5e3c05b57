import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { needs } from '#test/needs';
import { startHubspotSimulator } from '../simulators/hubspot/index.ts';
import type { RunningSimulator } from '../simulators/kit/index.ts';
import { smallWorld } from '../simulators/world/small-world.ts';
import { findFaultsInAllLooks } from './support/find-faults.ts';
import { openBrowser } from './support/open-browser.ts';

const desktop = { width: 1280, height: 900 };

describe('the pages of the simulated HubSpot in a browser', needs.chromium, () => {
  let browser: Browser;
  let hubspot: RunningSimulator;

  before(async () => {
    browser = await openBrowser();
    hubspot = await startHubspotSimulator({ port: 0, world: smallWorld() });
    await change('38400.00');
  });
  after(async () => {
    await browser.close();
    await hubspot.close();
  });

  async function change(value: string): Promise<void> {
    const body = JSON.stringify({ objectType: 'deals', id: 'deal-alder', property: 'amount', value });
    const answer = await fetch(`${hubspot.url}/_control/changes`, { method: 'POST', body });
    assert.equal(answer.status, 200, await answer.text());
  }

  async function open(url: string, options: BrowserContextOptions): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(url);
    return page;
  }

  it('have no fault that axe finds and fit a phone and a desktop, light and dark', async () => {
    for (const path of ['', '/_inspector/contacts', '/_inspector/deals/30000000007', '/_inspector/deals/none']) {
      const page = await open(`${hubspot.url}${path}`, { viewport: desktop, bypassCSP: true });
      assert.deepEqual(await findFaultsInAllLooks(page), [], path);
      await page.context().close();
    }
  });

  it('lead from the board to a deal and take in a change while one looks', async () => {
    const page = await open(hubspot.url, { viewport: desktop });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.getByRole('link', { name: 'Alder Point Residential, 3,100 units' }).click();
    await page.getByRole('cell', { name: '38400.00', exact: true }).waitFor();
    await change('41000.00');
    await page.getByRole('cell', { name: '41000.00', exact: true }).waitFor();
    await page.getByText('2 values before').waitFor();
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
});
