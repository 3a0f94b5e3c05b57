import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { createSlackApp, createSocketReceiver, type SlackListeners } from '#integrations/slack';
import { inboxEvents, receiveEvent } from '#modules/intake';
import { systemClock } from '#platform/clock';
import type { Actor } from '#platform/context';
import { createMemoryLog } from '#platform/log';
import { asc, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { databaseForSuite } from '#test/database-for-suite';
import { openSlack, type SlackAccess, serveSlack, slackSettings } from '#test/slack-access';
import { createSlackServices } from '#test/slack-services';
import { waitUntil } from '#test/wait-until';
import { startSlackSimulator } from '../../../simulators/slack/index.ts';
import { smallWorld } from '../../../simulators/world/small-world.ts';
import { createSlackListeners, processDelivery, type SlackSurface } from './index.ts';

const suite = await databaseForSuite();
const maya = { userId: 'U0MAYA0001' };
/** Slack waits three seconds, and sends again at once, after a minute and after five. */
const retriesMs = [3000, 63_000, 303_000];

const Messages = z.object({
  state: z.object({ messages: z.array(z.looseObject({ text: z.string(), threadTs: z.string().nullish() })) }),
});

interface Opening {
  readonly slack: SlackAccess;
  readonly listeners: SlackListeners;
  /** How far the time in Slack is ahead. */
  readonly aheadMs: () => number;
}

/** Begins to hear what Slack sends; the function that comes back ends it. */
type Open = (opening: Opening) => Promise<() => Promise<void>>;

const transports: Readonly<Record<string, Open>> = {
  'signed requests': async ({ slack, listeners, aheadMs }) => {
    const clock = { now: () => new Date(systemClock.now().getTime() + aheadMs()) };
    const server = await serveSlack({ listeners, access: slack, clock });
    return server.close;
  },
  'two sockets': async ({ slack, listeners }) => {
    const log = createMemoryLog();
    const { apiUrl: baseUrl, httpClient } = slack;
    const given = { appToken: 'xapp-simulator', baseUrl, httpClient, log, random: () => 0.1 };
    const receiver = createSocketReceiver({ ...given, connections: 2 });
    await createSlackApp({ receiver, listeners, botToken: slackSettings.botToken, baseUrl, log });
    await slack.control('mode', { mode: 'socket' });
    await receiver.start();
    await waitUntil('both are connected', { condition: () => receiver.state().standing === 2 });
    return async () => void (await receiver.stop());
  },
};

for (const [name, open] of Object.entries(transports)) {
  describe(`people in Slack over ${name}`, { timeout: 120_000 }, () => {
    let simulator: Awaited<ReturnType<typeof startSlackSimulator>>;
    let slack: SlackAccess;
    let aheadMs = 0;

    before(async () => {
      simulator = await startSlackSimulator({ port: 0, world: smallWorld() });
      slack = await openSlack({ url: simulator.url });
      await slack.control('limits', { enforced: false });
      await slack.chat.createChannel({ name: 'sophia', isPrivate: false });
      await slack.control('channel', { action: 'join', channel: 'sophia', ...maya });
    });
    after(async () => {
      slack.httpClient.close();
      await simulator.close();
    });

    async function advance(ms: number): Promise<void> {
      aheadMs += ms;
      await slack.control('clock', { advanceMs: ms });
    }

    async function openWorld() {
      const workspaceId = await suite.createWorkspace();
      const services = createSlackServices({ receiveEvent });
      const { chat, desk } = slack;
      function contextFor(actor: Actor) {
        return suite.createContext({ workspaceId, actor });
      }
      const timeZone = 'America/Chicago';
      const surface: SlackSurface = { services, desk, chat, metrics: createMetrics(), contextFor, timeZone };
      const listeners = createSlackListeners(surface);
      const arrived: string[] = [];
      const failing = { acknowledgements: false };
      const earlier = await shown();
      const heard: SlackListeners = {
        ...listeners,
        onEvent: async (envelope) => {
          await listeners.onEvent(envelope);
          if (envelope.event.type === 'app_mention') arrived.push(envelope.event_id);
          if (failing.acknowledgements) throw new Error('That it came is not told.');
        },
      };
      async function kept() {
        const { db } = suite.database;
        return db
          .select()
          .from(inboxEvents)
          .where(eq(inboxEvents.workspaceId, workspaceId))
          .orderBy(asc(inboxEvents.id));
      }
      return {
        arrived,
        failing,
        kept,
        open: () => open({ slack, listeners: heard, aheadMs: () => aheadMs }),
        processAll: async () => {
          for (const { kind, dedupeKey, payload } of await kept()) {
            await processDelivery({ surface, delivery: { kind, dedupeKey, payload } });
          }
        },
        answers: async () => (await shown()).slice(earlier.length).filter(isAnswer),
      };
    }

    async function shown() {
      return Messages.parse(await slack.read('/_control/state')).state.messages;
    }

    async function mention(): Promise<void> {
      await slack.control('post', { ...maya, channel: 'sophia', text: '<@U0SOPHIA> what can you do?' });
    }

    it('are answered once though Slack sends a message four times, the last time after five minutes', async (context) => {
      const { open: begin, arrived, failing, kept, processAll, answers } = await openWorld();
      context.after(await begin());
      failing.acknowledgements = true;
      await mention();
      for (const [index, waitMs] of retriesMs.entries()) {
        await waitUntil('it has come', { condition: () => arrived.length > index });
        await processAll();
        await advance(waitMs);
      }
      await waitUntil('it has come four times', { condition: () => arrived.length === 4 });
      await processAll();
      assert.equal(new Set(arrived).size, 1, 'the same event');
      assert.equal((await kept()).length, 1);
      assert.equal((await answers()).length, 1);
    });

    it('are answered though only a retry of the message comes', async (context) => {
      const { open: begin, arrived, kept, processAll, answers } = await openWorld();
      context.after(await begin());
      await slack.control('faults', { kind: 'event_retry_only', route: 'app_mention' });
      await mention();
      assert.deepEqual(await kept(), [], 'the first time it is lost');
      await advance(3000);
      await waitUntil('the retry has come', { condition: () => arrived.length === 1 });
      await processAll();
      assert.equal((await answers()).length, 1);
    });

    it('get a hundred answers to a hundred messages while Sophia is restarted among them', async (context) => {
      const { open: begin, kept, processAll, answers } = await openWorld();
      const endFirst = await begin();
      for (let number = 1; number <= 40; number += 1) await mention();
      await endFirst();
      for (let number = 41; number <= 60; number += 1) await mention();
      assert.ok((await kept()).length <= 40, 'nobody hears what is said meanwhile');
      await processAll();
      context.after(await begin());
      for (let number = 61; number <= 100; number += 1) await mention();
      await advance(63_000);
      await waitUntil('all are kept', { condition: async () => (await kept()).length === 100 });
      await processAll();
      const threads = (await answers()).map(({ threadTs }) => threadTs);
      assert.deepEqual([threads.length, new Set(threads).size], [100, 100], 'one beneath each message');
    });
  });
}

function isAnswer({ text }: { text: string }): boolean {
  return text === 'What Sophia can do here';
}
