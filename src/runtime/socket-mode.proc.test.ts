import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { isOwnerKnown, propertyOf, worldBeforeTheCall } from '#test/first-workflow-world';
import { type RunningServer, sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { startHubspotSimulator } from '../../simulators/hubspot/index.ts';
import { startSlackSimulator } from '../../simulators/slack/index.ts';

const worlds = await sophiaWorlds();
const maya = { userId: 'U0MAYA0001' };

/** Several, since Slack takes one message a second in a channel. */
const channels = Array.from({ length: 8 }, (_, place) => `room-${place}`);

const State = z.object({
  state: z.object({
    messages: z.array(
      z.looseObject({
        channelId: z.string(),
        ts: z.string(),
        text: z.string(),
        threadTs: z.string().nullish(),
        blocks: z.array(z.looseObject({ type: z.string() })).nullable(),
      }),
    ),
  }),
});

const Ledger = z.object({ days: z.array(z.object({ expected: z.int(), history: z.int() })) });

describe('Slack over two sockets, with no public address', { timeout: 900_000 }, () => {
  const closing: (() => Promise<void>)[] = [];
  let urls: { gong: string; hubspot: string; slack: string };
  let address: string;
  let dealId: string;
  let server: RunningServer;
  let start: () => Promise<void>;

  async function control(controlUrl: string, body: unknown = {}): Promise<Record<string, unknown>> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(controlUrl, { method: 'POST', headers, body: JSON.stringify(body) });
    const told = z.record(z.string(), z.unknown()).parse(await answer.json());
    assert.ok(answer.ok, JSON.stringify(told));
    return told;
  }

  async function messages(): Promise<z.infer<typeof State>['state']['messages']> {
    return State.parse(await (await fetch(`${urls.slack}/_control/state`)).json()).state.messages;
  }

  async function isHistoryIn(): Promise<boolean> {
    const answer = await fetch(`${address}/api/v1/ledger?workspace=main`);
    if (!answer.ok) return false;
    const { days } = Ledger.parse(await answer.json());
    const expected = days.reduce((sum, day) => sum + day.expected, 0);
    return expected > 0 && expected === days.reduce((sum, day) => sum + day.history, 0);
  }

  before(async () => {
    const world = worldBeforeTheCall();
    const gong = await startGongSimulator({ port: 0, world });
    const hubspot = await startHubspotSimulator({ port: 0, world });
    const slack = await startSlackSimulator({ port: 0, world });
    closing.push(gong.close, hubspot.close, slack.close);
    urls = { gong: gong.url, hubspot: hubspot.url, slack: slack.url };
    await control(`${slack.url}/_control/mode`, { mode: 'socket', patienceMs: 60_000 });
    const key = await fetch(`${hubspot.url}/_control/ids?key=deal-alder`);
    dealId = z.object({ id: z.string() }).parse(await key.json()).id;
    const sophia = await worlds.createEmbedded();
    const environment = {
      GONG_ACCESS_KEY: 'gong-simulator-key',
      GONG_ACCESS_KEY_SECRET: 'gong-simulator-secret',
      GONG_BASE_URL: gong.url,
      HUBSPOT_ACCESS_TOKEN: 'pat-na1-simulator',
      HUBSPOT_BASE_URL: hubspot.url,
      HUBSPOT_PORTAL_ID: '8100001',
      SLACK_BOT_TOKEN: 'xoxb-simulator',
      SLACK_APP_TOKEN: 'xapp-simulator',
      SLACK_BASE_URL: `${slack.url}/api`,
      SLACK_DEFAULT_CHANNEL: 'sales',
      SOPHIA_INTERNAL_DOMAINS: 'tidewaterledger.example',
      SOPHIA_SYNC_SECONDS: '1',
    };
    start = async () => {
      server = await sophia.serve(['--no-example'], { environment });
      ({ address } = server);
    };
    await start();
    closing.unshift(async () => {
      server.kill('SIGTERM');
      await server.ended;
    });
  });

  after(async () => {
    for (const close of closing) await close();
  });

  it('changes the CRM when its owner presses a button of the card', async () => {
    await waitUntil('the history is taken in', { condition: isHistoryIn });
    await waitUntil('the deal stands with its owner', {
      condition: () => isOwnerKnown({ address, workspace: 'main' }),
    });
    await control(`${urls.gong}/_control/calls/next`, { transcriptDelayMs: 0 });
    const card = await waitUntil('the card is there', {
      condition: async () => (await messages()).find(({ text }) => text.startsWith('Approval needed')),
    });
    const place = (card.blocks ?? []).findIndex((block) => /Close date/i.test(JSON.stringify(block)));
    const actions = (card.blocks ?? []).slice(place).find(({ type }) => type === 'actions');
    const { channelId: channel, ts } = card;
    const button = { actionId: 'change.approve', blockId: actions?.['block_id'] };
    const pressed = await control(`${urls.slack}/_control/press`, { ...maya, channel, ts, ...button });
    assert.equal(pressed['acknowledged'], true);
    await waitUntil('HubSpot has the day', {
      condition: async () =>
        (await propertyOf({ hubspot: urls.hubspot, dealId, name: 'closedate' }))?.startsWith('2026-12-11'),
    });
  });

  async function answers(): Promise<string[]> {
    const said = (await messages()).filter(({ text }) => text === 'What Sophia can do here');
    return said.map(({ threadTs }) => threadTs ?? '');
  }

  async function mention(channel = 'sales'): Promise<void> {
    await control(`${urls.slack}/_control/post`, { ...maya, channel, text: '<@U0SOPHIA> what can you do?' });
  }

  it('answers each message once while one socket breaks, both are renewed, and both break', async () => {
    await control(`${urls.slack}/_control/channel`, { action: 'join', channel: 'sales', ...maya });
    // Breaks the socket that the next event is handed to, at that moment.
    await control(`${urls.slack}/_control/faults`, { kind: 'socket_drop' });
    await mention();
    await mention();
    await waitUntil('two answers', { condition: async () => (await answers()).length === 2 });
    await control(`${urls.slack}/_control/socket`, { action: 'refresh_requested' });
    await mention();
    await waitUntil('three answers', { condition: async () => (await answers()).length === 3 });
    const { sockets } = await control(`${urls.slack}/_control/socket`, { action: 'drop' });
    assert.ok(Number(sockets) >= 1, 'a socket stood again');
    await mention();
    await control(`${urls.slack}/_control/resend-event`, { times: 2 });
    await waitUntil('four answers', { condition: async () => (await answers()).length === 4 });
    assert.equal((await answers()).length, 4);
  });

  it('answers forty messages, each once, though it is killed among them and begins again', async () => {
    await control(`${urls.slack}/_control/limits`, { enforced: false });
    for (const channel of channels) {
      await control(`${urls.slack}/_control/channel`, { action: 'create', name: channel, ...maya });
      await control(`${urls.slack}/_control/channel`, { action: 'invite-bot', channel, ...maya });
    }
    const earlier = await answers();
    for (const channel of [...channels, ...channels]) await mention(channel);
    await waitUntil('it answers', { condition: async () => (await answers()).length > earlier.length });
    server.kill('SIGKILL');
    await server.ended;
    const before = (await answers()).length - earlier.length;
    assert.ok(before < 16, 'it was killed among them');
    for (const channel of channels) await mention(channel);
    await start();
    for (const channel of [...channels, ...channels]) await mention(channel);
    // What was sent and not acknowledged before the kill comes again after a minute.
    await control(`${urls.slack}/_control/clock`, { advanceMs: 63_000 });
    await waitUntil('all are answered', { condition: async () => (await answers()).length >= earlier.length + 40 });
    const threads = (await answers()).filter((thread) => !earlier.includes(thread));
    assert.deepEqual([threads.length, new Set(threads).size], [40, 40], 'one beneath each message');
  });
});
