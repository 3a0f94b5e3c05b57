import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { isOwnerKnown, propertyOf, worldBeforeTheCall } from '#test/first-workflow-world';
import { sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { startHubspotSimulator } from '../../simulators/hubspot/index.ts';
import { startSlackSimulator } from '../../simulators/slack/index.ts';

const worlds = await sophiaWorlds();
const maya = { userId: 'U0MAYA0001' };

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

const Ledger = z.object({ days: z.array(z.object({ expected: z.int(), proposed: z.int() })) });

describe('Slack over two sockets, with no public address', { timeout: 900_000 }, () => {
  const closing: (() => Promise<void>)[] = [];
  let urls: { gong: string; hubspot: string; slack: string };
  let address: string;
  let dealId: string;

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
    return expected > 0 && expected === days.reduce((sum, day) => sum + day.proposed, 0);
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
    const server = await sophia.serve(['--no-example'], {
      environment: {
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
      },
    });
    ({ address } = server);
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

  it('answers each message once while one socket breaks, both are renewed, and both break', async () => {
    async function answers(): Promise<number> {
      return (await messages()).filter(({ text }) => text === 'What Sophia can do here').length;
    }
    async function mention(): Promise<void> {
      await control(`${urls.slack}/_control/post`, { ...maya, channel: 'sales', text: '<@U0SOPHIA> what can you do?' });
    }
    await control(`${urls.slack}/_control/channel`, { action: 'join', channel: 'sales', ...maya });
    // Breaks the socket that the next event is handed to, at that moment.
    await control(`${urls.slack}/_control/faults`, { kind: 'socket_drop' });
    await mention();
    await mention();
    await waitUntil('two answers', { condition: async () => (await answers()) === 2 });
    await control(`${urls.slack}/_control/socket`, { action: 'refresh_requested' });
    await mention();
    await waitUntil('three answers', { condition: async () => (await answers()) === 3 });
    const { sockets } = await control(`${urls.slack}/_control/socket`, { action: 'drop' });
    assert.ok(Number(sockets) >= 1, 'a socket stood again');
    await mention();
    await control(`${urls.slack}/_control/resend-event`, { times: 2 });
    await waitUntil('four answers', { condition: async () => (await answers()) === 4 });
    assert.equal(await answers(), 4);
  });
});
