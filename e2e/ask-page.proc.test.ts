import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Answer } from '#contracts';
import { renderAskHtml } from '#modules/reports';
import { needs } from '#test/needs';
import { sampleAnswer } from '#test/sample-answer';
import { waitUntil } from '#test/wait-until';
import { findFaultsInAllLooks } from './support/find-faults.ts';
import { openBrowser } from './support/open-browser.ts';
import { type AnswerServer, serveAnswers } from './support/serve-answers.ts';

const hostile = '<img src=x onerror="document.title=1"> & **bold**';
const [firstCitation] = sampleAnswer.citations;
const answer: Answer = {
  ...sampleAnswer,
  text: `“bank integration” comes up in 12 turns. ${hostile}`,
  citations: [
    ...sampleAnswer.citations.slice(0, 10),
    ...(firstCitation === undefined ? [] : [{ ...firstCitation, number: 11, path: 'javascript:alert(1)' }]),
    ...(firstCitation === undefined ? [] : [{ ...firstCitation, number: 12, path: '//evil.example/x' }]),
  ],
  queries: [{ definition: 'Turns that name the bank integration', sql: `select ${'12 as count, '.repeat(30)} 1` }],
  choices: [
    { label: 'A deal', question: 'Where does Larkspur Hill - Renewal stand?' },
    { label: 'Any account', question: 'Where does <account> stand?' },
  ],
};

