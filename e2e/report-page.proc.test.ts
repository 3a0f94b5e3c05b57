import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { AnalysisReport } from '#contracts';
import { renderReportHtml } from '#modules/reports';
import { claimIn, plainReport } from '#test/build-report';
import { needs } from '#test/needs';
import { sampleComparison } from '#test/sample-comparison';
import { longReport, sampleReport } from '#test/sample-report';
import { findFaultsInAllLooks } from './support/find-faults.ts';
import { openBrowser } from './support/open-browser.ts';
import { type PageServer, servePages } from './support/serve-pages.ts';

const phone = { width: 390, height: 844 };
const desktop = { width: 1440, height: 900 };
const objection = "that's a big jump from what we pay today.";

describe('the report page in a browser', needs.chromium, () => {
  let browser: Browser;
  let server: PageServer;

  before(async () => {
    browser = await openBrowser();
    server = await servePages({
      '/sample': () => renderReportHtml({ report: sampleReport() }),
      '/broken': () => renderReportHtml({ report: brokenReport() }),
      '/gong': () =>
        renderReportHtml({
          navigation: {
            back: { label: 'All calls', href: '/?tab=example' },
            links: [{ label: 'A deal with a name that is far too long for one line of a telephone', href: '/deals' }],
            viewer: { name: 'Maya Okafor', email: 'maya@tidewater.example', role: 'revenue_operations' },
          },
          report: sampleReport(),
          player: (startMs) => `https://app.gong.io/call?id=77&at=${Math.floor(startMs / 1000)}`,
          comparison: sampleComparison(),
        }),
      '/hostile': () => renderReportHtml({ report: hostileReport() }),
      '/long': () => renderReportHtml({ report: longReport(1000) }),
    });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: desktop, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    await page.goto(server.url + path);
    return page;
  }

  for (const path of ['/sample', '/broken', '/gong', '/hostile']) {
    it(`has no fault that axe finds and fits a phone and a desktop, light and dark: ${path}`, async () => {
      const page = await open(path);
      await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`);
      assert.deepEqual(await findFaultsInAllLooks(page), []);
      await page.context().close();
    });
  }

  it('asks for nothing but itself and breaks none of its own rules', async () => {
    const complaints: string[] = [];
    const context = await browser.newContext({ viewport: desktop });
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const path of ['/sample', '/hostile']) {
      await page.goto(server.url + path);
      await page.locator('a.quote').first().click();
    }
    assert.deepEqual(complaints, []);
    assert.deepEqual(asked, [`${server.url}/sample`, `${server.url}/hostile`]);
    assert.equal(await page.evaluate('window.owned'), undefined);
    await context.close();
  });

  it('lights up the exact words of a claim in their turn, and leads back', async () => {
    const page = await open('/sample');
    const claim = page.locator('#objections-0 a.quote').first();
    await claim.click();
    assert.equal(await litText(page), objection);
    assert.match((await page.locator('.turn.is-lit').getAttribute('id')) ?? '', /^turn-9$/);
    assert.equal(await isInView(page, '.turn.is-lit'), true);
    assert.match(page.url(), /#q-9-10-51$/);
    assert.equal(await page.evaluate('document.activeElement.id'), 'turn-9');
    await page.keyboard.press('Escape');
    assert.equal(await claim.evaluate((link) => link.ownerDocument.activeElement === link), true);
    await page.context().close();
  });

  it('leads from a turn to its claims, also into what is folded', async () => {
    const page = await open('/sample');
    await page.locator('#turn-28 .chip', { hasText: 'BANT: Need' }).click();
    assert.equal(await page.locator('#qualification-bant-need').isVisible(), true);
    assert.equal(await isInView(page, '#qualification-bant-need'), true);
    await page.locator('#turn-9 mark').first().click();
    assert.equal(await isInView(page, '#objections-0'), true);
    await page.context().close();
  });

  it('opens at the turn of a sentence whose id its address ends with', async () => {
    for (const place of ['9.0', '9', 'turn-9']) {
      const page = await open(`/sample#${place}`);
      assert.equal(await page.locator('.turn.is-lit').getAttribute('id'), 'turn-9', place);
      assert.equal(await isInView(page, '#turn-9'), true, place);
      await page.context().close();
    }
  });

  it('opens at the words that its address names', async () => {
    const page = await open('/sample#q-9-10-51');
    assert.equal(await litText(page), objection);
    assert.equal(await isInView(page, '.turn.is-lit'), true);
    await page.context().close();
  });

  it('works without a script', async () => {
    const page = await open('/sample', { javaScriptEnabled: false });
    await page.locator('#objections-0 a.quote').first().click();
    assert.match(page.url(), /#q-9-10-51$/);
    const [lit, plain] = await Promise.all([
      groundOf(page.locator('#q-9-10-51 mark')),
      groundOf(page.locator('#turn-3 mark').first()),
    ]);
    assert.notEqual(lit, plain);
    assert.equal(await page.locator('#turn-75').isVisible(), true);
    await page.context().close();
  });

  it('can be walked with the keyboard, and shows where one is', async () => {
    const page = await open('/sample');
    const seen: string[] = [];
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      seen.push(await page.evaluate('document.activeElement.textContent.trim().slice(0, 40)'));
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      assert.notEqual(outline, 'none', seen.at(-1));
    }
    assert.deepEqual(seen.slice(0, 2), ['Skip to the summary', 'Skip to the transcript']);
    await page.locator('a.quote').first().focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.turn.is-lit').count(), 1);
    await page.context().close();
  });

  it('makes the timeline one stop, which arrows walk along', async () => {
    const page = await open('/sample');
    assert.equal(await page.locator('.mark[tabindex="0"]').count(), 1);
    await page.locator('.mark').first().focus();
    const first = await page.evaluate('document.activeElement.textContent');
    await page.keyboard.press('ArrowRight');
    const second = await page.evaluate('document.activeElement.textContent');
    assert.notEqual(first, second);
    await page.keyboard.press('ArrowDown');
    assert.match(String(await page.evaluate('document.activeElement.textContent')), /^Signal: /);
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.turn.is-lit').count(), 1);
    await page.context().close();
  });

  it('fits a phone: nothing runs out of the page', async () => {
    for (const path of ['/sample', '/hostile', '/long']) {
      const page = await open(path, { viewport: phone });
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), phone.width, path);
      await page.context().close();
    }
  });

  it('shows only turns with findings when asked', async () => {
    const page = await open('/sample');
    const all = await page.locator('.turn:visible').count();
    await page.locator('#only-found').check();
    const found = await page.locator('.turn:visible').count();
    assert.ok(found < all && found > 20, `${found} of ${all}`);
    await page.context().close();
  });

  it('shows a broken claim red wherever it stands', async () => {
    const page = await open('/broken');
    assert.ok((await page.locator('.is-broken').count()) >= 8);
    assert.match((await page.locator('.banner').textContent()) ?? '', /One claim no longer holds/);
    assert.match((await page.locator('#objections-0').textContent()) ?? '', /No longer holds\./);
    await page.context().close();
  });

  it('prints everything on paper, the transcript in full', async () => {
    const page = await open('/sample');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    assert.equal(await page.locator('.contents').isVisible(), false);
    assert.equal(await page.locator('#qualification-bant-need').isVisible(), true);
    const [height, inner] = await page
      .locator('.transcript')
      .evaluate((pane) => [pane.clientHeight, pane.scrollHeight] as const);
    assert.equal(height, inner);
    const paper = await page.pdf({ format: 'A4' });
    assert.ok(paper.length > 20_000);
    await page.context().close();
  });

  it('stays quick with a thousand turns', async () => {
    const page = await open('/long');
    const loadedMs = Number(await page.evaluate('performance.timing.domComplete - performance.timing.responseEnd'));
    assert.ok(loadedMs < 4000, `${loadedMs} ms until the page stood`);
    const start = performance.now();
    await page
      .locator('#objections-60 a.quote')
      .first()
      .evaluate((link) => link.click());
    await page.locator('mark.is-lit').first().waitFor();
    const litMs = performance.now() - start;
    assert.ok(litMs < 1500, `${Math.round(litMs)} ms until the words were lit`);
    assert.equal(await isInView(page, '.turn.is-lit'), true);
    await page.context().close();
  });
});

