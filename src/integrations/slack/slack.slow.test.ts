import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { createMemoryLog } from '#platform/log';
import { openSlack, type SlackAccess, serveSlack, slackSettings } from '#test/slack-access';
import { waitUntil } from '#test/wait-until';
import { startSlackSimulator } from '../../../simulators/slack/index.ts';
import { smallWorld } from '../../../simulators/world/small-world.ts';
import { createSlackApp, createSocketReceiver, type SlackListeners } from './index.ts';

const Requests = z.object({ requests: z.array(z.object({ path: z.string(), status: z.number().nullable() })) });
const section = { type: 'section', text: { type: 'mrkdwn', text: 'Hello', verbatim: true } };

interface Heard {
  readonly events: string[];
  readonly commands: string[];
}

function listen(heard: Heard, failing: { times: number } = { times: 0 }): SlackListeners {
  return {
    onEvent: async (envelope) => {
      heard.events.push(envelope.event_id);
      failing.times -= 1;
      if (failing.times >= 0) throw new Error('The inbox could not be written.');
    },
    onCommand: async ({ command, text }) => {
      heard.commands.push(`${command} ${text}`);
      return { text: `Heard ${text}` };
    },
    onBlockActions: async () => undefined,
    onViewSubmission: async () => null,
  };
}

