import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SophiaError } from '#platform/errors';
import { eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { ask, type NotificationTestContext, openNotificationWorld, workOf } from '#test/notification-world';
import {
  chatInteractions,
  closeAccountChannel,
  configureNotifications,
  openAccountChannel,
  recordInteraction,
  renameAccountChannel,
  sendDigest,
  sendNotification,
  syncChatDirectory,
} from './index.ts';

const suite = await databaseForSuite();

function openWorld(): ReturnType<typeof openNotificationWorld> {
  return openNotificationWorld(suite);
}

describe('the digest', () => {
  test('is asked for once a day and comes again the next day, at the time of its zone', async () => {
    const world = await openWorld();
    const digest = { at: '08:00', timeZone: 'America/Chicago' };
    await configureNotifications({ ctx: world.ctx, input: { digest } });
    const [first] = await workOf(world);
    assert.deepEqual([first?.kind, first?.dueAt.toISOString()], ['send-digest', '2026-09-15T13:00:00.000Z']);
    world.ctx.clock.advance(22 * 3_600_000);
    const one = await sendDigest({ ctx: world.ctx });
    const same = await sendDigest({ ctx: world.ctx });
    assert.equal(one.notificationId, same.notificationId);
    const [next] = await workOf(world);
    assert.equal(next?.dueAt.toISOString(), '2026-09-16T13:00:00.000Z');
    await configureNotifications({ ctx: world.ctx, input: { digest: null } });
    assert.deepEqual(await workOf(world), []);
    assert.deepEqual(await sendDigest({ ctx: world.ctx }), { notificationId: null });
  });
});

describe('channels of accounts', () => {
  test('are created, named and archived when asked, each once', async () => {
    const world = await openWorld();
    const { ctx, chat } = world;
    const input = { recordId: 'rec_9', name: 'acct-harbor-row', isPrivate: false };
    chat.failNext({ method: 'createChannel', error: new SophiaError('vendor.timeout', 'Lost.'), when: 'after' });
    await assert.rejects(openAccountChannel({ ctx, input }), { code: 'vendor.timeout' });
    const opened = await openAccountChannel({ ctx, input });
    assert.equal(chat.channels.filter(({ name }) => name === 'acct-harbor-row').length, 1);
    world.account.value = { recordId: 'rec_9', companyName: 'Another name', ownerEmail: null, teams: [] };
    const sent = await sendNotification({ ctx, input: { notificationId: await ask(world) } });
    assert.equal(sent.channelId, opened.channelId);
    await renameAccountChannel({ ctx, input: { recordId: 'rec_9', name: 'harbor' } });
    assert.equal(chat.channels.find(({ externalId }) => externalId === opened.channelId)?.name, 'harbor');
    await closeAccountChannel({ ctx, input: { recordId: 'rec_9', archive: true } });
    assert.equal(chat.channels.find(({ externalId }) => externalId === opened.channelId)?.isArchived, true);
    await assert.rejects(closeAccountChannel({ ctx, input: { recordId: 'rec_9', archive: true } }), {
      code: 'channel.unusable',
    });
  });

  test('of a deal come before that of its company, and an archived one does not', async () => {
    const world = await openWorld();
    const { ctx, chat } = world;
    const ofDeal = await openAccountChannel({ ctx, input: { recordId: 'rec_d', name: 'deal-row', isPrivate: false } });
    const about = { companyName: 'Harbor Row', ownerEmail: null, teams: [] };
    world.account.value = { recordId: 'rec_c', dealRecordId: 'rec_d', ...about };
    async function placeOf() {
      return (await sendNotification({ ctx, input: { notificationId: await ask(world) } })).channelId;
    }
    assert.equal(await placeOf(), ofDeal.channelId, 'the company has none');
    const ofCompany = await openAccountChannel({ ctx, input: { recordId: 'rec_c', name: 'row', isPrivate: false } });
    assert.equal(await placeOf(), ofDeal.channelId);
    world.account.value = { recordId: 'rec_c', dealRecordId: 'rec_e', ...about };
    assert.equal(await placeOf(), ofCompany.channelId, 'another deal of the company has none');
    world.account.value = { recordId: 'rec_c', dealRecordId: 'rec_d', ...about };
    chat.channels.splice(
      0,
      chat.channels.length,
      ...chat.channels.map((channel) => ({
        ...channel,
        isArchived: channel.isArchived || channel.externalId === ofDeal.channelId,
      })),
    );
    ctx.clock.advance(120_000);
    await syncChatDirectory({ ctx });
    assert.equal(await placeOf(), ofCompany.channelId);
  });

  test('are joined where they exist, and not opened by what runs by itself', async () => {
    const world = await openWorld();
    const input = { recordId: 'rec_1', name: 'acct-larkspur-hill', isPrivate: false };
    const joined = await openAccountChannel({ ctx: world.ctx, input });
    assert.deepEqual(joined, { channelId: 'CLARK', name: 'acct-larkspur-hill', created: false });
    const ctx: NotificationTestContext = { ...world.ctx, actor: { type: 'system', component: 'send-notification' } };
    await assert.rejects(openAccountChannel({ ctx, input }), { code: 'access.denied' });
    await assert.rejects(configureNotifications({ ctx, input: {} }), { code: 'access.denied' });
    await assert.rejects(openAccountChannel({ ctx: world.ctx, input: { ...input, name: 'No Good' } }), {
      code: 'input.invalid',
    });
  });
});

describe('the mirror of the chat', () => {
  test('follows it, and what is gone there can no longer be used', async () => {
    const world = await openWorld();
    assert.deepEqual(await syncChatDirectory({ ctx: world.ctx }), { channels: 2, users: 1 });
    world.ctx.clock.advance(120_000);
    world.chat.channels.splice(1, 1);
    assert.deepEqual(await syncChatDirectory({ ctx: world.ctx }), { channels: 1, users: 1 });
    const sent = await sendNotification({ ctx: world.ctx, input: { notificationId: await ask(world) } });
    assert.deepEqual([sent.channelId, sent.problem?.code], ['CSOPHIA', 'channel.unusable']);
  });
});

describe('what people do in the chat', () => {
  test('is kept with what came of it', async () => {
    const { ctx } = await openWorld();
    const interaction = {
      kind: 'command' as const,
      userId: 'UMAYA',
      channelId: 'C1',
      input: { command: '/sophia' },
      outcome: 'done' as const,
      problem: null,
    };
    const { interactionId } = await recordInteraction({ ctx, input: interaction });
    const rows = await ctx.db.select().from(chatInteractions).where(eq(chatInteractions.id, interactionId));
    assert.deepEqual([rows[0]?.kind, rows[0]?.outcome, rows[0]?.workspaceId], ['command', 'done', ctx.workspaceId]);
  });
});
