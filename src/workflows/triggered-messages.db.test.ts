import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadFurtherView } from '#modules/briefings';
import { findRecord } from '#modules/crm';
import { receiveEvent } from '#modules/intake';
import {
  chatChannels,
  createNotificationReaders,
  notifications,
  sendBundle,
  sendNotification,
} from '#modules/notifications';
import { startTriggered } from '#modules/triggers';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { createChangeWorld, deal } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { noConnections } from '#test/no-connections';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const trigger = 'an invoice is overdue';
const text = '<!channel> *Larkspur* owes 1200 <https://evil.example|here>';

async function openWorld() {
  const { ctx, chat } = workContextOf((await createChangeWorld(suite)).ctx);
  chat.channels.push({ externalId: 'CFIN', name: 'finance', isPrivate: false, isArchived: false, isMember: true });
  const user = { name: 'Maya', email: 'maya@tidewater.example', timeZone: null };
  chat.users.push({ externalId: 'UMAYA', ...user, active: true, isBot: false });
  const baseUrl = 'http://sophia.example';
  const readers = createNotificationReaders({
    baseUrl: () => baseUrl,
    loadFurther: (question) => loadFurtherView({ question, baseUrl }),
  });
  return { ctx: { ...ctx, notify: { ...ctx.notify, readers } }, chat };
}
type World = Awaited<ReturnType<typeof openWorld>>;

async function receive({ ctx }: World, start: Readonly<Record<string, unknown>>): Promise<string> {
  const input = {
    source: 'events',
    kind: 'invoice.overdue',
    subject: 'msg_1',
    dedupeKey: 'msg_1',
    occurredAt: null,
    payload: { starts: [{ trigger, ...start }] },
  } as const;
  return (await receiveEvent({ ctx: { ...ctx, actor: { type: 'webhook', source: 'events' } }, input })).inboxId;
}

async function asked({ ctx }: World) {
  return ctx.db.select().from(notifications).where(eq(notifications.workspaceId, ctx.workspaceId));
}