describe('Slack', { timeout: 60_000 }, () => {
  let simulator: Awaited<ReturnType<typeof startSlackSimulator>>;
  let slack: SlackAccess;
  let channelId: string;

  before(async () => {
    simulator = await startSlackSimulator({ port: 0, world: smallWorld() });
    slack = await openSlack({ url: simulator.url });
    await slack.control('limits', { enforced: false });
    const made = await slack.chat.createChannel({ name: 'sophia', isPrivate: false });
    channelId = made.externalId;
  });

  after(async () => {
    slack.httpClient.close();
    await simulator.close();
  });

  function message(marker: string) {
    return { channelId, text: 'Hello', blocks: [section], threadId: null, marker };
  }

  async function requestsTo(method: string): Promise<number> {
    const { requests } = Requests.parse(await slack.read('/_control/requests'));
    return requests.filter(({ path }) => path === `/api/${method}`).length;
  }

  it('takes a message, finds it by its marker, changes it and knows its address', async () => {
    const posted = await slack.chat.postMessage(message('eff_1'));
    const place = { channelId, threadId: null, marker: 'eff_1', since: new Date() };
    assert.deepEqual(await slack.chat.findMessage(place), posted);
    assert.equal(await slack.chat.findMessage({ ...place, marker: 'eff_unknown' }), null);
    const reply = await slack.chat.postMessage({ ...message('eff_2'), threadId: posted.externalId });
    const inThread = { ...place, threadId: posted.externalId, marker: 'eff_2' };
    assert.deepEqual(await slack.chat.findMessage(inThread), reply);
    await slack.chat.updateMessage({ ...posted, text: 'Changed', blocks: [] });
    assert.match((await slack.chat.permalink(posted)) ?? '', /^https?:/);
    assert.equal(await slack.chat.permalink({ channelId, externalId: '1.000001' }), null);
  });

  it('is found by its marker after the answer was lost', async () => {
    await slack.control('faults', { kind: 'dropped_after', route: 'POST /api/chat.postMessage' });
    const sentBefore = await requestsTo('chat.postMessage');
    await assert.rejects(slack.chat.postMessage(message('eff_lost')), (error: unknown) => {
      const { code, details } = z.object({ code: z.string(), details: z.object({ sent: z.boolean() }) }).parse(error);
      assert.deepEqual([code, details.sent], ['vendor.unavailable', true]);
      return true;
    });
    assert.equal((await requestsTo('chat.postMessage')) - sentBefore, 1, 'not sent again blindly');
    const found = await slack.chat.findMessage({ channelId, threadId: null, marker: 'eff_lost', since: new Date() });
    assert.notEqual(found, null);
  });

  it('is sent again after 429, since nothing was done, and once', async () => {
    await slack.control('faults', { kind: 'rate_limited', route: 'POST /api/chat.postMessage', retryAfterSeconds: 1 });
    const sentBefore = await requestsTo('chat.postMessage');
    await slack.chat.postMessage(message('eff_slow'));
    assert.equal((await requestsTo('chat.postMessage')) - sentBefore, 2);
  });

  it('names what is wrong with a channel, a token, a scope and a block', async () => {
    const lost = { ...message('eff_3'), channelId: 'C0NOWHERE' };
    await assert.rejects(slack.chat.postMessage(lost), { code: 'channel.unusable', message: /channel_not_found/ });
    const archived = await slack.chat.createChannel({ name: 'old-deal', isPrivate: false });
    await slack.chat.archiveChannel(archived.externalId);
    await assert.rejects(slack.chat.postMessage({ ...lost, channelId: archived.externalId }), {
      code: 'channel.unusable',
      message: /is_archived/,
    });
    await assert.rejects(slack.chat.createChannel({ name: 'sophia', isPrivate: false }), { code: 'vendor.conflict' });
    const long = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } };
    await assert.rejects(slack.chat.postMessage({ ...message('eff_4'), blocks: [long] }), {
      code: 'vendor.invalid-value',
    });
    const stranger = await openSlack({ url: simulator.url, settings: { botToken: 'xoxb-nobody' } });
    await assert.rejects(stranger.chat.listUsers({ cursor: null }), { code: 'vendor.unauthorized' });
    await slack.control('token', { scopes: ['chat:write'] });
    await assert.rejects(slack.chat.listUsers({ cursor: null }), {
      code: 'vendor.missing-scope',
      message: /users:read/,
    });
    await slack.control('token', { scopes: null });
    stranger.httpClient.close();
  });

  it('lists channels and people; an address only of those who are here', async () => {
    const { items: channels } = await slack.chat.listChannels({ cursor: null });
    assert.ok(channels.some(({ name, isArchived }) => name === 'old-deal' && isArchived));
    await slack.control('user', { userId: 'U0LUIS0002', deactivated: true });
    const { items: users } = await slack.chat.listUsers({ cursor: null });
    const luis = users.find(({ externalId }) => externalId === 'U0LUIS0002');
    const maya = users.find(({ externalId }) => externalId === 'U0MAYA0001');
    assert.deepEqual([luis?.active, luis?.email], [false, null]);
    assert.deepEqual([maya?.active, maya?.email], [true, 'maya.okafor@tidewaterledger.example']);
    assert.ok(users.some(({ isBot, email }) => isBot && email === null));
    await slack.control('user', { userId: 'U0LUIS0002', deactivated: false });
    assert.match((await slack.chat.openDirectMessage('U0MAYA0001')).channelId, /^D/);
  });

  it('proves the connection step by step, and says what to do where it fails', async () => {
    const steps = await slack.chat.check();
    assert.deepEqual(
      steps.map(({ name, state }) => [name, state]),
      [
        ['token', 'passed'],
        ['scopes', 'passed'],
        ['deliveries', 'passed'],
        ['default channel', 'passed'],
      ],
    );
    const other = await openSlack({
      url: simulator.url,
      settings: { signingSecret: null, defaultChannel: '#old-deal' },
    });
    const [, , deliveries, channel] = await other.chat.check();
    assert.deepEqual([deliveries?.state, channel?.state], ['failed', 'failed']);
    assert.match(deliveries?.action ?? '', /app-level token for Socket Mode/);
    assert.match(channel?.detail ?? '', /archived/);
    const wrong = await openSlack({ url: simulator.url, settings: { botToken: 'xoxp-person' } });
    assert.deepEqual(
      (await wrong.chat.check()).map(({ state }) => state),
      ['failed', 'skipped', 'passed', 'skipped'],
    );
    other.httpClient.close();
    wrong.httpClient.close();
  });

  it('sends an event again until it is kept, and answers a command at once', async () => {
    const heard: Heard = { events: [], commands: [] };
    const server = await serveSlack({ listeners: listen(heard, { times: 1 }), access: slack });
    await slack.control('channel', { action: 'join', channel: 'sophia', userId: 'U0MAYA0001' });
    await waitUntil('the event has come twice', {
      condition: async () => {
        if (heard.events.length === 0)
          await slack.control('post', { userId: 'U0MAYA0001', channel: 'sophia', text: 'Hi <@U0SOPHIA>' });
        return new Set(heard.events).size < heard.events.length;
      },
    });
    assert.ok(server.statuses.includes(500));
    const answer = await slack.control('command', {
      userId: 'U0MAYA0001',
      channel: 'sophia',
      command: '/sophia',
      text: 'help',
    });
    assert.equal(answer['acknowledged'], true);
    assert.deepEqual(heard.commands, ['/sophia help']);
    const before = heard.events.length;
    await slack.control('faults', { kind: 'webhook_wrong_signature' });
    await slack.control('post', { userId: 'U0MAYA0001', channel: 'sophia', text: 'Again <@U0SOPHIA>' });
    await waitUntil('the forged one was refused', { condition: () => server.statuses.includes(401) });
    assert.ok(heard.events.length >= before);
    await server.close();
  });

  it('brings each event once over two sockets, also while one is renewed or lost', async () => {
    const heard: Heard = { events: [], commands: [] };
    const receiver = createSocketReceiver({
      appToken: 'xapp-simulator',
      baseUrl: slack.apiUrl,
      httpClient: slack.httpClient,
      log: createMemoryLog(),
      random: () => 0.1,
      connections: 2,
    });
    const { botToken } = slackSettings;
    await createSlackApp({
      receiver,
      listeners: listen(heard, { times: 1 }),
      botToken,
      baseUrl: slack.apiUrl,
      log: createMemoryLog(),
    });
    await slack.control('mode', { mode: 'socket' });
    await receiver.start();
    await waitUntil('both are connected', { condition: () => receiver.state().standing === 2 });
    async function post(text: string): Promise<void> {
      await slack.control('post', { userId: 'U0MAYA0001', channel: 'sophia', text });
    }
    await post('One <@U0SOPHIA>');
    await waitUntil('what was not kept comes again', {
      condition: () => new Set(heard.events).size < heard.events.length,
    });
    for (const action of ['refresh_requested', 'drop']) {
      await slack.control('socket', { action });
      await waitUntil('both are connected again', {
        condition: () => receiver.state().standing === 2,
      });
      const before = new Set(heard.events).size;
      await post(`After ${action} <@U0SOPHIA>`);
      await waitUntil('the next event has come', { condition: () => new Set(heard.events).size > before });
    }
    const answer = await slack.control('command', {
      userId: 'U0MAYA0001',
      channel: 'sophia',
      command: '/sophia',
      text: 'link',
    });
    assert.equal(answer['acknowledged'], true);
    await receiver.stop();
    assert.equal(receiver.state().standing, 0);
  });

  it('says that no socket stands, and what Slack says of it', async () => {
    const receiver = createSocketReceiver({
      appToken: 'xapp-revoked',
      baseUrl: slack.apiUrl,
      httpClient: slack.httpClient,
      log: createMemoryLog(),
      random: () => 0.1,
      connections: 1,
    });
    assert.deepEqual(receiver.state(), { wanted: 1, standing: 0, failures: 0, code: null });
    await receiver.start();
    await waitUntil('a try has failed', { condition: () => receiver.state().failures > 0 });
    const { failures: _, ...state } = receiver.state();
    assert.deepEqual(state, { wanted: 1, standing: 0, code: 'invalid_auth' });
    await receiver.stop();
  });
});
