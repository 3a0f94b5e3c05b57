import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { databaseForSuite } from '#test/database-for-suite';
import { ask, type NotificationWorld, openNotificationWorld } from '#test/notification-world';
import {
  closeAccountChannel,
  configureChannelPolicy,
  configureNotifications,
  countInteractions,
  getChannelPolicy,
  getNotification,
  getNotificationSettings,
  listAccountChannels,
  listChannelPolicies,
  listNotifications,
  openAccountChannel,
  postponeBundle,
  postponeNotification,
  recordInteraction,
  renameAccountChannel,
  requestNotification,
  retryNotifications,
  sendBundle,
  sendDigest,
  sendNotification,
  syncChatDirectory,
  takeBriefsTurn,
  updateNotification,
  wasHeard,
} from './index.ts';

const suite = await databaseForSuite();
const page = { state: null, limit: 10, before: null };
const problem = { code: 'vendor.timeout', message: 'Late.', action: 'Nothing.' };
const interaction = {
  kind: 'command',
  userId: 'U1',
  channelId: null,
  input: {},
  outcome: 'done',
  problem: null,
} as const;
const channel = { recordId: 'rec_9', name: 'acct-harbor', isPrivate: false };

/** So many at once for the default channel that they wait to be told together. */
async function holdBundle(world: NotificationWorld): Promise<void> {
  const asked: string[] = [];
  for (let number = 0; number < 7; number += 1) {
    asked.push(await ask(world, { kind: 'drift', destination: { to: 'default' } }));
  }
  for (const notificationId of asked) await sendNotification({ ctx: world.ctx, input: { notificationId } });
}

