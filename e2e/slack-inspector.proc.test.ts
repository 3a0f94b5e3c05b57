import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { types } from '@slack/bolt';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { needs } from '#test/needs';
import { waitUntil } from '#test/wait-until';
import { startTestApp } from '../simulators/slack/test-app.ts';
import { startTestWorkspace, type TestWorkspace } from '../simulators/slack/test-workspace.ts';
import { findFaults, findFaultsInAllLooks } from './support/find-faults.ts';
import { openBrowser } from './support/open-browser.ts';

const desktop = { width: 1280, height: 900 };
const channel = 'C0ALDER002';
const maya = 'U0MAYA0001';

const change: types.KnownBlock[] = [
  { type: 'header', text: { type: 'plain_text', text: 'A change of the close date' } },
  {
    type: 'section',
    text: { type: 'mrkdwn', text: '*Alder Point* <https://sophia.example|open>\n>We sign on January 15.' },
    fields: [
      { type: 'mrkdwn', text: '*Now*\nDec 18' },
      { type: 'mrkdwn', text: '*Proposed*\nJan 15' },
    ],
  },
  { type: 'context', elements: [{ type: 'mrkdwn', text: 'From the call of Nov 14' }] },
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'approve',
        style: 'primary',
        text: { type: 'plain_text', text: 'Approve' },
        value: '1',
      },
      { type: 'button', action_id: 'edit', text: { type: 'plain_text', text: 'Edit' }, value: '1' },
      {
        type: 'button',
        action_id: 'reject',
        style: 'danger',
        text: { type: 'plain_text', text: 'Reject' },
        confirm: {
          title: { type: 'plain_text', text: 'Reject it?' },
          text: { type: 'plain_text', text: 'The deal stays as it is.' },
          confirm: { type: 'plain_text', text: 'Yes, reject' },
          deny: { type: 'plain_text', text: 'No' },
        },
      },
      {
        type: 'static_select',
        action_id: 'reason',
        placeholder: { type: 'plain_text', text: 'Why not' },
        options: [{ text: { type: 'plain_text', text: 'Wrong date' }, value: 'wrong' }],
      },
    ],
  },
];

const modal: types.View = {
  type: 'modal',
  callback_id: 'edit-change',
  title: { type: 'plain_text', text: 'Edit the value' },
  submit: { type: 'plain_text', text: 'Save' },
  blocks: [
    {
      type: 'input',
      block_id: 'day',
      label: { type: 'plain_text', text: 'New close date' },
      element: { type: 'datepicker', action_id: 'date', initial_date: '2027-01-15' },
    },
  ],
};

describe("the channels of Slack's simulator in a browser", needs.chromium, () => {
  let browser: Browser;
  let workspace: TestWorkspace;
  let bolt: Awaited<ReturnType<typeof startTestApp>>;

  before(async () => {
    browser = await openBrowser();
    workspace = await startTestWorkspace();
    bolt = await startTestApp(workspace);
    const { app, url } = bolt;
    app.event(
      'app_mention',
      async ({ event, say }) => void (await say({ text: '*Two* things.', thread_ts: event.ts })),
    );
    app.command('/sophia', async ({ ack }) => ack('Only for you.'));
    app.action('approve', async ({ ack, respond, body }) => {
      await ack();
      await respond({ replace_original: true, text: `<@${body.user.id}> approved it.` });
    });
    app.action('edit', async ({ ack, body, client }) => {
      await ack();
      assert.ok(body.type === 'block_actions');
      await client.views.open({ trigger_id: body.trigger_id, view: modal });
    });
    app.view('edit-change', async ({ ack, view }) => {
      const day = view.state.values['day']?.['date']?.selected_date ?? '';
      if (day < '2027') return ack({ response_action: 'errors', errors: { day: 'This day is over.' } });
      return ack();
    });
    await workspace.control('mode', { events: url, interactivity: url, commands: url });
    await app.client.chat.postMessage({ channel, text: 'A change', blocks: change });
    await app.client.chat.postMessage({ channel: maya, text: 'Good morning' });
  });
  after(async () => {
    await browser.close();
    await bolt[Symbol.asyncDispose]();
    await workspace[Symbol.asyncDispose]();
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: desktop, ...options });
    const page = await context.newPage();
    await page.goto(workspace.url + path);
    return page;
  }

  async function shows(page: Page, text: string): Promise<void> {
    await waitUntil(`the page shows "${text}"`, {
      condition: async () => {
        await page.reload();
        return page.getByText(text).first().isVisible();
      },
    });
  }

  /** Presses a button that sends a form, and waits for the page that answers: a reload before it would cut it off. */
  async function submit(page: Page, name: string): Promise<void> {
    const answered = page.waitForEvent('load');
    await page.getByRole('button', { name, exact: true }).click();
    await answered;
  }

  it('lets a person write, be answered in a thread, and type a command', async () => {
    const page = await open(`/_inspector/channels/${channel}?as=${maya}`);
    await page.getByLabel(/Write as Maya/u).fill('@sophia what is open?');
    await submit(page, 'Send as Maya Okafor');
    await shows(page, 'things.');
    assert.equal(await page.locator('.thread strong', { hasText: 'Two' }).count(), 1);
    await page.getByLabel(/Write as Maya/u).fill('/sophia status');
    await submit(page, 'Send as Maya Okafor');
    await shows(page, 'Only Maya Okafor sees this.');
    await page.getByLabel(/Write as Maya/u).fill('/unknown');
    await submit(page, 'Send as Maya Okafor');
    assert.match((await page.getByRole('status').textContent()) ?? '', /The app did not take it/u);
    await page.context().close();
  });

  it('lets a person fill in a modal, read what is wrong with it, and press a button', async () => {
    const page = await open(`/_inspector/channels/${channel}?as=${maya}`);
    await submit(page, 'Edit');
    await shows(page, 'New close date');
    assert.deepEqual(await findFaults(page), []);
    await page.getByLabel('New close date').fill('2026-01-15');
    await submit(page, 'Save');
    assert.equal(await page.getByRole('alert').textContent(), 'This day is over.');
    assert.equal(await page.getByLabel('New close date').inputValue(), '2026-01-15');
    await page.getByLabel('New close date').fill('2027-02-01');
    await submit(page, 'Save');
    assert.equal(await page.getByLabel('New close date').count(), 0);
    await submit(page, 'Approve');
    await shows(page, '@Maya Okafor');
    await page.context().close();
  });

  it('says who may not press or write, and lets them join', async () => {
    const page = await open(`/_inspector/channels/${channel}?as=U0PRIYA004`);
    await submit(page, 'Join as Priya Natarajan');
    await page.getByLabel(/Write as Priya/u).waitFor();
    await page.goto(`${workspace.url}/_inspector/channels/C0OLDONE03?as=U0LUIS0002`);
    await page.getByText('The channel is archived').waitFor();
    await page.context().close();
  });

  it('has no fault that axe finds, light on a phone and dark on a desktop', async () => {
    await bolt.app.client.chat.postMessage({ channel, text: 'Another change', blocks: change });
    await workspace.control('open-assistant', { userId: maya });
    const paths = [
      '/',
      `/_inspector/channels/${channel}?as=U0LUIS0002`,
      '/_inspector/home',
      '/_inspector/machine',
      '/_inspector/channels/none',
    ];
    for (const path of paths) {
      const page = await open(path);
      assert.deepEqual(await findFaultsInAllLooks(page), [], path);
      await page.context().close();
    }
  });
});
