import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { it } from 'node:test';
import { z } from 'zod';
import { waitUntil } from '#test/wait-until';
import { signatureOf } from './signature.ts';
import { startTestApp } from './test-app.ts';
import { closeAfter, startTestWorkspace, type TestWorkspace } from './test-workspace.ts';

const channel = 'C0SALES001';
const userId = 'U0MAYA0001';

interface Received {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** A listener that answers with the given statuses in turn, then with 200. */
async function startListener(statuses: (number | 'silence')[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void readText(request).then((body) => {
      received.push({ headers: request.headers, body });
      const status = statuses.shift() ?? 200;
      if (status !== 'silence') response.writeHead(status).end();
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return {
    received,
    url: `http://127.0.0.1:${address.port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What the control address says of the outgoing queue. */
async function listOf(workspace: TestWorkspace, name: 'attempts' | 'deliveries') {
  return z.array(z.record(z.string(), z.unknown())).parse((await workspace.read('/_control/webhooks'))[name]);
}

it('tells Bolt of messages, mentions, edits, joins, channels and the Home tab', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  const bolt = closing.use(await startTestApp(workspace));
  const seen: string[] = [];
  bolt.app.event('message', async ({ event }) => {
    seen.push(`message ${event.subtype ?? 'plain'} ${event.channel_type}`);
  });
  bolt.app.event('app_mention', async ({ event, say }) => {
    seen.push(`app_mention ${event.text}`);
    await say({ text: 'Here I am.', thread_ts: event.ts });
  });
  bolt.app.event('app_home_opened', async ({ event }) => void seen.push(`home ${event.user} ${event.tab}`));
  bolt.app.event('member_joined_channel', async ({ event }) => void seen.push(`joined ${event.user}`));
  bolt.app.event('channel_archive', async ({ event }) => void seen.push(`archived ${event.channel}`));
  bolt.app.event('channel_rename', async ({ event }) => void seen.push(`renamed ${event.channel.name}`));
  bolt.app.event('channel_created', async ({ event }) => void seen.push(`created ${event.channel.name}`));
  bolt.app.event('reaction_added', async ({ event }) => void seen.push(`reacted ${event.reaction}`));
  bolt.app.event(
    'assistant_thread_started',
    async ({ event }) => void seen.push(`assistant ${event.assistant_thread.user_id}`),
  );
  const mode = await workspace.control('mode', { events: bolt.url });
  assert.deepEqual(mode['verification'], { verified: true, problem: null });

  const { ts } = await workspace.control('post', { userId, channel, text: 'Anyone seen the Alder deal?' });
  await workspace.control('post', { userId, channel, text: '@sophia how does it stand?' });
  await workspace.control('post', { employeeKey: 'employee-maya', text: 'Just between us' });
  await workspace.control('edit', { channel, ts, text: 'Anyone seen the Alder Point deal?' });
  await workspace.control('react', { userId, channel, ts, name: 'eyes' });
  await workspace.control('delete', { channel, ts });
  await workspace.control('open-home', { userId });
  await workspace.control('open-assistant', { userId });
  await workspace.control('channel', { action: 'create', name: 'deal-desk', userId });
  await workspace.control('channel', { action: 'join', channel: 'acct-alder-point', userId: 'U0PRIYA004' });
  await workspace.control('channel', { action: 'rename', channel: 'acct-alder-point', name: 'acct-alder', userId });
  await workspace.control('channel', { action: 'archive', channel: 'acct-alder', userId });
  const expected = [
    'message plain channel',
    'app_mention <@U0SOPHIA> how does it stand?',
    'message plain im',
    'message message_changed channel',
    'reacted eyes',
    'message message_deleted channel',
    `home ${userId} home`,
    `assistant ${userId}`,
    'created deal-desk',
    'joined U0PRIYA004',
    'message channel_join channel',
    'renamed acct-alder',
    'archived C0ALDER002',
  ];
  await waitUntil('everything was heard', { condition: () => expected.every((each) => seen.includes(each)) });
  const { attempts } = await workspace.read('/_control/webhooks');
  assert.ok(Array.isArray(attempts) && attempts.every(({ status }) => status === 200));
});

it('is silent about conversations that the bot is not in', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  const listener = closing.use(await startListener([]));
  await workspace.control('webhooks', { targets: { events: listener.url } });
  await workspace.control('channel', { action: 'create', name: 'secret', isPrivate: true, userId });
  await workspace.control('post', { userId, channel: 'secret', text: '<@U0SOPHIA> can you hear me?' });
  await workspace.control('token', { scopes: ['im:history'] });
  await workspace.control('post', { userId, channel, text: 'Nor this.' });
  await workspace.control('post', { userId, text: 'But this.' });
  await waitUntil('the direct message was told', { condition: () => listener.received.length > 0 });
  assert.equal(listener.received.length, 1);
  assert.match(listener.received[0]?.body ?? '', /But this\./u);
});

it('signs each delivery, and tries again at once, after a minute and after five', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  const listener = closing.use(await startListener([500, 503, 'silence']));
  await workspace.control('webhooks', { targets: { events: listener.url } });
  await workspace.control('post', { userId, channel, text: 'Hello' });
  await waitUntil('it was tried again at once', { condition: () => listener.received.length === 2 });
  await workspace.control('clock', { advanceMs: 59_000 });
  assert.equal(listener.received.length, 2);
  await workspace.control('clock', { advanceMs: 2000 });
  await waitUntil('it was tried after a minute', { condition: () => listener.received.length === 3 });
  await waitUntil('three seconds passed', {
    condition: async () => (await listOf(workspace, 'attempts')).length === 3,
  });
  await workspace.control('clock', { advanceMs: 301_000 });
  await waitUntil('it was tried after five', { condition: () => listener.received.length === 4 });
  const retries = listener.received.map(({ headers }) => [
    headers['x-slack-retry-num'],
    headers['x-slack-retry-reason'],
  ]);
  assert.deepEqual(retries, [
    [undefined, undefined],
    ['1', 'http_error'],
    ['2', 'http_error'],
    ['3', 'http_timeout'],
  ]);
  const ids = new Set(listener.received.map(({ body }) => JSON.parse(body).event_id));
  assert.equal(ids.size, 1);
  for (const { headers, body } of listener.received) {
    const seconds = Number(headers['x-slack-request-timestamp']);
    const expected = signatureOf({ secret: 'slack-simulator-signing-secret', seconds, body });
    assert.equal(headers['x-slack-signature'], expected);
  }
});

it('sends nothing again to who answers that it does not want it', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  const received: string[] = [];
  const server = createServer((_request, response) => {
    received.push('once');
    response.writeHead(500, { 'x-slack-no-retry': '1' }).end();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  await workspace.control('webhooks', { targets: { events: `http://127.0.0.1:${address.port}/` } });
  await workspace.control('post', { userId, channel, text: 'Hello' });
  await waitUntil('it was given up', {
    condition: async () => (await listOf(workspace, 'deliveries'))[0]?.['status'] === 'failed',
  });
  assert.deepEqual(received, ['once']);
  server.closeAllConnections();
  server.close();
});

it('doubles, loses, forges and repeats events as it is told', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  const listener = closing.use(await startListener([]));
  await workspace.control('webhooks', { targets: { events: listener.url } });
  await workspace.control('faults', { kind: 'webhook_doubled', route: 'message' });
  await workspace.control('post', { userId, channel, text: 'twice' });
  await waitUntil('it came twice', { condition: () => listener.received.length === 2 });
  const [first, second] = listener.received.map(({ body }) => JSON.parse(body).event_id);
  assert.equal(first, second);
  await workspace.control('faults', { kind: 'webhook_lost' });
  await workspace.control('post', { userId, channel, text: 'never' });
  await workspace.control('faults', { kind: 'webhook_wrong_signature' });
  await workspace.control('post', { userId, channel, text: 'forged' });
  await waitUntil('the forged one came', { condition: () => listener.received.length === 3 });
  const forged = listener.received[2];
  assert.ok(forged);
  const seconds = Number(forged.headers['x-slack-request-timestamp']);
  const right = signatureOf({ secret: 'slack-simulator-signing-secret', seconds, body: forged.body });
  assert.notEqual(forged.headers['x-slack-signature'], right);
  await workspace.control('resend-event', { eventId: String(first), times: 2 });
  await waitUntil('it came twice more', { condition: () => listener.received.length === 5 });
  assert.equal(JSON.parse(listener.received[4]?.body ?? '').event_id, first);
});

it('loses the first delivery of an event and comes again with the number of the retry', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  const listener = closing.use(await startListener([]));
  await workspace.control('webhooks', { targets: { events: listener.url } });
  await workspace.control('faults', { kind: 'event_retry_only' });
  await workspace.control('post', { userId, channel, text: 'late' });
  await workspace.control('clock', { advanceMs: 3000 });
  await waitUntil('it came', { condition: () => listener.received.length === 1 });
  const headers = listener.received[0]?.headers ?? {};
  assert.deepEqual([headers['x-slack-retry-num'], headers['x-slack-retry-reason']], ['1', 'http_timeout']);
});
