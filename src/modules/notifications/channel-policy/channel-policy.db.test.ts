import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { openNotificationWorld } from '#test/notification-world';
import {
  configureChannelPolicy,
  getChannelPolicy,
  getNotificationSettings,
  listChannelPolicies,
  usualChannelPolicy,
} from '../index.ts';

const suite = await databaseForSuite();

describe('how Sophia behaves in a channel', () => {
  it('is quiet until it is named, as long as nothing was said; a channel goes before all', async () => {
    const { ctx } = await openNotificationWorld(suite);
    const place = { channelId: 'CSOPHIA', email: null };
    assert.deepEqual(await getChannelPolicy({ ctx, input: place }), { policy: usualChannelPolicy, isFor: true });
    await configureChannelPolicy({ ctx, input: { channel: null, policy: { listens: 'mention', answers: 'alone' } } });
    const set = await configureChannelPolicy({ ctx, input: { channel: '#sophia', policy: { answers: 'open' } } });
    assert.deepEqual([set.channelId, set.name], ['CSOPHIA', 'sophia']);
    const { policy } = await getChannelPolicy({ ctx, input: place });
    assert.deepEqual(policy, { ...usualChannelPolicy, listens: 'mention', answers: 'open' });
    const { policies } = await listChannelPolicies({ ctx });
    assert.deepEqual(
      policies.map(({ name, policy: { answers } }) => [name, answers]),
      [
        [null, 'alone'],
        ['sophia', 'open'],
      ],
    );
    const forgotten = await configureChannelPolicy({ ctx, input: { channel: 'CSOPHIA', policy: null } });
    assert.equal(forgotten.policy.answers, 'alone');
    await configureChannelPolicy({ ctx, input: { channel: null, policy: null } });
    assert.deepEqual((await listChannelPolicies({ ctx })).policies, [
      { channelId: null, name: null, policy: usualChannelPolicy },
    ]);
    assert.equal((await getNotificationSettings({ ctx })).defaultChannel, null);
  });

  it('stands in the audit trail with what held before', async () => {
    const { ctx } = await openNotificationWorld(suite);
    await configureChannelPolicy({ ctx, input: { channel: 'sophia', policy: { bots: 'mention' } } });
    const [record] = await ctx.db
      .select({ details: auditRecords.details })
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'channel_policy.configured')));
    assert.deepEqual(record?.details, {
      before: usualChannelPolicy,
      after: { ...usualChannelPolicy, bots: 'mention' },
      isForgotten: false,
    });
  });

  it('loses nothing where people change it at the same moment', async () => {
    const { ctx } = await openNotificationWorld(suite);
    await Promise.all([
      configureChannelPolicy({ ctx, input: { channel: 'sophia', policy: { listens: 'never' } } }),
      configureChannelPolicy({ ctx, input: { channel: 'sophia', policy: { others: 'silent' } } }),
      configureChannelPolicy({ ctx, input: { channel: 'sophia', policy: { answers: 'alone' } } }),
    ]);
    const { policy } = await getChannelPolicy({ ctx, input: { channelId: 'CSOPHIA', email: null } });
    assert.deepEqual([policy.listens, policy.others, policy.answers], ['never', 'silent', 'alone']);
  });

  it('names a channel that there is not, belongs to its workspace, and is for whoever may set it', async () => {
    const { ctx } = await openNotificationWorld(suite);
    const policy = { listens: 'never' } as const;
    await assert.rejects(configureChannelPolicy({ ctx, input: { channel: '#nowhere', policy } }), {
      code: 'channel.unusable',
      message: /none that is called #nowhere/,
    });
    await configureChannelPolicy({ ctx, input: { channel: 'sophia', policy } });
    const other = await openNotificationWorld(suite);
    const elsewhere = await getChannelPolicy({ ctx: other.ctx, input: { channelId: 'CSOPHIA', email: null } });
    assert.equal(elsewhere.policy.listens, 'thread');
    const chat = { type: 'chat_user', source: 'slack', userId: 'U1', name: 'Maya', email: 'maya@x.example' } as const;
    const byChat = configureChannelPolicy({ ctx: { ...ctx, actor: chat }, input: { channel: null, policy } });
    await assert.rejects(byChat, { code: 'access.denied' });
  });
});