async function litText(page: Page): Promise<string> {
  return (await page.locator('mark.is-lit').allTextContents()).join('');
}

async function groundOf(locator: Locator): Promise<string> {
  return locator.evaluate(
    (element) => element.ownerDocument.defaultView?.getComputedStyle(element).backgroundColor ?? '',
  );
}

async function isInView(page: Page, selector: string): Promise<boolean> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const box = element.getBoundingClientRect();
      return box.bottom > 0 && box.top < element.ownerDocument.documentElement.clientHeight;
    });
}

function brokenReport(): AnalysisReport {
  const report = sampleReport();
  report.envelope.brokenClaims = [
    {
      field: 'findings.objections.0',
      reason: 'quote_not_found',
      quote: objection,
      turn: 9,
      detail: 'A word was altered.',
    },
  ];
  return report;
}

function hostileReport(): AnalysisReport {
  const hostile = `</script><script>window.owned = 1</script><img src=x onerror="window.owned = 2">"'\u202Egnp.exe\u200B ${'w'.repeat(120)}`;
  const report = plainReport([
    { speaker: hostile, side: 'external', text: `I said ${hostile} today, שלום.` },
    { speaker: 'Maya', side: 'internal', text: 'All right.' },
  ]);
  const { call, findings } = report.result;
  const claim = claimIn(call, hostile);
  call.title = hostile;
  findings.objections = [{ ...claim, kind: 'price', answer: 'answered', answerEvidence: claim }];
  findings.commitments = [
    { ...claim, owner: hostile, ownerSide: 'external', text: hostile, due: { text: hostile, date: null } },
  ];
  findings.mentions.people = [{ name: hostile, count: 1, sufficient: false, mentions: [claim] }];
  findings.flags = [{ ...claim, kind: 'exfiltration' }];
  return report;
}