describe('the page for asking in a browser', needs.chromium, () => {
  let browser: Browser;
  let server: AnswerServer;
  let page: Page;
  let asker = 'user:maya';
  let opened: string | null = null;

  before(async () => {
    browser = await openBrowser();
    server = await serveAnswers(() =>
      renderAskHtml({
        workspaceName: 'Tidewater Ledger',
        viewer: null,
        workspaceId: 'example',
        tab: 'example',
        asker,
        question: '',
        suggestions: ['Which deals close this quarter?', 'Which deals are at risk and why?'],
        answerId: opened,
      }),
    );
  });
  after(async () => {
    await browser.close();
    await server.close();
  });
  beforeEach(async () => {
    asker = 'user:maya';
    opened = null;
    page = await (await browser.newContext()).newPage();
    await page.goto(`${server.url}/ask`);
  });
  afterEach(() => page.context().close());

  /** Types a question as a person does, and waits until it has been sent. */
  async function ask(question: string): Promise<void> {
    const before = server.asked.length;
    await page.locator('#question').fill(question);
    await page.keyboard.press('Enter');
    await waitUntil('it is asked', { condition: () => server.asked.length > before });
  }

  async function finish(given: Answer = answer): Promise<void> {
    server.tell({ type: 'done', answer: given });
    server.end();
    await page.locator('.exchange:last-child .made-by').waitFor();
  }

  async function text(selector: string): Promise<string> {
    return (await page.locator(selector).last().textContent()) ?? '';
  }

  it('has no fault that axe finds and fits a phone and a desktop, empty, while it is answered and afterward', async () => {
    assert.deepEqual(await findFaultsInAllLooks(page), []);
    await ask('who said what about the bank integration?');
    server.tell({ type: 'understood', intent: 'topics.said', text: 'Who said what about a topic' });
    server.tell({ type: 'step', number: 1, text: 'searches for the bank', found: null });
    server.tell({ type: 'text', text: '“bank integration” ' });
    await page.locator('.steps li').waitFor();
    assert.deepEqual(await findFaultsInAllLooks(page), []);
    await finish();
    await page.locator('.queries summary').click();
    await page.getByRole('button', { name: 'No, this answer did not help' }).click();
    await page.locator('.reason input').waitFor();
    assert.deepEqual(await findFaultsInAllLooks(page), []);
  });

  it('shows the answer as it comes, with proofs that open the turn and the query behind a number', async () => {
    await ask('who said what about the bank integration?');
    server.tell({ type: 'text', text: 'It comes up ' });
    server.tell({ type: 'text', text: 'twelve times.' });
    server.tell({ type: 'line', text: 'Sam Ortiz said so', citations: [1] });
    await page.locator('.statements li').waitFor();
    assert.equal(await text('.answer-text'), 'It comes up twelve times.');
    assert.equal(await page.getByRole('button', { name: 'Stop' }).count(), 1);
    await finish();
    assert.equal(await page.getByRole('button', { name: 'Stop' }).count(), 0);
    assert.equal(await text('.answer-text'), answer.text);
    const addresses = await page
      .locator('.statements a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    assert.deepEqual(addresses.slice(0, 2), ['/calls/main/call_0#turn-0', '/calls/main/call_1#turn-1']);
    assert.equal(addresses.length, 10, 'an address that is not of this server is no link');
    assert.equal(await page.locator('.exchange img').count(), 0, 'what was said is no markup');
    await page.locator('.queries summary').click();
    assert.match(await text('.queries'), /Gives 12 turns\..*select 12 as count/);
    assert.equal(await text('#ask-status'), `Answered: ${answer.text}`);
  });

  it('is stopped by a button or the Escape key, which closes the connection', async () => {
    for (const stop of [
      () => page.getByRole('button', { name: 'Stop' }).click(),
      () => page.locator('#question').press('Escape'),
    ]) {
      await ask('weigh everything against everything else');
      server.tell({ type: 'text', text: 'It comes up ' });
      await waitUntil('a piece is shown', { condition: async () => (await text('.answer-text')) !== '' });
      await stop();
      await server.left();
      await page.locator('.exchange:last-child .answer-rest p').waitFor();
      assert.match(await text('.answer-rest'), /^Stopped\. Above stands/);
      assert.equal(await text('#ask-status'), 'Stopped.');
    }
  });

  it('goes on in one conversation, which a look at a proof does not end, and begins anew when told to', async () => {
    await ask('where does Larkspur Hill stand?');
    await finish();
    await page.locator('.statements a').first().click();
    await page.waitForURL(/call_0#turn-0$/);
    await page.goBack();
    await page.locator('.made-by').waitFor();
    await ask('when does it close?');
    await finish();
    const [first, second] = server.asked.slice(-2);
    assert.equal(first?.conversation, second?.conversation);
    assert.equal(await page.locator('.exchange').count(), 2);
    await page.getByRole('button', { name: 'Begin anew' }).click();
    assert.equal(await page.locator('.exchange').count(), 0);
    await ask('what did we win?');
    await finish();
    assert.notEqual(server.asked.at(-1)?.conversation, first?.conversation);
    asker = 'user:luis';
    await page.reload();
    await page.locator('#suggestions').waitFor();
    assert.equal(await page.locator('.exchange').count(), 0, 'somebody else sees nothing of it');
    assert.equal(await page.evaluate('JSON.stringify(sessionStorage)'), '{}', 'and nothing of it is left');
  });

  it('asks back by buttons: one asks, one with a gap waits to be completed', async () => {
    await page.getByRole('button', { name: 'Which deals close this quarter?' }).click();
    await waitUntil('it is asked', {
      condition: () => server.asked.at(-1)?.question.startsWith('Which deals') === true,
    });
    await finish({ ...answer, outcome: 'ask_back', lines: [] });
    assert.match(await text('.answer-rest'), /Which one is meant\?/);
    await page.getByRole('button', { name: 'Where does <account> stand?' }).click();
    assert.equal(await page.locator('#question').inputValue(), 'Where does <account> stand?');
    await page.keyboard.type('Larkspur');
    assert.equal(await page.locator('#question').inputValue(), 'Where does Larkspur stand?');
    await page.getByRole('button', { name: 'Where does Larkspur Hill - Renewal stand?' }).click();
    await waitUntil('it is asked', { condition: () => server.asked.at(-1)?.question.includes('Renewal') === true });
  });

  it('takes a rating and a reason with the keyboard alone', async () => {
    await ask('who said what?');
    await finish();
    await page.getByRole('button', { name: 'No, this answer did not help' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.reason input').waitFor();
    await page.keyboard.type('Something else was asked.');
    await page.keyboard.press('Enter');
    await page.locator('.reason').waitFor({ state: 'hidden' });
    const path = '/api/v1/questions/ans_1/rating';
    assert.deepEqual(server.rated.slice(-2), [
      { path, rating: 'down', reason: null },
      { path, rating: 'down', reason: 'Something else was asked.' },
    ]);
    assert.match(await text('.answer-foot'), /kept as a case/);
    await page.reload();
    const down = page.getByRole('button', { name: 'No, this answer did not help' });
    assert.equal(await down.getAttribute('aria-pressed'), 'true');
  });

  it('says what went wrong: refused, signed out, broken off', async () => {
    const problem = {
      detail: 'Expected a question in English.',
      action: 'Ask another.',
      status: 400,
      retryable: false,
    };
    server.refuse(problem);
    await page.locator('#question').fill('wie steht es?');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    assert.equal(await text('[role=alert]'), 'Expected a question in English. Ask another. ');
    server.refuse({ ...problem, status: 401 });
    await page.locator('#question').fill('how much pipeline?');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    await ask('how much pipeline?');
    server.end();
    await page.getByRole('button', { name: 'Ask again' }).click();
    await waitUntil('it is asked again', { condition: () => server.asked.at(-2)?.question === 'how much pipeline?' });
  });

  it('begins with the answer that its address names: as it was given, its question alone, or none', async () => {
    opened = 'ans_1';
    const kept = {
      answerId: 'ans_1',
      question: 'who said what?',
      askedAt: '2026-09-02T10:00:00.000Z',
      isOwn: false,
      isShared: true,
    };
    server.keep({ ...kept, answer });
    await page.goto(`${server.url}/answers/ans_1`);
    await page.locator('.made-by').waitFor();
    assert.deepEqual([await text('.asked'), await text('.answer-text')], ['who said what?', answer.text]);
    assert.match(await text('.answer-rest'), /Answered on Sep 2, 2026.* to somebody who shared it/);
    assert.equal(await page.getByRole('button', { name: /^Share/ }).count(), 0, 'it is not theirs to share');
    assert.deepEqual(await findFaultsInAllLooks(page), []);
    server.keep({ ...kept, answer: null });
    await page.reload();
    await page.getByText('rights that are not yours').waitFor();
    assert.equal(await page.locator('#question').inputValue(), 'who said what?');
    server.keep(null);
    await page.reload();
    assert.match((await page.getByRole('alert').textContent()) ?? '', /found none.*ask whoever sent it to share it/);
  });

  it('shares an answer of one’s own and shows the address to pass on', async () => {
    await ask('who said what?');
    await finish();
    await page.getByRole('button', { name: 'Share the answer with others of the workspace' }).click();
    await page.getByText('Each sees what is theirs to see.').waitFor();
    assert.deepEqual(server.shared.slice(-1), ['/api/v1/questions/ans_1/sharing']);
    const address = await page.locator('.answer-foot [role="status"] a').getAttribute('href');
    assert.equal(address, `${server.url}/answers/ans_1?tab=example`);
    const exported = page.getByRole('link', { name: /^Export the answer as/ });
    const hrefs = await exported.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    assert.deepEqual(hrefs, ['/answers/ans_1/markdown?tab=example', '/answers/ans_1/json?tab=example']);
    assert.deepEqual(await findFaultsInAllLooks(page), []);
  });
});
