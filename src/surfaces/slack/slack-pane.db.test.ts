import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { askUntilStopped, assistantInteractions, stopAnswer } from '#modules/assistant';
import { inboxEvents, receiveEvent } from '#modules/intake';
import type { Actor } from '#platform/context';
import { effects } from '#platform/db';
import { and, asc, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { databaseForSuite } from '#test/database-for-suite';
import { openSlack, type SlackAccess, serveSlack } from '#test/slack-access';
import { createSlackServices, type RecordedServices } from '#test/slack-services';
import { createThinkingModel } from '#test/thinking-model';
import { waitUntil } from '#test/wait-until';
import { startSlackSimulator } from '../../../simulators/slack/index.ts';
import { smallWorld } from '../../../simulators/world/small-world.ts';
import { createSlackListeners, processDelivery, type SlackSurface } from './index.ts';

const suite = await databaseForSuite();
const maya = { userId: 'U0MAYA0001' };

const State = z.object({
  state: z.object({
    messages: z.array(
      z.looseObject({
        ts: z.string(),
        text: z.string(),
        userId: z.string(),
        threadTs: z.string().nullable(),
        isStreaming: z.boolean(),
        blocks: z.unknown(),
        metadata: z.unknown(),
      }),
    ),
    assistantThreads: z.array(
      z.looseObject({
        threadTs: z.string(),
        title: z.string().nullable(),
        status: z.string(),
        prompts: z.array(z.looseObject({ message: z.string() })),
      }),
    ),
  }),
});

describe('the assistant’s pane in Slack', { timeout: 120_000 }, () => {
  const processed = new Set<string>();
  let simulator: Awaited<ReturnType<typeof startSlackSimulator>>;
  let server: Awaited<ReturnType<typeof serveSlack>>;
  let slack: SlackAccess;
  let services: RecordedServices;
  let surface: SlackSurface;
  let threadTs: string;
  let channel: string;

  before(async () => {
    simulator = await startSlackSimulator({ port: 0, world: smallWorld() });
    slack = await openSlack({ url: simulator.url });
    await slack.control('limits', { enforced: false });
    services = createSlackServices({ receiveEvent });
    const { chat, desk } = slack;
    function contextFor(actor: Actor) {
      return suite.createContext({ actor });
    }
    surface = { services, desk, chat, metrics: createMetrics(), contextFor, timeZone: 'America/Chicago' };
    server = await serveSlack({ listeners: createSlackListeners(surface), access: slack });
  });

  after(async () => {
    await server.close();
    slack.httpClient.close();
    await simulator.close();
  });

  async function state(): Promise<z.infer<typeof State>['state']> {
    return State.parse(await slack.read('/_control/state')).state;
  }

  async function thread() {
    const found = (await state()).assistantThreads.find((one) => one.threadTs === threadTs);
    assert.ok(found !== undefined);
    return found;
  }

  /** The answers of the app in the thread. */
  async function answers() {
    const { messages } = await state();
    return messages.filter((one) => one.threadTs === threadTs && one.ts !== threadTs && one.userId !== maya.userId);
  }

  async function next() {
    const { dedupeKey, kind, payload } = inboxEvents;
    const rows = await suite.database.db
      .select({ dedupeKey, kind, payload })
      .from(inboxEvents)
      .where(and(eq(inboxEvents.workspaceId, suite.workspaceId), eq(kind, 'event')))
      .orderBy(asc(inboxEvents.id));
    return rows.find((row) => !processed.has(row.dedupeKey)) ?? null;
  }

  async function processNext(times = 2): Promise<void> {
    await waitUntil('the event is kept', { condition: async () => (await next()) !== null });
    const delivery = await next();
    assert.ok(delivery !== null);
    processed.add(delivery.dedupeKey);
    for (let count = 0; count < times; count += 1) {
      assert.equal((await processDelivery({ surface, delivery })).outcome, 'done');
    }
  }

  it('offers questions when it opens, and those about an account beside its channel', async () => {
    const opened = await slack.control('open-assistant', maya);
    threadTs = String(opened['threadTs']);
    channel = String(opened['channel']);
    await processNext();
    assert.deepEqual(
      (await thread()).prompts.map(({ message }) => message),
      ['Which deals close this quarter?'],
    );
    const contextChannel = (await slack.chat.createChannel({ name: 'acct-larkspur', isPrivate: false })).externalId;
    services.accountChannel = contextChannel;
    await slack.control('move-assistant', { ...maya, threadTs, contextChannel });
    await processNext();
    assert.deepEqual(
      (await thread()).prompts.map(({ message }) => message),
      ['Where does Larkspur Hill stand?'],
    );
  });

  it('answers in one message that comes as it is made, however often it is processed', async () => {
    await slack.control('post', { ...maya, channel, threadTs, text: 'who said what about the bank?' });
    await processNext(3);
    const [answer, ...others] = await answers();
    assert.deepEqual(others, []);
    assert.equal(answer?.isStreaming, false);
    assert.match(JSON.stringify(answer?.blocks), /comes up in 12 turns of calls.*Answered by rules/s);
    assert.match(JSON.stringify(answer?.metadata), /sophia_message/);
    assert.deepEqual([(await thread()).title, (await thread()).status], ['who said what about the bank?', '']);
  });

  it('finishes the message that a try before has begun, and begins no other', async () => {
    await slack.control('post', { ...maya, channel, threadTs, text: 'and what else?' });
    await waitUntil('the event is kept', { condition: async () => (await next()) !== null });
    const delivery = await next();
    assert.ok(delivery !== null);
    const dying: SlackSurface = {
      ...surface,
      desk: {
        ...surface.desk,
        pane: { ...surface.desk.pane, finishStream: () => Promise.reject(new Error('killed')) },
      },
    };
    await assert.rejects(processDelivery({ surface: dying, delivery }), /killed/);
    const begun = (await answers()).at(-1);
    assert.equal(begun?.isStreaming, true);
    assert.match(begun.text, /in \\\*12\\\* turns/);
    // As after a crash between what Slack did and the note of it.
    await suite.database.db
      .update(effects)
      .set({ state: 'sending', externalId: null })
      .where(and(eq(effects.workspaceId, suite.workspaceId), eq(effects.key, `stream:${delivery.dedupeKey}`)));
    await processNext(2);
    const after = await answers();
    assert.equal(after.length, 2);
    assert.deepEqual([after.at(-1)?.ts, after.at(-1)?.isStreaming], [begun.ts, false]);
    assert.match(JSON.stringify(after.at(-1)?.blocks), /Answered by rules/);
  });

  /** Asks what only a model answers, with the verbs that Sophia has, and waits until the model is at it. */
  async function askSlowly(question: string) {
    const model = createThinkingModel();
    const slow: SlackSurface = {
      ...surface,
      services: {
        ...services,
        stopAnswer,
        askQuestion: async ({ ctx, input, tell }) => {
          const asking = { ...ctx, models: model.gateway, ...(tell === undefined ? {} : { tell }) };
          const answer = await askUntilStopped({ ctx: asking, input: { ...input, channel: 'slack' } });
          return { answer, baseUrl: 'http://127.0.0.1:8000' };
        },
      },
    };
    await slack.control('post', { ...maya, channel, threadTs, text: question });
    await waitUntil('the event is kept', { condition: async () => (await next()) !== null });
    const delivery = await next();
    assert.ok(delivery !== null);
    processed.add(delivery.dedupeKey);
    const answering = processDelivery({ surface: slow, delivery });
    await model.asked;
    return { model, slow, delivery, answering };
  }

  async function keptOf(question: string): Promise<string[]> {
    const rows = await suite.database.db
      .select({ outcome: assistantInteractions.outcome })
      .from(assistantInteractions)
      .where(eq(assistantInteractions.question, question));
    return rows.map(({ outcome }) => outcome);
  }

  for (const [how, question] of [
    ['the button beside it', 'Could you weigh everything against everything else, as Maya sees it?'],
    ['the word', 'Could you weigh everything against everything else, as Luis sees it?'],
  ] as const) {
    it(`ends an answer that takes its time, and the spend for it, by ${how}`, async () => {
      const before = (await answers()).length;
      const { model, slow, delivery, answering } = await askSlowly(question);
      const offer = (await answers()).at(-1);
      assert.match(JSON.stringify(offer?.blocks), /a model plans the answer.*"Stop"/s);
      assert.match((await thread()).status, /has a model plan the answer/);
      const stopping = createSlackListeners(slow);
      await server.close();
      server = await serveSlack({ listeners: stopping, access: slack });
      if (how === 'the word') await slack.control('post', { ...maya, channel, threadTs, text: 'Stop it, please.' });
      else await slack.control('press', { ...maya, channel, ts: offer?.ts, actionId: 'answer.stop' });
      await model.stopped;
      assert.equal((await answering).outcome, 'done');
      assert.equal((await processDelivery({ surface: slow, delivery })).outcome, 'done');
      assert.deepEqual([model.requests(), await keptOf(question)], [1, ['stopped', 'stopped']]);
      const shown = (await answers()).slice(before);
      assert.deepEqual(
        shown.map(({ text, isStreaming }) => [text, isStreaming]),
        [['Stopped before there was anything to show.', false]],
      );
      assert.doesNotMatch(JSON.stringify(shown), /answer\.right|"Stop"/);
      if (how !== 'the word') return;
      await processNext();
      assert.match((await answers()).at(-1)?.text ?? '', /^Stopped: nothing more is looked up here/);
    });
  }

  it('lets nobody end what somebody else has asked, and answers what is asked after a stop', async () => {
    const question = 'Could you weigh everything against everything else, as Dana sees it?';
    const { model, answering, slow } = await askSlowly(question);
    const [asked] = (await state()).messages.filter(({ text }) => text === question);
    const place = { conversation: `slack:${channel}:${threadTs}`, askedUntil: Number(asked?.ts) };
    const person = { type: 'chat_user', source: 'slack', name: 'Somebody', email: null } as const;
    const other = suite.createContext({ actor: { ...person, userId: 'U0LUIS' } });
    await stopAnswer({ ctx: other, input: place });
    const own = suite.createContext({ actor: { ...person, userId: maya.userId } });
    await stopAnswer({ ctx: own, input: { ...place, askedUntil: place.askedUntil - 0.001 } });
    const { conversation, askedUntil: askedAt } = place;
    const input = { conversation, askedAt, question: 'what can you do?', channel: 'slack' as const };
    const { outcome } = await askUntilStopped({ ctx: own, input });
    assert.deepEqual([outcome, model.requests(), await keptOf(question)], ['answered', 1, []]);
    await slow.services.stopAnswer({ ctx: own, input: place });
    await model.stopped;
    await answering;
    assert.deepEqual(await keptOf(question), ['stopped']);
  });
});