describe('notifications', () => {
  test('are shut to whoever has not the right to them', async () => {
    const world = await openNotificationWorld(suite);
    const notificationId = await ask(world);
    const ctx = { ...world.ctx, actor: { type: 'webhook', source: 'slack' } as const };
    const wanted = { kind: 'gap', key: 'k', severity: 'low', subject: {} } as const;
    const refused: Readonly<Record<string, () => Promise<unknown>>> = {
      closeAccountChannel: () => closeAccountChannel({ ctx, input: { recordId: 'rec_9', archive: true } }),
      configureChannelPolicy: () => configureChannelPolicy({ ctx, input: { channel: null, policy: null } }),
      configureNotifications: () => configureNotifications({ ctx, input: {} }),
      countInteractions: () => countInteractions({ ctx, input: { userId: 'U1', channelId: 'C1', since: new Date(0) } }),
      getChannelPolicy: () => getChannelPolicy({ ctx, input: { channelId: 'C1', email: null } }),
      getNotification: () => getNotification({ ctx, input: { notificationId } }),
      getNotificationSettings: () => getNotificationSettings({ ctx }),
      listAccountChannels: () => listAccountChannels({ ctx }),
      listChannelPolicies: () => listChannelPolicies({ ctx }),
      listNotifications: () => listNotifications({ ctx, input: page }),
      openAccountChannel: () => openAccountChannel({ ctx, input: channel }),
      postponeBundle: () => postponeBundle({ ctx, input: { channelId: 'CSOPHIA', problem } }),
      postponeNotification: () => postponeNotification({ ctx, input: { notificationId, problem } }),
      recordInteraction: () => recordInteraction({ ctx, input: interaction }),
      renameAccountChannel: () => renameAccountChannel({ ctx, input: { recordId: 'rec_9', name: 'x' } }),
      requestNotification: () => requestNotification({ ctx, input: wanted }),
      retryNotifications: () => retryNotifications({ ctx, input: { notificationIds: null } }),
      sendBundle: () => sendBundle({ ctx, input: { channelId: 'CSOPHIA' } }),
      sendDigest: () => sendDigest({ ctx }),
      sendNotification: () => sendNotification({ ctx, input: { notificationId } }),
      syncChatDirectory: () => syncChatDirectory({ ctx }),
      takeBriefsTurn: () => takeBriefsTurn({ ctx }),
      updateNotification: () => updateNotification({ ctx, input: { notificationId } }),
      wasHeard: () => wasHeard({ ctx, input: { conversation: 'slack:C1' } }),
    };
    for (const [name, attempt] of Object.entries(refused)) {
      await assert.rejects(attempt, { code: 'access.denied' }, name);
    }
    assert.deepEqual(world.chat.messages, []);
  });

  test('of one workspace are nothing to another', async () => {
    const world = await openNotificationWorld(suite);
    const other = await openNotificationWorld(suite);
    const notificationId = await ask(world);
    await openAccountChannel({ ctx: world.ctx, input: channel });
    await configureNotifications({ ctx: world.ctx, input: { muted: ['gap'] } });
    const { ctx } = other;
    assert.deepEqual((await listNotifications({ ctx, input: page })).notifications, []);
    assert.deepEqual((await listAccountChannels({ ctx })).channels, []);
    assert.deepEqual((await getNotificationSettings({ ctx })).muted, []);
    await holdBundle(world);
    assert.deepEqual(await sendBundle({ ctx, input: { channelId: 'CSOPHIA' } }), { bundled: 0, bundleId: null });
    assert.deepEqual(await postponeBundle({ ctx, input: { channelId: 'CSOPHIA', problem } }), { postponed: [] });
    assert.deepEqual(await updateNotification({ ctx, input: { notificationId } }), { updated: 0 });
    assert.deepEqual(await takeBriefsTurn({ ctx }), { day: null });
    const notFound = { code: 'notification.not-found' };
    await assert.rejects(sendNotification({ ctx, input: { notificationId } }), notFound);
    await assert.rejects(postponeNotification({ ctx, input: { notificationId, problem } }), notFound);
    await assert.rejects(retryNotifications({ ctx, input: { notificationIds: [notificationId] } }), notFound);
    assert.deepEqual(await retryNotifications({ ctx, input: { notificationIds: null } }), { retried: 0 });
    const close = closeAccountChannel({ ctx, input: { recordId: 'rec_9', archive: true } });
    await assert.rejects(close, { code: 'channel.unusable' });
    const rename = renameAccountChannel({ ctx, input: { recordId: 'rec_9', name: 'x' } });
    await assert.rejects(rename, { code: 'channel.unusable' });
    await assert.rejects(getNotification({ ctx, input: { notificationId } }), notFound);
    const { notifications: own } = await listNotifications({ ctx: world.ctx, input: page });
    assert.deepEqual(new Set(own.map(({ state }) => state)), new Set(['waiting']));
    assert.ok((await sendBundle({ ctx: world.ctx, input: { channelId: 'CSOPHIA' } })).bundled > 1);
  });

  test('name what is wrong with what is asked of them', async () => {
    const { ctx } = await openNotificationWorld(suite);
    const invalid = { code: 'input.invalid' };
    const schedule = { at: '25:00', timeZone: 'America/Chicago', days: ['mon' as const] };
    await assert.rejects(configureNotifications({ ctx, input: { briefs: { schedule } } }), invalid);
    await assert.rejects(configureNotifications({ ctx, input: { briefs: { minutesBefore: 1 } } }), invalid);
    await assert.rejects(listNotifications({ ctx, input: { ...page, limit: 0 } }), invalid);
    await assert.rejects(sendBundle({ ctx, input: { channelId: '' } }), invalid);
    await assert.rejects(updateNotification({ ctx, input: { notificationId: '' } }), invalid);
    await assert.rejects(recordInteraction({ ctx, input: { ...interaction, userId: '' } }), invalid);
    await assert.rejects(renameAccountChannel({ ctx, input: { recordId: 'rec_9', name: 'Not Good' } }), invalid);
    await assert.rejects(closeAccountChannel({ ctx, input: { recordId: '', archive: true } }), invalid);
    await assert.rejects(retryNotifications({ ctx, input: { notificationIds: [] } }), invalid);
    const told = { notificationId: 'ntf_1', problem };
    await assert.rejects(postponeNotification({ ctx, input: told }), { code: 'notification.not-found' });
  });
});
