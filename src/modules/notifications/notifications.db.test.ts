import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listDrifts } from '#modules/ledger';
import { auditRecords, effects, outbox } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import { ask, openNotificationWorld, workOf } from '#test/notification-world';
import {
  chatChannels,
  chatInteractions,
  chatUsers,
  configureNotifications,
  listNotifications,
  type NotificationView,
  notificationSettings,
  notifications,
  postponeNotification,
  requestNotification,
  retryNotifications,
  sendBundle,
  sendNotification,
  updateNotification,
} from './index.ts';

const suite = await databaseForSuite();

function openWorld(): ReturnType<typeof openNotificationWorld> {
  return openNotificationWorld(suite);
}

describe('notifications', () => {
  test('the table definitions are what the migrations made', async () => {
    const tables = { notifications, notificationSettings, chatChannels, chatUsers, chatInteractions };
    await assertTablesMatchDatabase({ database: suite.database, tables });
  });

  test('are asked for once a key, announced in the same transaction, and audited', async () => {
    const world = await openWorld();
    const { ctx } = world;
    const input = {
      kind: 'gap' as const,
      key: 'gap:1',
      severity: 'low' as const,
      subject: { externalId: '1', source: 'gong' },
    };
    const first = await requestNotification({ ctx, input });
    const again = await requestNotification({ ctx, input });
    assert.deepEqual([first.created, again.created, again.notificationId], [true, false, first.notificationId]);
    const events = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId));
    assert.deepEqual(
      events.map(({ payload }) => payload),
      [{ type: 'notification.requested', notificationId: first.notificationId }],
    );
    const other = await openWorld();
    assert.equal((await requestNotification({ ctx: other.ctx, input })).created, true);
    const audited = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'notification.requested')));
    assert.equal(audited.length, 1);
    const subject = { callId: 'a sentence that was said' };
    await assert.rejects(requestNotification({ ctx, input: { ...input, key: 'x', subject } }), {
      code: 'input.invalid',
    });
  });

  test('go to the channel of the account, which is joined, and once whatever is repeated', async () => {
    const world = await openWorld();
    const notificationId = await ask(world);
    const sent = await sendNotification({ ctx: world.ctx, input: { notificationId } });
    assert.deepEqual([sent.state, sent.channelId, sent.problem], ['sent', 'CLARK', null]);
    assert.equal(world.chat.channels.find(({ externalId }) => externalId === 'CLARK')?.isMember, true);
    await sendNotification({ ctx: world.ctx, input: { notificationId } });
    assert.equal(world.chat.messages.length, 1);
  });

  test('whose answer was lost are found by their marker and not sent again', async () => {
    const world = await openWorld();
    const notificationId = await ask(world);
    world.chat.failNext({ method: 'postMessage', error: new SophiaError('vendor.timeout', 'Lost.'), when: 'after' });
    await assert.rejects(sendNotification({ ctx: world.ctx, input: { notificationId } }), { code: 'vendor.timeout' });
    const sent = await sendNotification({ ctx: world.ctx, input: { notificationId } });
    assert.equal(sent.state, 'sent');
    assert.equal(world.chat.messages.length, 1);
  });

  test('for an archived channel go to the default one, which says so, and an operator sees it', async () => {
    const world = await openWorld();
    await world.chat.archiveChannel('CLARK');
    const sent = await sendNotification({ ctx: world.ctx, input: { notificationId: await ask(world) } });
    assert.deepEqual([sent.state, sent.channelId, sent.problem?.code], ['sent', 'CSOPHIA', 'channel.unusable']);
    assert.match(JSON.stringify(world.chat.messages[0]?.blocks), /#acct-larkspur-hill in use, found it archived/);
    const listed = await listNotifications({ ctx: world.ctx, input: { state: 'sent', limit: 10, before: null } });
    assert.match(listed.notifications[0]?.problem?.action ?? '', /Unarchive it/);
  });

  test('for a channel that is archived only after the mirror was read go to the default one as well', async () => {
    const world = await openWorld();
    await sendNotification({ ctx: world.ctx, input: { notificationId: await ask(world) } });
    await world.chat.archiveChannel('CLARK');
    const sent = await sendNotification({ ctx: world.ctx, input: { notificationId: await ask(world) } });
    assert.deepEqual([sent.channelId, sent.problem?.code], ['CSOPHIA', 'channel.unusable']);
  });

  test('without any usable channel are undeliverable, with what to do', async () => {
    const world = await openWorld();
    await world.chat.archiveChannel('CSOPHIA');
    const notificationId = await ask(world, { destination: { to: 'channel', channel: 'nowhere' } });
    const sent = await sendNotification({ ctx: world.ctx, input: { notificationId } });
    assert.deepEqual([sent.state, sent.problem?.code], ['undeliverable', 'channel.unusable']);
    const { notifications: listed } = await listNotifications({
      ctx: world.ctx,
      input: { state: 'undeliverable', limit: 10, before: null },
    });
    assert.equal(listed[0]?.notificationId, notificationId);
  });

  test('go where the first line of the routes says, by kind, team and severity', async () => {
    const world = await openWorld();
    world.chat.channels.push({
      externalId: 'CWEST',
      name: 'west',
      isPrivate: false,
      isArchived: false,
      isMember: true,
    });
    await configureNotifications({
      ctx: world.ctx,
      input: {
        routes: [
          { kind: 'risk_warning', team: 'east', destination: { to: 'default' } },
          {
            kind: 'risk_warning',
            team: 'west',
            minimumSeverity: 'high',
            destination: { to: 'channel', channel: '#west' },
          },
          { kind: 'contradiction', destination: { to: 'owner' } },
        ],
      },
    });
    async function sentTo(more: Parameters<typeof ask>[1]): Promise<string | null> {
      return (await sendNotification({ ctx: world.ctx, input: { notificationId: await ask(world, more) } })).channelId;
    }
    assert.equal(await sentTo({ severity: 'high' }), 'CWEST');
    assert.equal(await sentTo({ severity: 'low' }), 'CLARK');
    assert.equal(await sentTo({ kind: 'contradiction' }), 'DUMAYA');
    world.account.value = { recordId: null, companyName: null, ownerEmail: 'left@tidewater.example', teams: [] };
    assert.equal(await sentTo({}), 'CSOPHIA');
  });

  test('that are muted, or whose subject is gone, are told to nobody', async () => {
    const world = await openWorld();
    await configureNotifications({ ctx: world.ctx, input: { muted: ['gap'] } });
    const muted = await sendNotification({
      ctx: world.ctx,
      input: { notificationId: await ask(world, { kind: 'gap' }) },
    });
    world.view.value = null;
    const gone = await sendNotification({ ctx: world.ctx, input: { notificationId: await ask(world) } });
    assert.deepEqual([muted.state, gone.state, gone.problem?.code], ['muted', 'muted', 'subject.gone']);
    assert.equal(world.chat.messages.length, 0);
  });

  for (const [when, isNoted] of [
    ['with nobody noting it', false],
    ['by a process that ended before it said where', true],
  ] as const) {
    test(`that were posted before their call was gone, ${when}, are taken note of and named`, async () => {
      const world = await openWorld();
      const notificationId = await ask(world, { subject: { recordId: 'rec_1', callId: 'call_gone' } });
      const error = new SophiaError('vendor.timeout', 'The answer was lost.', { details: { sent: true } });
      world.chat.failNext({ method: 'postMessage', error, when: 'after' });
      await assert.rejects(sendNotification({ ctx: world.ctx, input: { notificationId } }), { code: 'vendor.timeout' });
      if (isNoted) {
        const set = { state: 'done', externalId: world.chat.messages[0]?.externalId ?? '' } as const;
        await world.ctx.db.update(effects).set(set).where(eq(effects.workspaceId, world.ctx.workspaceId));
      }
      world.view.value = null;
      const sent = await sendNotification({ ctx: world.ctx, input: { notificationId } });
      assert.deepEqual([sent.state, sent.channelId, sent.problem?.code], ['sent', 'CLARK', 'subject.gone']);
      assert.equal(world.chat.messages.length, 1);
      const { drifts } = await listDrifts({ ctx: world.ctx, input: { since: '2000-01-01', limit: 5 } });
      assert.deepEqual(
        drifts.map(({ what, lines }) => [what, lines.length]),
        [['removed_calls', 1]],
      );
    });
  }

  test('in quiet hours wait for their end, but for what is severe', async () => {
    const world = await openWorld();
    const quietHours = {
      from: '09:00',
      to: '17:30',
      timeZone: 'America/Chicago',
      weekends: true,
      exceptSeverity: 'high' as const,
    };
    await configureNotifications({ ctx: world.ctx, input: { quietHours } });
    const notificationId = await ask(world);
    const held = await sendNotification({ ctx: world.ctx, input: { notificationId } });
    assert.equal(held.heldUntil?.toISOString(), '2026-09-14T22:30:00.000Z');
    const [work] = await workOf(world);
    assert.deepEqual([work?.kind, work?.subject, work?.dueAt], ['send-notification', notificationId, held.heldUntil]);
    const severe = await sendNotification({
      ctx: world.ctx,
      input: { notificationId: await ask(world, { severity: 'high' }) },
    });
    assert.equal(severe.state, 'sent');
    world.ctx.clock.advance(7.5 * 3_600_000);
    assert.equal((await sendNotification({ ctx: world.ctx, input: { notificationId } })).state, 'sent');
    assert.equal(world.chat.messages.length, 2);
  });

  test('of which fifty come at once are one message', async () => {
    const world = await openWorld();
    const ids: string[] = [];
    for (let number = 0; number < 50; number += 1) ids.push(await ask(world, { kind: 'gap', severity: 'low' }));
    for (const notificationId of ids) {
      const held = await sendNotification({ ctx: world.ctx, input: { notificationId } });
      assert.deepEqual([held.state, held.goesOnWith], ['waiting', 'send-bundle']);
    }
    const work = await workOf(world);
    assert.deepEqual(
      work.map(({ kind, subject }) => [kind, subject]),
      [['send-bundle', 'CSOPHIA']],
    );
    for (const notificationId of ids.slice(0, 3)) await sendNotification({ ctx: world.ctx, input: { notificationId } });
    world.ctx.clock.advance(30_000);
    world.chat.failNext({ method: 'postMessage', error: new SophiaError('vendor.timeout', 'Lost.'), when: 'after' });
    const input = { channelId: 'CSOPHIA' };
    await assert.rejects(sendBundle({ ctx: world.ctx, input }), { code: 'vendor.timeout' });
    const late = await ask(world, { kind: 'gap' });
    await sendNotification({ ctx: world.ctx, input: { notificationId: late } });
    assert.equal((await sendBundle({ ctx: world.ctx, input })).bundled, 50);
    assert.equal(world.chat.messages.length, 1);
    assert.equal(world.chat.messages[0]?.text, '50 messages at once');
    for (const notificationId of ids.slice(0, 3)) await sendNotification({ ctx: world.ctx, input: { notificationId } });
    assert.equal(world.chat.messages.length, 1);
    await sendBundle({ ctx: world.ctx, input });
    assert.equal(world.chat.messages.length, 2, 'the one that came later is told as it is');
    assert.equal((await sendBundle({ ctx: world.ctx, input })).bundled, 0);
  });

  test('do not take the summary of a call, or what is grave, into a list of lesser ones', async () => {
    const world = await openWorld();
    async function send(more: Parameters<typeof ask>[1]): Promise<string | null> {
      const { goesOnWith } = await sendNotification({
        ctx: world.ctx,
        input: { notificationId: await ask(world, more) },
      });
      return goesOnWith;
    }
    for (let number = 0; number < 8; number += 1) await send({ kind: 'gap', severity: 'low' });
    assert.equal(await send({ kind: 'gap', severity: 'low' }), 'send-bundle');
    assert.equal(await send({ kind: 'call_summary', severity: 'low' }), null);
    assert.equal(await send({ severity: 'high' }), null);
    for (let number = 0; number < 4; number += 1) await send({ kind: 'call_summary', severity: 'low' });
    assert.equal(await send({ kind: 'call_summary', severity: 'low' }), 'send-bundle', 'many calls are a list too');
    assert.equal(world.chat.messages.length, 11);
  });

  test('ask for each approval alone, however many there are', async () => {
    const world = await openWorld();
    for (let number = 0; number < 8; number += 1) {
      const notificationId = await ask(world, { kind: 'approval_request', subject: { changeSetId: `set_${number}` } });
      assert.equal((await sendNotification({ ctx: world.ctx, input: { notificationId } })).state, 'sent');
    }
    assert.equal(world.chat.messages.length, 8);
  });

  test('are shown anew after a decision, all parts of them', async () => {
    const world = await openWorld();
    function card(state: 'waiting' | 'applied'): NotificationView {
      const change = {
        target: 'A deal',
        field: 'Close date',
        oldValue: null,
        newValue: '2026-12-15',
        isEditable: true,
        isUndoable: false,
        quote: null,
        note: null,
        contradiction: null,
        confidence: 1,
        rule: 'r',
        reason: 'Asks.',
        state,
        problem: null,
        decisions: [],
        deciders: null,
        undone: null,
      };
      const changes = Array.from({ length: 30 }, (_, index) => ({ ...change, changeId: `chg_${index}` }));
      return {
        kind: 'approval_request',
        changeSetId: 'set_1',
        title: 'A call',
        account: null,
        reportAddress: null,
        changes,
        expiresAt: null,
        dryRun: false,
      };
    }
    world.view.value = card('waiting');
    const notificationId = await ask(world, { kind: 'approval_request', subject: { changeSetId: 'set_1' } });
    await sendNotification({ ctx: world.ctx, input: { notificationId } });
    const parts = world.chat.messages.length;
    assert.ok(parts > 1);
    assert.deepEqual(
      world.chat.messages.slice(1).map(({ threadId }) => threadId),
      Array.from({ length: parts - 1 }, () => '1.000'),
    );
    world.view.value = card('applied');
    assert.deepEqual(await updateNotification({ ctx: world.ctx, input: { changeSetId: 'set_1' } }), { updated: parts });
    assert.ok(world.chat.messages.every(({ blocks }) => !JSON.stringify(blocks).includes('"button"')));
    assert.equal(world.chat.messages.length, parts);
    const other = await openWorld();
    assert.deepEqual(await updateNotification({ ctx: other.ctx, input: { changeSetId: 'set_1' } }), { updated: 0 });
  });

  test('in a dry run are worked out and not sent', async () => {
    const world = await openWorld();
    const ctx = { ...world.ctx, notify: { ...world.ctx.notify, dryRun: true } };
    const sent = await sendNotification({ ctx, input: { notificationId: await ask(world) } });
    assert.deepEqual([sent.state, sent.channelId, sent.problem?.code], ['muted', 'CLARK', 'dry_run']);
    assert.equal(world.chat.messages.length, 0);
  });

  test('that cannot be sent are put off ever longer, and given up after two days with their reason', async () => {
    const world = await openWorld();
    const notificationId = await ask(world);
    const problem = { code: 'vendor.unavailable', message: 'Slack is down.', action: 'Wait.' };
    const waits: number[] = [];
    for (const hours of [0, 1, 48]) {
      world.ctx.clock.advance(hours * 3_600_000 + 1000);
      const { heldUntil } = await postponeNotification({ ctx: world.ctx, input: { notificationId, problem } });
      waits.push(heldUntil === null ? -1 : (heldUntil.getTime() - world.ctx.clock.now().getTime()) / 60_000);
    }
    assert.deepEqual(waits, [1, 30, -1]);
    const { notifications: listed } = await listNotifications({
      ctx: world.ctx,
      input: { state: null, limit: 1, before: null },
    });
    assert.deepEqual([listed[0]?.state, listed[0]?.problem], ['undeliverable', problem]);
  });

  test('that could not be delivered are sent again once, and only they, with two days anew', async () => {
    const world = await openWorld();
    const { ctx } = world;
    const [lost, waiting] = [await ask(world), await ask(world)];
    const problem = { code: 'channel.unusable', message: 'Gone.', action: 'Choose another.' };
    ctx.clock.advance(49 * 3_600_000);
    await postponeNotification({ ctx, input: { notificationId: lost, problem } });
    const both = { notificationIds: [lost, waiting] };
    await assert.rejects(retryNotifications({ ctx, input: both }), { code: 'notification.not-undeliverable' });
    assert.deepEqual(await retryNotifications({ ctx, input: { notificationIds: null } }), { retried: 1 });
    assert.deepEqual(await retryNotifications({ ctx, input: { notificationIds: null } }), { retried: 0 });
    const planned = await workOf(world);
    assert.ok(planned.some(({ kind, subject }) => kind === 'send-notification' && subject === lost));
    const { heldUntil } = await postponeNotification({ ctx, input: { notificationId: lost, problem } });
    assert.equal(heldUntil?.getTime(), ctx.clock.now().getTime() + 60_000);
    ctx.clock.advance(61_000);
    assert.equal((await sendNotification({ ctx, input: { notificationId: lost } })).state, 'sent');
    assert.equal(world.chat.messages.length, 1);
  });

  test('of another workspace are not there', async () => {
    const world = await openWorld();
    const other = await openWorld();
    const notificationId = await ask(world);
    await assert.rejects(sendNotification({ ctx: other.ctx, input: { notificationId } }), {
      code: 'notification.not-found',
    });
  });
});
