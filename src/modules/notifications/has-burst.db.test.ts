import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { databaseForSuite } from '#test/database-for-suite';
import { ask, openNotificationWorld } from '#test/notification-world';
import { sendBundle, sendNotification } from './index.ts';

const suite = await databaseForSuite();

describe('many messages at once', () => {
  test('of accounts without a channel of their own are one message too, where they end in the same one', async () => {
    const world = await openNotificationWorld(suite);
    world.account.value = { ...world.account.value, recordId: null, companyName: null };
    const ids: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      ids.push(await ask(world, { severity: 'high', subject: { recordId: `rec_bound_${number}` } }));
    }
    for (let number = 5; number < 8; number += 1) {
      ids.push(await ask(world, { subject: { recordId: `rec_bound_${number}` } }));
    }
    const states: (string | null)[] = [];
    for (const notificationId of ids) {
      const { state, goesOnWith } = await sendNotification({ ctx: world.ctx, input: { notificationId } });
      states.push(goesOnWith ?? state);
    }
    const together = ['send-bundle', 'send-bundle', 'send-bundle'];
    assert.deepEqual(states, ['sent', 'sent', 'sent', 'sent', 'sent', ...together], 'what is grave hides in no list');
    world.ctx.clock.advance(30_000);
    assert.equal((await sendBundle({ ctx: world.ctx, input: { channelId: 'CSOPHIA' } })).bundled, 3);
    assert.equal(world.chat.messages.length, 6);
    const more: string[] = [];
    for (let number = 0; number < 6; number += 1) {
      more.push(
        await ask(world, { kind: 'contradiction', severity: 'high', subject: { recordId: `rec_m_${number}` } }),
      );
    }
    const first = await sendNotification({ ctx: world.ctx, input: { notificationId: more[0] ?? '' } });
    assert.equal(first.goesOnWith, 'send-bundle', 'all of them go to the same owner');
  });

  test('are looked up one by one only where they could be too many', async () => {
    const world = await openNotificationWorld(suite);
    world.account.value = { ...world.account.value, recordId: null, companyName: null };
    const { readers } = world.ctx.notify;
    const asked: unknown[] = [];
    async function accountOf(question: Parameters<typeof readers.accountOf>[0]) {
      asked.push(question.subject.recordId);
      return readers.accountOf(question);
    }
    const ctx = { ...world.ctx, notify: { ...world.ctx.notify, readers: { ...readers, accountOf } } };
    const notificationId = await ask(world, { subject: { recordId: 'rec_few_0' } });
    for (const number of [1, 2, 3]) await ask(world, { subject: { recordId: `rec_few_${number}` } });
    assert.equal((await sendNotification({ ctx, input: { notificationId } })).state, 'sent');
    assert.deepEqual(asked, ['rec_few_0']);
  });
});