describe('an event of another system that tells something', () => {
  for (const { to, channelId } of [
    { to: { channel: '#finance' }, channelId: 'CFIN' },
    { to: { person: 'Maya@tidewater.example' }, channelId: 'DUMAYA' },
  ]) {
    it(`has it told once to ${Object.keys(to).join()}, its words as words and marked as from outside`, async () => {
      const world = await openWorld();
      const { ctx, chat } = world;
      const inboxId = await receive(world, { start: 'send-message', to, text });
      for (let time = 0; time < 2; time += 1) await startTriggered({ ctx, input: { inboxId } });
      const rows = await asked(world);
      assert.equal(rows.length, 1);
      const { state } = await sendNotification({ ctx, input: { notificationId: rows[0]?.id ?? '' } });
      assert.equal(state, 'sent');
      const [message] = chat.messages;
      assert.equal(message?.channelId, channelId);
      assert.doesNotMatch(message.text, /[<>]/);
      assert.deepEqual(message.blocks[0], { type: 'section', text: { type: 'plain_text', text, emoji: false } });
      assert.match(JSON.stringify(message.blocks[1]), /From another system, by the trigger “an invoice is overdue”/);
      const records = await ctx.db
        .select()
        .from(auditRecords)
        .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'trigger.started')));
      assert.doesNotMatch(JSON.stringify([records, rows]), /owes/, 'words from outside stand in the inbox alone');
    });
  }

  it('has nothing told that lacks a value, goes to nobody whom Slack knows, or finds Slack off', async () => {
    const world = await openWorld();
    const { ctx } = world;
    const to = { person: 'nobody@tidewater.example' };
    const inboxId = await receive(world, { start: 'send-message', to, text });
    await assert.rejects(startTriggered({ ctx, input: { inboxId } }), { code: 'channel.unusable', message: /nobody@/ });
    const off = { ...ctx, connections: { ...ctx.connections, chat: noConnections.chat } };
    await assert.rejects(startTriggered({ ctx: off, input: { inboxId } }), { code: 'vendor.off' });
    const holed = await openWorld();
    const lacking = await receive(holed, { start: 'send-message', to: { channel: 'finance' }, text: null });
    await assert.rejects(startTriggered({ ctx: holed.ctx, input: { inboxId: lacking } }), {
      code: 'input.invalid',
      message: /a value for each place in its text/,
    });
    assert.deepEqual([await asked(world), await asked(holed)], [[], []]);
  });

  for (const [named, why] of [
    ['finanse', /#finanse, found none/],
    ['old-finance', /archived/],
    ['board', /private/],
  ] as const) {
    it(`is told nowhere else where its channel is ${named}: the event is a dead letter that says so`, async () => {
      const world = await openWorld();
      const { ctx, chat } = world;
      const channel = { isPrivate: false, isArchived: false, isMember: false };
      chat.channels.push({ ...channel, externalId: 'COLD', name: 'old-finance', isArchived: true });
      chat.channels.push({ ...channel, externalId: 'CBOARD', name: 'board', isPrivate: true });
      const inboxId = await receive(world, { start: 'send-message', to: { channel: named }, text });
      await assert.rejects(startTriggered({ ctx, input: { inboxId } }), { code: 'channel.unusable', message: why });
      assert.deepEqual(await asked(world), []);
    });
  }

  it('is told nowhere else where its channel is gone by the time, alone and in a bundle', async () => {
    const world = await openWorld();
    const { ctx, chat } = world;
    const inboxId = await receive(world, { start: 'send-message', to: { channel: 'finance' }, text });
    await startTriggered({ ctx, input: { inboxId } });
    const [{ id = '' } = {}] = await asked(world);
    await ctx.db.update(notifications).set({ channelId: 'CFIN' }).where(eq(notifications.id, id));
    chat.channels.splice(
      chat.channels.findIndex(({ externalId }) => externalId === 'CFIN'),
      1,
    );
    await sendBundle({ ctx, input: { channelId: 'CFIN' } });
    const [bundled] = await asked(world);
    assert.deepEqual([bundled?.state, Object(bundled?.problem).code], ['undeliverable', 'channel.unusable']);
    await ctx.db.update(chatChannels).set({ isArchived: true }).where(eq(chatChannels.externalId, 'CFIN'));
    const again = { state: 'waiting', problem: null, bundleId: null, channelId: null } as const;
    await ctx.db.update(notifications).set(again).where(eq(notifications.id, id));
    const { state, problem } = await sendNotification({ ctx, input: { notificationId: id } });
    assert.deepEqual([state, problem?.code, chat.messages], ['undeliverable', 'channel.unusable', []]);
  });
});

describe('an event of another system that wants a brief', () => {
  it('has the owner of the deal told where it stands, once', async () => {
    const world = await openWorld();
    const { ctx } = world;
    const inboxId = await receive(world, { start: 'send-brief', deal: deal.externalId });
    for (let time = 0; time < 2; time += 1) await startTriggered({ ctx, input: { inboxId } });
    const record = await findRecord({ ctx, input: { objectType: 'deal', externalId: deal.externalId } });
    assert.deepEqual(
      (await asked(world)).map(({ kind, subject }) => ({ kind, subject })),
      [{ kind: 'deal_brief', subject: { recordId: record?.recordId } }],
    );
  });

  it('is a mistake where it names no deal, or one that is not in the CRM', async () => {
    for (const [named, code] of [
      [null, 'input.invalid'],
      ['999999', 'record.not-found'],
    ] as const) {
      const world = await openWorld();
      const inboxId = await receive(world, { start: 'send-brief', deal: named });
      await assert.rejects(startTriggered({ ctx: world.ctx, input: { inboxId } }), { code });
      assert.deepEqual(await asked(world), []);
    }
  });
});
