import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { inboxEvents, receiveEvent } from '#modules/intake';
import { chatInteractions } from '#modules/notifications';
import type { Actor } from '#platform/context';
import { auditRecords } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, asc, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { databaseForSuite } from '#test/database-for-suite';
import { openSlack, type SlackAccess, serveSlack } from '#test/slack-access';
import { createSlackServices, type RecordedServices } from '#test/slack-services';
import { waitUntil } from '#test/wait-until';
import { startSlackSimulator } from '../../../simulators/slack/index.ts';
import { smallWorld } from '../../../simulators/world/small-world.ts';
import { createSlackListeners, processDelivery, type SlackSurface } from './index.ts';

const suite = await databaseForSuite();
const maya = { userId: 'U0MAYA0001' };

const Messages = z.object({
  state: z.object({
    messages: z.array(
      z.looseObject({
        ts: z.string(),
        text: z.string(),
        userId: z.string(),
        visibleTo: z.string().nullable(),
        threadTs: z.string().nullish(),
      }),
    ),
    views: z.array(z.looseObject({ id: z.string() })),
  }),
});

describe('people in Slack', { timeout: 120_000 }, () => {
  const metrics = createMetrics();
  const processed = new Set<string>();
  let simulator: Awaited<ReturnType<typeof startSlackSimulator>>;
  let server: Awaited<ReturnType<typeof serveSlack>>;
  let slack: SlackAccess;
  let services: RecordedServices;
  let surface: SlackSurface;
  let channelId: string;
  let cardTs: string;

  function contextFor(actor: Actor) {
    return suite.createContext({ actor });
  }

  before(async () => {
    simulator = await startSlackSimulator({ port: 0, world: smallWorld() });
    slack = await openSlack({ url: simulator.url });
    await slack.control('limits', { enforced: false });
    services = createSlackServices({ receiveEvent });
    const { chat, desk } = slack;
    surface = { services, desk, chat, metrics, contextFor, timeZone: 'America/Chicago' };
    server = await serveSlack({ listeners: createSlackListeners(surface), access: slack });
    channelId = (await chat.createChannel({ name: 'sophia', isPrivate: false })).externalId;
    await slack.control('channel', { action: 'join', channel: 'sophia', ...maya });
    cardTs = (await chat.postMessage(services.card(channelId))).externalId;
  });

  after(async () => {
    await server.close();
    slack.httpClient.close();
    await simulator.close();
  });

  async function rows(kind: string) {
    return suite.database.db
      .select()
      .from(inboxEvents)
      .where(and(eq(inboxEvents.workspaceId, suite.workspaceId), eq(inboxEvents.kind, kind)))
      .orderBy(asc(inboxEvents.id));
  }

  /** What the workflow of the inbox does with what is new of a kind, as often as it is told to. */
  async function processNew(kind: string, times = 1): Promise<string> {
    const row = (await rows(kind)).find(({ dedupeKey }) => !processed.has(dedupeKey));
    assert.ok(row !== undefined, `an event of kind ${kind}`);
    const { dedupeKey, payload } = row;
    processed.add(dedupeKey);
    let outcome = '';
    for (let count = 0; count < times; count += 1) {
      ({ outcome } = await processDelivery({ surface, delivery: { kind, dedupeKey, payload } }));
    }
    return outcome;
  }

  async function shown(): Promise<z.infer<typeof Messages>['state']['messages']> {
    return Messages.parse(await slack.read('/_control/state')).state.messages;
  }

  async function command(line: string): Promise<string> {
    const [name = '', ...rest] = line.split(' ');
    const earlier = (await shown()).length;
    const answer = await slack.control('command', { ...maya, channel: 'sophia', command: name, text: rest.join(' ') });
    assert.equal(answer['acknowledged'], true);
    const direct = (await shown()).slice(earlier);
    if (direct.length === 0) await processNew('command', 2);
    const answers = (await shown()).slice(earlier);
    assert.equal(answers.length, 1, 'one answer, though it was processed twice');
    assert.equal(answers[0]?.visibleTo, maya.userId);
    return JSON.stringify(answers[0]);
  }

  async function press(actionId: string): Promise<void> {
    const blockId = 'change:chg_1';
    const answer = await slack.control('press', { ...maya, channel: 'sophia', ts: cardTs, actionId, blockId });
    assert.equal(answer['acknowledged'], true);
  }

  it('are answered once, however often Slack sends the event and however often it is processed', async () => {
    await slack.control('post', { ...maya, channel: 'sophia', text: 'Hi <@U0SOPHIA>, what can you do?' });
    await waitUntil('the event is kept', { condition: async () => (await rows('event')).length > 0 });
    await slack.control('resend-event', { times: 3 });
    await waitUntil('all four have come', {
      condition: () => server.statuses.filter((status) => status === 200).length >= 5,
    });
    assert.equal((await rows('event')).length, 1);
    assert.equal(await processNew('event', 3), 'done');
    const replies = (await shown()).filter(({ text }) => text === 'What Sophia can do here');
    assert.equal(replies.length, 1);
    assert.ok((replies[0]?.threadTs ?? '') !== '');
    assert.ok(!JSON.stringify(await rows('event')).includes('slack-simulator-verification-token'));
  });

  it('are answered in the thread, go on there without a mention, and rate the answer', async () => {
    const posted = await slack.control('post', {
      ...maya,
      channel: 'sophia',
      text: '<@U0SOPHIA> who said &lt;what&gt; about the bank?',
    });
    const ts = z.object({ ts: z.string() }).parse(posted).ts;
    await waitUntil('the question is kept', { condition: async () => (await rows('event')).length > 1 });
    assert.equal(await processNew('event', 2), 'done');
    const conversation = `slack:${channelId}:${ts}`;
    assert.deepEqual(
      services.asked.questions.slice(-2).map(({ question, conversation: name }) => [question, name]),
      Array.from({ length: 2 }, () => ['who said &lt;what&gt; about the bank?', conversation]),
    );
    const answers = (await shown()).filter(({ threadTs, userId }) => threadTs === ts && userId !== maya.userId);
    assert.equal(answers.length, 1, 'twelve proofs fit into one message, posted once');
    const [answer] = answers;
    assert.match(JSON.stringify(answer), /calls\/main\/call_11#turn-11\|\[12\]/);
    assert.ok(!JSON.stringify(answer).includes('<!channel>'));
    await slack.control('post', { ...maya, channel: 'sophia', text: 'and last month?', threadTs: ts });
    await slack.control('post', { ...maya, channel: 'sophia', text: 'not for Sophia' });
    await waitUntil('the follow-up is kept', { condition: async () => (await rows('event')).length > 2 });
    assert.equal(await processNew('event'), 'done');
    assert.equal(services.asked.questions.at(-1)?.question, 'and last month?');
    assert.equal((await rows('event')).length, 3, 'neither our own messages nor those of others are questions');
    const place = { ...maya, channel: 'sophia', ts: answer?.ts ?? '', blockId: 'answer:ans_1' };
    await slack.control('press', { ...place, actionId: 'answer.other' });
    assert.equal(await processNew('block_actions'), 'done');
    assert.deepEqual(services.asked.ratings, [
      { answerId: 'ans_1', rating: 'down', reason: 'Something else was asked.' },
    ]);
    await slack.control('press', { ...place, blockId: 'answer-deeds:ans_1:chg_1', actionId: 'change.approve' });
    assert.equal(await processNew('block_actions'), 'done');
    assert.deepEqual(services.asked.decisions.at(-1)?.decisions, [
      { changeId: 'chg_1', decision: 'approve', value: null, reason: null },
    ]);
    assert.match(JSON.stringify((await shown()).at(-1)), /Approved: it is being written/);
  });

  it('get help from the table of commands, for one as for all', async () => {
    const help = await command('/sophia help');
    for (const name of [
      '/sophia deal ',
      '/sophia call ',
      '/sophia approve',
      '/sophia undo',
      '/sophia ledger',
      '/sophia link',
      '/sophia-deals',
      '/sophia-calls',
    ]) {
      assert.ok(help.includes(name), name);
    }
    assert.match(await command('/sophia'), /What Sophia can do here/);
    assert.match(await command('/sophia-deals help'), /sophia-deals \[stage/);
    assert.match(await command('/sophia dance <!channel>'), /Expected one of help, deal.*found “dance”/);
  });

  it('list deals of a stage, an owner, themselves or a period, and are told what exists', async () => {
    assert.match(await command('/sophia-deals negotiation'), /Deals: Negotiation \(2\).*Larkspur/s);
    assert.match(await command('/sophia-deals @luis'), /Deals: Luis Ferrer/);
    assert.match(await command('/sophia-deals me'), /Deals: Maya Okafor/);
    assert.match(await command('/sophia-deals closing next month'), /closing next month/);
    await command('/sophia-deals december');
    assert.equal(services.asked.deals.at(-1)?.closing?.from, '2026-12-01');
    assert.match(await command('/sophia-deals this quarter'), /closing this quarter/);
    assert.deepEqual(services.asked.deals.at(-1)?.closing, {
      from: '2026-07-01',
      to: '2026-09-30',
    });
    assert.match(
      await command('/sophia-deals <!channel>'),
      /found “&lt;!channel&gt;”. Stages: Discovery, Negotiation.*Periods: today/,
    );
  });

  it('list calls of the last seven days, or of a period', async () => {
    assert.match(await command('/sophia-calls'), /Pricing with Larkspur Hill.*5 more/s);
    assert.deepEqual(services.asked.calls.at(-1), { from: '2026-09-08', to: '2026-09-14', account: null, limit: 20 });
    await command('/sophia-calls last month');
    assert.deepEqual(services.asked.calls.at(-1), { from: '2026-08-01', to: '2026-08-31', account: null, limit: 20 });
    assert.match(await command('/sophia-calls alder point last month'), /Calls: alder point, last month/);
    await command('/sophia-calls alder point');
    assert.deepEqual(services.asked.calls.at(-1), {
      from: '2025-09-15',
      to: '2026-09-14',
      account: 'alder point',
      limit: 20,
    });
    assert.match(await command('/sophia-calls sometime'), /Expected an account, a period, or both, found “sometime”/);
  });

  it('see a deal, a call, the ledger, what waits and who they are; undo and approve by id', async () => {
    assert.match(await command('/sophia deal larkspur'), /Stage.*Negotiation/s);
    assert.match(await command('/sophia deal'), /Expected the name of a deal.*For example/);
    assert.match(await command('/sophia call pricing'), /Key points|Outcome|Nothing was found/);
    assert.match(await command('/sophia ledger'), /Ledger of 2026-09-14 \(UTC\): 1 gaps/);
    assert.match(await command('/sophia ledger last week'), /Expected one day/);
    assert.match(
      await command('/sophia approve'),
      /chg_1.*Close date of Larkspur Hill renewal: Sat, Oct 31, 2026 → \*Tue, Dec 15/,
    );
    assert.match(await command('/sophia approve chg_1'), /Approved\./);
    assert.match(await command('/sophia undo set_1'), /Undone: 2, refused: 1/);
    assert.match(await command('/sophia link'), /HubSpot: Maya Okafor.*Gong: not matched/s);
  });

  it('open, rename, close and archive the channel of an account, and are told how', async () => {
    assert.match(await command('/sophia channel'), /<#C1>: Larkspur Hill/);
    assert.match(await command('/sophia channel open Larkspur Hill as Acct-Larkspur'), /Created <#C1>.*Larkspur Hill/s);
    assert.match(await command('/sophia channel rename Larkspur Hill to #acct-lark'), /#acct-larkspur is now <#C1>/);
    assert.match(await command('/sophia channel archive Larkspur Hill'), /Archived #acct-larkspur-hill/);
    assert.match(await command('/sophia channel close Larkspur Hill'), /Let go of #acct-larkspur-hill/);
    const askedOnce = services.asked.channels.filter((_, place) => place % 2 === 0);
    assert.deepEqual(askedOnce, [
      { account: 'Larkspur Hill', name: 'acct-larkspur', isPrivate: false },
      { account: 'Larkspur Hill', name: '#acct-lark' },
      { account: 'Larkspur Hill', archive: true },
      { account: 'Larkspur Hill', archive: false },
    ]);
    assert.match(await command('/sophia channel rename Larkspur Hill'), /Expected a new name, such as/);
    assert.match(await command('/sophia channel open'), /Expected the name of a company or deal/);
    assert.match(await command('/sophia channel dance <!here>'), /Expected `policy .*`open .*found “dance”/);
  });

  it('approve by a button, in their own name', async () => {
    await press('change.approve');
    assert.equal(await processNew('block_actions'), 'done');
    const { actor, decisions } = services.asked.decisions.at(-1) ?? {};
    assert.deepEqual(
      [actor?.type === 'chat_user' && actor.email, decisions],
      ['maya.okafor@tidewaterledger.example', [{ changeId: 'chg_1', decision: 'approve', value: null, reason: null }]],
    );
  });

  it('edit and reject through a form, which wants a value, and takes a reason', async () => {
    await press('change.edit');
    assert.match(JSON.stringify(await slack.read('/_control/state')), /"text":"Close date of [^"]+"/);
    const refused = await slack.control('submit-view', { ...maya, values: { answer: '   ' } });
    assert.match(JSON.stringify(refused), /Write something here/);
    await slack.control('submit-view', { ...maya, values: { answer: '2026-12-20' } });
    await processNew('view_submission');
    assert.deepEqual(services.asked.decisions.at(-1)?.decisions, [
      { changeId: 'chg_1', decision: 'edit', value: '2026-12-20', reason: null },
    ]);
    await press('change.reject');
    await slack.control('submit-view', { ...maya, values: { answer: 'It was said in jest.' } });
    await processNew('view_submission');
    assert.deepEqual(services.asked.decisions.at(-1)?.decisions, [
      { changeId: 'chg_1', decision: 'reject', value: null, reason: 'It was said in jest.' },
    ]);
    await press('change.reject');
    await slack.control('submit-view', { ...maya, values: { answer: '' } });
    await processNew('view_submission');
    assert.deepEqual(services.asked.decisions.at(-1)?.decisions, [
      { changeId: 'chg_1', decision: 'reject', value: null, reason: null },
    ]);
  });

  it('are told why something was not possible, and it is kept and counted', async () => {
    services.failNext(
      new SophiaError('approval.not-yours', 'Expected Dana Whitfield <dana@x.example> to decide, found Maya.'),
    );
    await press('change.approve');
    assert.equal(await processNew('block_actions'), 'refused');
    assert.match(JSON.stringify((await shown()).at(-1)), /Expected Dana Whitfield &lt;dana@x.example&gt;/);
    services.failNext(new SophiaError('vendor.unavailable', 'HubSpot is away.'));
    await press('change.approve');
    await assert.rejects(processNew('block_actions'), { code: 'vendor.unavailable' });
    const kept = await suite.database.db
      .select()
      .from(chatInteractions)
      .where(and(eq(chatInteractions.workspaceId, suite.workspaceId), eq(chatInteractions.outcome, 'refused')));
    assert.ok(kept.some(({ problem }) => JSON.stringify(problem).includes('approval.not-yours')));
    const { text } = await metrics.render();
    assert.match(text, /sophia_slack_interactions_total\{interaction_type="action",success="false"\} 1/);
    assert.match(text, /sophia_slack_interactions_total\{interaction_type="command",success="true"\} \d+/);
  });

  it('whom Slack does not vouch for decide nothing and are told what to do', async () => {
    await slack.control('user', { ...maya, email: null });
    const decided = services.asked.decisions.length;
    await press('change.approve');
    assert.equal(await processNew('block_actions'), 'refused');
    assert.match(JSON.stringify((await shown()).at(-1)), /verified e-mail address.*sophia people link/s);
    await press('change.edit');
    assert.match(JSON.stringify((await shown()).at(-1)), /verified e-mail address/);
    assert.match(await command('/sophia-deals me'), /verified e-mail address/);
    assert.equal(services.asked.decisions.length, decided);
    await slack.control('user', { ...maya, email: 'maya.okafor@tidewaterledger.example' });
  });

  it('whom the CRM does not know are told so and what else to ask for, which the audit trail keeps', async () => {
    await slack.control('user', { ...maya, email: 'maya@elsewhere.example' });
    assert.match(
      await command('/sophia-deals me'),
      /Expected an owner in the CRM with the address maya@elsewhere\.example, found none\. Name a stage or an owner/,
    );
    await slack.control('user', { ...maya, email: 'maya.okafor@tidewaterledger.example' });
    const refused = await suite.database.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, suite.workspaceId), eq(auditRecords.result, 'refused')));
    assert.ok(refused.some(({ details }) => Object(details).problem === 'person.not-found'));
  });

  it('act as their account from the first one on, and an answer in a channel is for them alone', async () => {
    services.account = {
      type: 'user',
      userId: 'usr_1',
      name: 'Maya Okafor',
      email: 'maya.okafor@tidewaterledger.example',
      grant: { role: 'representative', scopes: null, seesOnly: ['maya.okafor@tidewaterledger.example'] },
      credentialId: `slack:${maya.userId}`,
    };
    await press('change.approve');
    assert.equal(await processNew('block_actions'), 'done');
    assert.deepEqual(services.asked.decisions.at(-1)?.actor, services.account);
    const earlier = (await rows('event')).length;
    await slack.control('post', { ...maya, channel: 'sophia', text: '<@U0SOPHIA> who said what about the bank?' });
    await waitUntil('it is kept', { condition: async () => (await rows('event')).length > earlier });
    assert.equal(await processNew('event', 2), 'done');
    assert.deepEqual(services.asked.questions.at(-1)?.actor, services.account);
    const answer = (await shown()).at(-1);
    assert.equal(answer?.visibleTo, maya.userId);
    assert.ok((answer?.threadTs ?? '') !== '');
  });

  it('without an account are told what to do, and do nothing', async () => {
    services.account = new SophiaError('account.missing', 'Expected an account of Sophia for maya, found none.');
    const decided = services.asked.decisions.length;
    await press('change.approve');
    assert.equal(await processNew('block_actions'), 'refused');
    assert.match(JSON.stringify((await shown()).at(-1)), /Expected an account.*sophia users invite/s);
    assert.match(await command('/sophia-deals me'), /Expected an account/);
    assert.equal(services.asked.decisions.length, decided);
    services.account = null;
  });

  it('find the same list in the app’s home', async () => {
    await slack.control('open-home', maya);
    await waitUntil('the event is kept', {
      condition: async () => JSON.stringify(await rows('event')).includes('app_home_opened'),
    });
    await processNew('event');
    assert.match(JSON.stringify(await slack.read('/_control/state')), /"type":"home".*What Sophia can do here/s);
  });
});
