import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { types } from '@slack/bolt';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { waitUntil } from '#test/wait-until';
import { closeAfter, startTestWorkspace, type TestWorkspace } from './test-workspace.ts';

const channel = 'C0SALES001';
const userId = 'U0MAYA0001';

const approval: types.KnownBlock[] = [
  {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Approve' }, value: '1' }],
  },
];

interface Envelope {
  readonly ack: (payload?: Record<string, unknown>) => Promise<void>;
  readonly body: { readonly event_id: string };
  readonly envelope_id: string;
  readonly retry_reason?: string;
}

async function startClient(workspace: TestWorkspace) {
  const client = new SocketModeClient({
    appToken: 'xapp-simulator',
    clientOptions: { slackApiUrl: workspace.apiUrl },
    clientPingTimeout: 200,
    logLevel: LogLevel.ERROR,
  });
  await client.start();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.disconnect() });
}

async function startInSocketMode(): Promise<TestWorkspace> {
  const workspace = await startTestWorkspace();
  await workspace.control('mode', { mode: 'socket' });
  return workspace;
}

it('carries events, actions and commands to Bolt over a socket', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startInSocketMode());
  const receiver = new SocketModeReceiver({
    appToken: 'xapp-simulator',
    installerOptions: { clientOptions: { slackApiUrl: workspace.apiUrl } },
    logLevel: LogLevel.ERROR,
  });
  const app = new App({
    token: 'xoxb-simulator',
    receiver,
    clientOptions: { slackApiUrl: workspace.apiUrl },
    logLevel: LogLevel.ERROR,
  });
  const seen: string[] = [];
  app.message('deal', async ({ message }) => void seen.push(`message ${message.ts}`));
  app.action('approve', async ({ ack }) => {
    seen.push('approved');
    await ack();
  });
  app.command('/sophia', async ({ ack, command }) => ack(`You said ${command.text}`));
  await app.start();
  try {
    const { ts } = await workspace.control('post', { userId, channel, text: 'That deal' });
    await waitUntil('the message came', { condition: () => seen.includes(`message ${String(ts)}`) });
    const posted = await app.client.chat.postMessage({ channel, text: 'x', blocks: approval });
    const pressed = await workspace.control('press', { userId, channel, ts: posted.ts, actionId: 'approve' });
    assert.deepEqual([pressed['acknowledged'], seen.includes('approved')], [true, true]);
    const answered = await workspace.control('command', { userId, channel, command: '/sophia', text: 'hello' });
    assert.deepEqual(answered['body'], { text: 'You said hello' });
  } finally {
    await app.stop();
  }
});

it('connects anew when it is told that the socket will be refreshed, and when it breaks', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startInSocketMode());
  const client = closing.use(await startClient(workspace));
  let hellos = 0;
  client.on('connected', () => {
    hellos += 1;
  });
  const events: string[] = [];
  client.on('message', async ({ ack, body }: Envelope) => {
    await ack();
    events.push(body.event_id);
  });
  assert.deepEqual(await workspace.control('socket', { action: 'refresh_requested' }), { sockets: 1 });
  await waitUntil('it came back', { condition: () => hellos === 1 });
  await workspace.control('post', { userId, channel, text: 'one' });
  await waitUntil('the first message came', { condition: () => events.length === 1 });
  assert.deepEqual(await workspace.control('socket', { action: 'drop' }), { sockets: 1 });
  await workspace.control('post', { userId, channel, text: 'two' });
  await waitUntil('the second message came over a new socket', { condition: () => events.length === 2 });
  await workspace.control('faults', { kind: 'socket_drop' });
  await workspace.control('post', { userId, channel, text: 'three' });
  await waitUntil('the third message came over another one', { condition: () => events.length === 3 });
  assert.equal(new Set(events).size, 3);
});

it('sends again what was not acknowledged, with the same event and the reason', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startInSocketMode());
  const client = closing.use(await startClient(workspace));
  const received: Envelope[] = [];
  client.on('message', async (envelope: Envelope) => {
    received.push(envelope);
    await envelope.ack();
  });
  await workspace.control('faults', { kind: 'socket_no_ack' });
  await workspace.control('post', { userId, channel, text: 'again' });
  await waitUntil('it came', { condition: () => received.length === 1 });
  await waitUntil('the acknowledgement was lost', {
    condition: async () => Object((await workspace.read('/_control/faults'))['faults']).length === 0,
  });
  await workspace.control('clock', { advanceMs: 3000 });
  await waitUntil('it came again', { condition: () => received.length === 2 });
  const [first, second] = received;
  assert.equal(first?.body.event_id, second?.body.event_id);
  assert.deepEqual([first?.retry_reason, second?.retry_reason], ['', 'timeout']);
});

it('gives an event to any one of several sockets, and refuses a ticket twice', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startInSocketMode());
  const one = closing.use(await startClient(workspace));
  const two = closing.use(await startClient(workspace));
  const counts = { one: 0, two: 0 };
  one.on('message', async ({ ack }: Envelope) => {
    await ack();
    counts.one += 1;
  });
  two.on('message', async ({ ack }: Envelope) => {
    await ack();
    counts.two += 1;
  });
  for (const text of ['a', 'b', 'c']) await workspace.control('post', { userId, channel, text });
  await workspace.control('resend-event');
  await waitUntil('all came', { condition: () => counts.one + counts.two === 4 });
  assert.deepEqual(counts, { one: 2, two: 2 });
  const headers = { authorization: 'Bearer xapp-simulator' };
  const answer = await fetch(`${workspace.apiUrl}apps.connections.open`, { method: 'POST', headers });
  const { url } = Object(await answer.json());
  const socket = new WebSocket(url);
  const hello = await new Promise<string>((resolve) => {
    socket.addEventListener('message', ({ data }) => resolve(String(data)));
  });
  assert.equal(JSON.parse(hello).num_connections, 3);
  const again = new WebSocket(url);
  await new Promise((resolve) => again.addEventListener('error', resolve));
  socket.close();
});

it('says so when no socket is open to take what somebody did', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startInSocketMode());
  const answer = await workspace.control('command', { userId, channel, command: '/sophia' });
  assert.deepEqual([answer['acknowledged'], answer['problem']], [false, 'No socket is open.']);
});
