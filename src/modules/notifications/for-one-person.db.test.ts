import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chatAccounts, users } from '#modules/users';
import { eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { ask, openNotificationWorld } from '#test/notification-world';
import { chatChannels, listNotifications, postponeNotification, sendNotification } from './index.ts';

const suite = await databaseForSuite();

function openWorld(): ReturnType<typeof openNotificationWorld> {
  return openNotificationWorld(suite);
}

describe('notifications for one person', () => {
  test('for the owner alone go to no channel: neither without an owner nor where nobody in the chat is the owner', async () => {
    const world = await openWorld();
    for (const ownerEmail of ['left@tidewater.example', null]) {
      world.account.value = { ...world.account.value, ownerEmail };
      for (const kind of ['contradiction', 'commitment_due', 'deal_brief'] as const) {
        const sent = await sendNotification({ ctx: world.ctx, input: { notificationId: await ask(world, { kind }) } });
        assert.deepEqual([sent.state, sent.problem?.code], ['undeliverable', 'channel.unusable'], kind);
      }
    }
    assert.equal(world.chat.messages.length, 0);
  });

  test('for an owner who was not read from the CRM yet wait, with the reason, and go to the owner then', async () => {
    const world = await openWorld();
    world.account.value = { ...world.account.value, ownerEmail: null, isOwnerUnread: true };
    const notificationId = await ask(world, { kind: 'contradiction' });
    const approvalId = await ask(world, { kind: 'approval_request' });
    const { ctx } = world;
    const problem = { code: 'owner.unread', message: 'Nobody was read.', action: 'Wait.' };
    for (const id of [notificationId, approvalId]) {
      await assert.rejects(sendNotification({ ctx, input: { notificationId: id } }), { code: 'owner.unread' });
    }
    await postponeNotification({ ctx, input: { notificationId, problem } });
    const { notifications: waiting } = await listNotifications({
      ctx,
      input: { state: 'waiting', limit: 10, before: null },
    });
    assert.equal(waiting.find((one) => one.notificationId === notificationId)?.problem?.code, 'owner.unread');
    assert.equal(world.chat.messages.length, 0);
    ctx.clock.advance(3_600_000);
    const approval = await sendNotification({ ctx, input: { notificationId: approvalId } });
    assert.equal(approval.channelId, 'CLARK', 'a card is better than none after an hour');
    world.account.value = { ...world.account.value, ownerEmail: 'maya@tidewater.example', isOwnerUnread: false };
    const sent = await sendNotification({ ctx, input: { notificationId } });
    assert.deepEqual([sent.state, sent.channelId], ['sent', 'DUMAYA']);
  });

  test('reach an owner whom an administrator joined with a member of the chat, as long as the address there is that one', async () => {
    const world = await openWorld();
    const { ctx } = world;
    const { workspaceId } = ctx;
    const at = ctx.clock.now();
    const ana = { externalId: 'UANA', name: 'Ana', email: 'ana@mail.example', timeZone: null, active: true };
    world.chat.users.push({ ...ana, isBot: false });
    const account = { id: `usr-${workspaceId}`, workspaceId, name: 'Ana' };
    const rights = { role: 'representative', state: 'active' } as const;
    await ctx.db
      .insert(users)
      .values({ ...account, ...rights, email: 'ana@tidewater.example', createdAt: at, activatedAt: at });
    const join = { id: `chat-${workspaceId}`, workspaceId, source: 'slack', externalId: 'UANA', userId: account.id };
    const said = { because: 'asked her', linkedBy: {}, linkedAt: at };
    await ctx.db.insert(chatAccounts).values({ ...join, ...said, address: ana.email });
    world.account.value = { ...world.account.value, ownerEmail: 'ana@tidewater.example' };
    async function send(): Promise<string | null> {
      const notificationId = await ask(world, { kind: 'contradiction' });
      return (await sendNotification({ ctx, input: { notificationId } })).channelId;
    }
    assert.equal(await send(), 'DUANA');
    await ctx.db.update(chatAccounts).set({ address: 'other@mail.example' }).where(eq(chatAccounts.id, join.id));
    assert.equal(await send(), null, 'somebody else may have the member by now');
    await ctx.db.update(chatAccounts).set({ address: ana.email, endedAt: at }).where(eq(chatAccounts.id, join.id));
    assert.equal(await send(), null, 'the join was taken back');
  });

  test('find whom they are for where another reading has got to the channels and not to the people', async () => {
    const world = await openWorld();
    const { ctx } = world;
    world.chat.users.push(...world.chat.users);
    const channel = { source: 'slack', externalId: 'CSOPHIA', name: 'sophia', isPrivate: false, isArchived: false };
    await ctx.db
      .insert(chatChannels)
      .values({ ...channel, workspaceId: ctx.workspaceId, isMember: true, syncedAt: ctx.clock.now() });
    const sent = await sendNotification({
      ctx,
      input: { notificationId: await ask(world, { kind: 'contradiction' }) },
    });
    assert.equal(sent.channelId, 'DUMAYA');
  });
});
