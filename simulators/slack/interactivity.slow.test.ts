import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { types } from '@slack/bolt';
import { waitUntil } from '#test/wait-until';
import { startTestApp } from './test-app.ts';
import { closeAfter, startTestWorkspace, type TestWorkspace } from './test-workspace.ts';

const channel = 'C0SALES001';
const userId = 'U0MAYA0001';
const dana = 'U0DANA0003';

const approval = [
  { type: 'section', block_id: 'change', text: { type: 'mrkdwn', text: '*Close date* Dec 18 to Jan 15' } },
  {
    type: 'actions',
    block_id: 'decision',
    elements: [
      { type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Approve' }, value: 'change-1' },
      { type: 'button', action_id: 'edit', text: { type: 'plain_text', text: 'Edit' }, value: 'change-1' },
      {
        type: 'static_select',
        action_id: 'reason',
        options: [{ text: { type: 'plain_text', text: 'Wrong date' }, value: 'wrong_date' }],
      },
    ],
  },
];

const modal: types.View = {
  type: 'modal',
  callback_id: 'edit-change',
  private_metadata: 'change-1',
  title: { type: 'plain_text', text: 'Edit the value' },
  submit: { type: 'plain_text', text: 'Save' },
  blocks: [
    {
      type: 'input',
      block_id: 'value',
      label: { type: 'plain_text', text: 'New value' },
      element: { type: 'plain_text_input', action_id: 'text', max_length: 20 },
    },
    {
      type: 'input',
      block_id: 'day',
      optional: true,
      label: { type: 'plain_text', text: 'Day' },
      element: { type: 'datepicker', action_id: 'date', initial_date: '2027-01-15' },
    },
  ],
};

async function startWithApp() {
  const workspace = await startTestWorkspace();
  const bolt = await startTestApp(workspace);
  const { url } = bolt;
  await workspace.control('mode', { events: null, interactivity: url, commands: url });
  return {
    workspace,
    app: bolt.app,
    [Symbol.asyncDispose]: async () => {
      await bolt[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

async function messagesOf(workspace: TestWorkspace): Promise<Record<string, unknown>[]> {
  const { state } = await workspace.read('/_control/state');
  const { messages } = Object(state);
  assert.ok(Array.isArray(messages));
  return messages;
}

it('presses a button: Bolt acknowledges, the message is replaced through its response address', async (context) => {
  const closing = closeAfter(context);
  const started = closing.use(await startWithApp());
  const { workspace, app } = started;
  app.action('approve', async ({ ack, action, body, respond }) => {
    await ack();
    assert.ok(action.type === 'button' && body.type === 'block_actions');
    assert.equal(body.container['message_ts'], body.message?.ts);
    await respond({ text: `${body.user.id} approved ${action.value}`, replace_original: true });
  });
  const { ts = '' } = await app.client.chat.postMessage({ channel, text: 'A change', blocks: approval });
  const pressed = await workspace.control('press', { userId, channel, ts, actionId: 'approve' });
  assert.equal(pressed['acknowledged'], true);
  await waitUntil('the message was replaced', {
    condition: async () => (await messagesOf(workspace)).some(({ text }) => text === `${userId} approved change-1`),
  });
  const { messages = [] } = await app.client.conversations.history({ channel, limit: 1 });
  assert.equal(messages[0]?.ts, ts);
  assert.equal(messages[0]?.blocks, undefined);
});

it('answers five times at a response address, and no longer than half an hour', async (context) => {
  const closing = closeAfter(context);
  const started = closing.use(await startWithApp());
  const { workspace, app } = started;
  const addresses: string[] = [];
  app.action('approve', async ({ ack, body }) => {
    await ack();
    assert.ok(body.type === 'block_actions');
    addresses.push(body.response_url);
  });
  const { ts = '' } = await app.client.chat.postMessage({ channel, text: 'A change', blocks: approval });
  await workspace.control('press', { userId, channel, ts, actionId: 'approve' });
  async function answer(url: string, body: object): Promise<Response> {
    return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }
  const [first = ''] = addresses;
  assert.equal((await answer(first, {})).status, 400);
  for (let count = 0; count < 5; count += 1) assert.equal((await answer(first, { text: `note ${count}` })).status, 200);
  const sixth = await answer(first, { text: 'too much' });
  assert.deepEqual([sixth.status, await sixth.json()], [404, { ok: false, error: 'used_url' }]);
  const notes = (await messagesOf(workspace)).filter(({ text }) => String(text).startsWith('note'));
  assert.ok(notes.every(({ visibleTo }) => visibleTo === userId) && notes.length === 5);
  await workspace.control('press', { userId, channel, ts, actionId: 'approve' });
  const second = addresses[1] ?? '';
  await workspace.control('clock', { advanceMs: 31 * 60_000 });
  assert.deepEqual(await (await answer(second, { text: 'late' })).json(), { ok: false, error: 'expired_url' });
  await workspace.control('press', { userId, channel, ts, actionId: 'approve' });
  assert.equal((await answer(addresses[2] ?? '', { delete_original: true })).status, 200);
  assert.ok((await messagesOf(workspace)).every((message) => message['ts'] !== ts));
});

it('opens a modal, shows what is wrong with it, and takes it when it is right', async (context) => {
  const closing = closeAfter(context);
  const started = closing.use(await startWithApp());
  const { workspace, app } = started;
  const submitted: unknown[] = [];
  app.action('edit', async ({ ack, body, client }) => {
    await ack();
    assert.ok(body.type === 'block_actions');
    await client.views.open({ trigger_id: body.trigger_id, view: modal });
  });
  app.view('edit-change', async ({ ack, view, body }) => {
    const typed = view.state.values['value']?.['text']?.value;
    if (typed === 'soon') return ack({ response_action: 'errors', errors: { value: 'Write a date.' } });
    submitted.push([body.user.id, view.private_metadata, typed, view.state.values['day']?.['date']?.selected_date]);
    return ack();
  });
  const { ts = '' } = await app.client.chat.postMessage({ channel, text: 'A change', blocks: approval });
  await workspace.control('press', { userId, channel, ts, actionId: 'edit' });
  await waitUntil('the modal opened', {
    condition: async () => Object((await workspace.read('/_control/state'))['state']).views.length === 1,
  });
  const empty = await workspace.control('submit-view', { userId });
  assert.deepEqual(empty['errors'], { value: 'This is a required field.' });
  const long = await workspace.control('submit-view', { userId, values: { text: 'x'.repeat(21) } });
  assert.deepEqual(long['errors'], { value: 'This must be at most 20 characters.' });
  const refused = await workspace.control('submit-view', { userId, values: { 'value/text': 'soon' } });
  assert.deepEqual([refused['errors'], refused['isOpen']], [{ value: 'Write a date.' }, true]);
  const taken = await workspace.control('submit-view', { userId, values: { text: 'January 15' } });
  assert.deepEqual([taken['acknowledged'], taken['isOpen']], [true, false]);
  assert.deepEqual(submitted, [[userId, 'change-1', 'January 15', '2027-01-15']]);
  await assert.rejects(workspace.control('submit-view', { userId }), /has no open view/u);
});

it('lets a trigger open one view, and only for three seconds', async (context) => {
  const closing = closeAfter(context);
  const started = closing.use(await startWithApp());
  const { workspace, app } = started;
  const triggers: string[] = [];
  app.action('edit', async ({ ack, body }) => {
    await ack();
    assert.ok(body.type === 'block_actions');
    triggers.push(body.trigger_id);
  });
  const { ts = '' } = await app.client.chat.postMessage({ channel, text: 'A change', blocks: approval });
  await workspace.control('press', { userId, channel, ts, actionId: 'edit' });
  await workspace.control('press', { userId, channel, ts, actionId: 'edit' });
  const [first = '', second = ''] = triggers;
  await app.client.views.open({ trigger_id: first, view: modal });
  await assert.rejects(app.client.views.open({ trigger_id: first, view: modal }), /exchanged_trigger_id/u);
  await workspace.control('clock', { advanceMs: 3100 });
  await assert.rejects(app.client.views.open({ trigger_id: second, view: modal }), /expired_trigger_id/u);
});

it('updates, pushes and closes modals, and says that one was closed', async (context) => {
  const closing = closeAfter(context);
  const started = closing.use(await startWithApp());
  const { workspace, app } = started;
  const closed: string[] = [];
  const { blocks: _blocks, ...frame } = modal;
  const blocks: types.View['blocks'] = [
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' }, value: 'more' }],
    },
  ];
  app.command('/sophia', async ({ ack, body, client }) => {
    await ack();
    const { view } = await client.views.open({
      trigger_id: body.trigger_id,
      view: { ...frame, blocks: [{ type: 'divider' }], notify_on_close: true },
    });
    const loaded = { ...frame, blocks, notify_on_close: true };
    await client.views.update({ view_id: view?.id ?? '', hash: view?.hash ?? '', view: loaded });
    await assert.rejects(client.views.update({ view_id: view?.id ?? '', hash: 'old', view: loaded }), /hash_conflict/u);
  });
  app.action('more', async ({ ack, body, client }) => {
    await ack();
    assert.ok(body.type === 'block_actions');
    await client.views.push({
      trigger_id: body.trigger_id,
      view: { ...frame, callback_id: 'second', blocks: [{ type: 'divider' }] },
    });
  });
  app.view('second', async ({ ack }) => {
    await ack({ response_action: 'update', view: { ...frame, callback_id: 'third', blocks: [{ type: 'divider' }] } });
  });
  app.view('third', async ({ ack }) => ack({ response_action: 'clear' }));
  app.view({ callback_id: 'edit-change', type: 'view_closed' }, async ({ ack, body }) => {
    await ack();
    closed.push(body.user.id);
  });
  async function openViews(): Promise<unknown[]> {
    const { views } = Object((await workspace.read('/_control/state'))['state']);
    return views.filter(({ isOpen }: { isOpen: boolean }) => isOpen);
  }
  async function openFirst(): Promise<void> {
    await workspace.control('command', { userId, channel, command: '/sophia' });
    await waitUntil('the modal opened and was filled', {
      condition: async () => JSON.stringify(await openViews()).includes('"more"'),
    });
  }
  await openFirst();
  await workspace.control('press', { userId, actionId: 'more' });
  await waitUntil('the second modal opened', { condition: async () => (await openViews()).length === 2 });
  const updated = await workspace.control('submit-view', { userId });
  assert.equal(Object(updated['view']).callback_id, 'third');
  await workspace.control('submit-view', { userId });
  assert.equal((await openViews()).length, 0);
  await openFirst();
  await workspace.control('close-view', { userId });
  assert.deepEqual(closed, [userId]);
});

it('runs a command and shows its answer to the one who typed it, or to all', async (context) => {
  const closing = closeAfter(context);
  const started = closing.use(await startWithApp());
  const { workspace, app } = started;
  app.command('/sophia', async ({ ack, command, respond }) => {
    const everybody = command.text === 'tell everybody';
    await ack({
      response_type: everybody ? 'in_channel' : 'ephemeral',
      text: `${command.user_name}: ${command.channel_name}`,
    });
    if (everybody) await respond({ response_type: 'in_channel', text: 'And more.' });
  });
  await workspace.control('command', { userId, channel, command: '/sophia', text: 'status' });
  await workspace.control('command', { userId, channel, command: '/sophia', text: 'tell everybody' });
  const messages = await waitUntil('all was shown', {
    condition: async () => {
      const shown = await messagesOf(workspace);
      return shown.length === 3 ? shown : null;
    },
  });
  assert.deepEqual(
    new Set(messages.map(({ text, visibleTo }) => `${String(text)} to ${String(visibleTo)}`)),
    new Set([`maya.okafor: sales to ${userId}`, 'maya.okafor: sales to null', 'And more. to null']),
  );
});

it('says in a sentence why somebody cannot act', async (context) => {
  const closing = closeAfter(context);
  const started = closing.use(await startWithApp());
  const { workspace, app } = started;
  const { ts = '' } = await app.client.chat.postMessage({ channel: 'C0ALDER002', text: 'A change', blocks: approval });
  const press = { channel: 'C0ALDER002', ts, actionId: 'approve' };
  await assert.rejects(workspace.control('press', { ...press, userId: 'U0PRIYA004' }), /is not in acct-alder-point/u);
  await assert.rejects(
    workspace.control('press', { ...press, userId: dana, actionId: 'aprove' }),
    /There are: approve, edit, reason/u,
  );
  await assert.rejects(
    workspace.control('press', { ...press, userId: dana, actionId: 'reason', value: 'x' }),
    /There are: wrong_date/u,
  );
  await assert.rejects(
    workspace.control('press', { ...press, userId: 'U0NOBODY' }),
    /Name one by userId or employeeKey/u,
  );
  await workspace.control('user', { userId: dana, deactivated: true });
  await assert.rejects(workspace.control('press', { ...press, userId: dana }), /is deactivated/u);
});

it('remembers what somebody chose in a message, and tells it with the next press', async (context) => {
  const closing = closeAfter(context);
  const started = closing.use(await startWithApp());
  const { workspace, app } = started;
  const chosen: unknown[] = [];
  app.action('reason', async ({ ack, action }) => {
    await ack();
    assert.ok(action.type === 'static_select');
    chosen.push(action.selected_option.value);
  });
  app.action('approve', async ({ ack, body }) => {
    await ack();
    assert.ok(body.type === 'block_actions');
    chosen.push(body.state?.values['decision']?.['reason']?.selected_option?.value);
  });
  const { ts = '' } = await app.client.chat.postMessage({ channel, text: 'A change', blocks: approval });
  await workspace.control('press', { userId, channel, ts, actionId: 'reason', value: 'wrong_date' });
  await workspace.control('press', { userId, channel, ts, actionId: 'approve' });
  await workspace.control('press', { userId: dana, channel, ts, actionId: 'approve' });
  assert.deepEqual(chosen, ['wrong_date', 'wrong_date', undefined]);
});

it('gives up on an app that is silent for three seconds', async (context) => {
  const closing = closeAfter(context);
  const started = closing.use(await startWithApp());
  const { workspace, app } = started;
  app.action('approve', async () => {});
  const { ts = '' } = await app.client.chat.postMessage({ channel, text: 'A change', blocks: approval });
  const pressed = await workspace.control('press', { userId, channel, ts, actionId: 'approve' });
  assert.deepEqual([pressed['acknowledged'], pressed['problem']], [false, 'No answer came within 3 seconds.']);
});
