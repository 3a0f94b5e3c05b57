import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import { SlackEventEnvelope, type SlackListeners } from '#integrations/slack';
import { inboxEvents, receiveEvent } from '#modules/intake';
import {
  type ChannelPolicyPart,
  configureChannelPolicy,
  countInteractions,
  getChannelPolicy,
  wasHeard,
} from '#modules/notifications';
import type { Actor, UserActor } from '#platform/context';
import { and, asc, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { databaseForSuite } from '#test/database-for-suite';
import { openSlack, type SlackAccess } from '#test/slack-access';
import { createSlackServices, type RecordedServices } from '#test/slack-services';
import { startSlackSimulator } from '../../../simulators/slack/index.ts';
import { smallWorld } from '../../../simulators/world/small-world.ts';
import { createSlackListeners, processDelivery, type SlackSurface } from './index.ts';

const suite = await databaseForSuite();
const maya = { userId: 'U0MAYA0001' };
const system: Actor = { type: 'system', component: 'slack' };

const State = z.object({
  state: z.object({
    messages: z.array(
      z.looseObject({
        ts: z.string(),
        text: z.string(),
        channelId: z.string(),
        userId: z.string(),
        visibleTo: z.string().nullable(),
        threadTs: z.string().nullish(),
        blocks: z.unknown(),
      }),
    ),
    users: z.array(z.looseObject({ id: z.string(), isBot: z.boolean() })),
  }),
});

describe('Sophia in a channel', { timeout: 120_000 }, () => {
  const processed = new Set<string>();
  let simulator: Awaited<ReturnType<typeof startSlackSimulator>>;
  let slack: SlackAccess;
  let services: RecordedServices;
  let surface: SlackSurface;
  let listeners: SlackListeners;
  let channelId: string;
  let channel: string;
  let count = 0;

  before(async () => {
    simulator = await startSlackSimulator({ port: 0, world: smallWorld() });
    slack = await openSlack({ url: simulator.url });
    await slack.control('limits', { enforced: false });
    const base = createSlackServices({ receiveEvent });
    services = Object.assign(base, {
      getChannelPolicy: ({ ctx, input }) => getChannelPolicy({ ctx: { ...ctx, actor: system }, input }),
      countInteractions: ({ ctx, input }) => countInteractions({ ctx, input }),
      hasConversation: ({ ctx, input }) => wasHeard({ ctx: { ...ctx, actor: system }, input }),
    } satisfies Partial<RecordedServices>);
    const { chat, desk } = slack;
    function contextFor(actor: Actor) {
      return suite.createContext({ actor });
    }
    surface = { services, desk, chat, metrics: createMetrics(), contextFor, timeZone: 'UTC' };
    listeners = createSlackListeners(surface);
  });

  after(async () => {
    slack.httpClient.close();
    await simulator.close();
  });

  beforeEach(async () => {
    count += 1;
    channel = `deals-${count}`;
    channelId = (await slack.chat.createChannel({ name: channel, isPrivate: true })).externalId;
    await slack.control('channel', { action: 'join', channel, ...maya });
    services.account = null;
  });

  async function set(policy: ChannelPolicyPart): Promise<void> {
    const off = { state: 'off', reason: 'Not part of this test.', action: '' } as const;
    const connections = { calls: off, crm: off, chat: { state: 'on', client: slack.chat, simulated: true } } as const;
    const ctx = { ...suite.createContext(), connections };
    await configureChannelPolicy({ ctx, input: { channel: channelId, policy } });
  }

  async function messages() {
    const { state } = State.parse(await slack.read('/_control/state'));
    return state.messages.filter((message) => message.channelId === channelId);
  }

  /** What the app is told of a message that somebody wrote, and of its mention beside it; and what it then says. */
  async function hear(text: string, more: { threadTs?: string; userId?: string; botId?: string; ts?: string } = {}) {
    count += 1;
    const ts = more.ts ?? `${1_800_000_000 + count}.000100`;
    const said = { user: more.userId ?? maya.userId, channel: channelId, text, ts, thread_ts: more.threadTs };
    const event = more.botId === undefined ? said : { ...said, bot_id: more.botId };
    const kinds = text.includes('<@U0SOPHIA>') ? (['message', 'app_mention'] as const) : (['message'] as const);
    for (const type of kinds) {
      await listeners.onEvent(
        SlackEventEnvelope.parse({
          type: 'event_callback',
          team_id: 'T1',
          event_id: `Ev${count}${type}`,
          event_time: 1_800_000_000 + count,
          authorizations: [{ user_id: 'U0SOPHIA' }],
          event: { ...event, type, ...(type === 'message' ? { channel_type: 'channel' } : {}) },
        }),
      );
    }
    return answer();
  }

  async function answer() {
    const earlier = new Set((await messages()).map((message) => message.ts));
    const { dedupeKey, payload, kind, workspaceId, id } = inboxEvents;
    const rows = await suite.database.db
      .select({ dedupeKey, payload, kind })
      .from(inboxEvents)
      .where(and(eq(workspaceId, suite.workspaceId), eq(kind, 'event')))
      .orderBy(asc(id));
    const fresh = rows.filter((row) => !processed.has(row.dedupeKey));
    for (const delivery of fresh) {
      processed.add(delivery.dedupeKey);
      await processDelivery({ surface, delivery });
    }
    return (await messages()).filter((message) => !earlier.has(message.ts));
  }

  async function write(text: string, threadTs: string | null = null): Promise<string> {
    const posted = await slack.control('post', { ...maya, channel, text, threadTs });
    return z.object({ ts: z.string() }).parse(posted).ts;
  }

  function account(role: 'administrator' | 'representative'): UserActor {
    const email = 'maya.okafor@tidewaterledger.example';
    const seesOnly = role === 'administrator' ? null : [email];
    const grant = { role, scopes: null, seesOnly };
    return { type: 'user', userId: 'usr_1', name: 'Maya', email, grant, credentialId: 'slack:1' };
  }

  it('is silent in one that it was just invited to, until somebody mentions it; then it goes on in that thread', async () => {
    const root = await write('Who looks after Larkspur?');
    assert.deepEqual(await hear('Who looks after Larkspur?', { ts: root }), []);
    assert.deepEqual(await hear('anybody?', { threadTs: root }), []);
    assert.equal((await hear('<@U0SOPHIA> who said what about the bank?', { threadTs: root })).length, 1);
    assert.equal((await hear('and last month?', { threadTs: root })).length, 1);
    assert.deepEqual(await hear('something else entirely'), []);
  });

  it('answers only what names it, or nothing at all, where that was said', async () => {
    await set({ listens: 'mention' });
    const root = await write('A question');
    assert.equal((await hear('<@U0SOPHIA> who said what?', { threadTs: root })).length, 1);
    assert.deepEqual(await hear('and last month?', { threadTs: root }), []);
    await set({ listens: 'never' });
    assert.deepEqual(await hear('<@U0SOPHIA> who said what?', { threadTs: root }), []);
  });

  it('never answers another app, unless that was said; and then not without end, and not itself', async () => {
    const root = await write('A question');
    const bot = { threadTs: root, userId: 'U0SOPHIA2', botId: 'B0OTHER' };
    const { desk } = surface;
    const asBot = {
      ...desk,
      getUser: async (userId: string) =>
        userId === bot.userId
          ? { externalId: userId, name: 'Other', email: null, timeZone: null, active: true, isBot: true }
          : desk.getUser(userId),
    };
    surface = { ...surface, desk: asBot };
    assert.deepEqual(await hear('<@U0SOPHIA> who said what?', bot), []);
    await set({ bots: 'mention' });
    let answered = 0;
    for (let turn = 0; turn < 8; turn += 1) answered += (await hear('<@U0SOPHIA> who said what?', bot)).length;
    assert.equal(answered, 3, 'two that answer each other come to an end');
    assert.deepEqual(await hear('and then?', bot), [], 'what an app says without a mention is no question');
    assert.deepEqual(await hear('<@U0SOPHIA> again', { ...bot, userId: 'U0SOPHIA', botId: 'B0SOPHIA' }), []);
    surface = { ...surface, desk };
  });

  it('tells whoever is in none of the teams so, seen by them alone, or meets them with silence', async () => {
    await set({ teams: ['West'] });
    const root = await write('A question');
    const asked = services.asked.questions.length;
    const [told, ...others] = await hear('<@U0SOPHIA> who said what?', { threadTs: root });
    assert.deepEqual([others.length, told?.visibleTo], [0, maya.userId]);
    assert.match(told?.text ?? '', /answers members of West alone/);
    await set({ others: 'silent' });
    assert.deepEqual(await hear('<@U0SOPHIA> who said what?', { threadTs: root }), []);
    assert.equal(services.asked.questions.length, asked);
    await set({ teams: null });
    assert.equal((await hear('<@U0SOPHIA> who said what?', { threadTs: root })).length, 1);
  });

  it('answers alone where that was said, and before all only by what everybody there may see', async () => {
    const root = await write('A question');
    await set({ answers: 'alone' });
    assert.equal((await hear('<@U0SOPHIA> who said?', { threadTs: root }))[0]?.visibleTo, maya.userId);
    await set({ answers: 'open' });
    services.account = account('representative');
    const { identify } = services;
    const [open] = await hear('<@U0SOPHIA> who said?', { threadTs: root });
    assert.equal(open?.visibleTo, null);
    assert.match(JSON.stringify(open), /what everybody in this channel may see/);
    await slack.control('channel', { action: 'join', channel, userId: 'U0LUIS0002' });
    services.identify = async ({ input: { userId } }) => ({
      ...account(userId === maya.userId ? 'administrator' : 'representative'),
    });
    await hear('<@U0SOPHIA> who said?', { threadTs: root });
    const { actor } = services.asked.questions.at(-1) ?? {};
    assert.deepEqual(actor?.type === 'user' && actor.grant, account('representative').grant);
    await slack.control('user', { userId: 'U0LUIS0002', email: null });
    assert.equal((await hear('<@U0SOPHIA> who said?', { threadTs: root }))[0]?.visibleTo, maya.userId);
    services.identify = identify;
    const isPublic = await slack.chat.createChannel({ name: `${channel}-open`, isPrivate: false });
    assert.equal(await slack.desk.listMembers({ channelId: isPublic.externalId, most: 50 }), null);
  });

  it('sums a thread up with its authors: as edited, without what was deleted, and goes on there', async () => {
    const root = await write('Can they sign in September?');
    await slack.control('channel', { action: 'join', channel, userId: 'U0LUIS0002' });
    const luis = { userId: 'U0LUIS0002', channel };
    await slack.control('post', { ...luis, threadTs: root, text: 'We agreed on October <!channel>' });
    const edited = await write('I will send the draft on Monday', root);
    await slack.control('edit', { channel, ts: edited, text: 'I will send the draft on Tuesday' });
    const gone = await write('Never mind the discount of 40 percent', root);
    await slack.control('delete', { channel, ts: gone });
    const [summary, ...others] = await hear('<@U0SOPHIA> summarize this thread', { threadTs: root });
    assert.deepEqual([others.length, summary?.threadTs], [0, root]);
    const told = JSON.stringify(summary?.blocks);
    assert.match(told, /3 messages\* by|\*3 messages by Maya Okafor \(2\), Luis/);
    assert.match(told, /Decided.*Luis.*We agreed on October/);
    assert.match(told, /Promised.*Maya Okafor \(edited\).*on Tuesday/);
    assert.ok(!told.includes('Monday') && !told.includes('discount') && !told.includes('<!channel>'));
    assert.equal((await hear('and who said what about the bank?', { threadTs: root })).length, 1);
  });

  it('does so in a direct message, and says where there is no thread', async () => {
    const direct = (await slack.chat.openDirectMessage(maya.userId)).channelId;
    channelId = direct;
    const posted = await slack.control('post', { ...maya, text: 'I will call Ana' });
    const { ts, channel: place } = z.object({ ts: z.string(), channel: z.string() }).parse(posted);
    assert.equal(place, direct);
    async function ask(text: string, threadTs?: string) {
      count += 1;
      const event = {
        type: 'message',
        channel_type: 'im',
        user: maya.userId,
        channel: direct,
        text,
        thread_ts: threadTs,
      };
      const envelope = { type: 'event_callback', team_id: 'T1', event_id: `Ev${count}`, event_time: 1_800_000_000 };
      await listeners.onEvent(SlackEventEnvelope.parse({ ...envelope, event: { ...event, ts: `${count}.0` } }));
      return JSON.stringify(await answer());
    }
    assert.match(await ask('summarize this thread'), /There is no thread here/);
    assert.match(await ask('summarize', ts), /I will call Ana/);
  });
});
