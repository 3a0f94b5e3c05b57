import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { getLedgerItem, listDrifts, listGaps, recordStation } from '#modules/ledger';
import { notifications, postponeNotification } from '#modules/notifications';
import { users } from '#modules/users';
import { recordedActor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { eq } from '#platform/sql';
import type { AnyWorkflow, WorkflowRun } from '#platform/workflow';
import { createChangeWorld, deal, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { ask, type NotificationWorld, openNotificationWorld, workOf } from '#test/notification-world';
import { partyOf, storeCall } from '#test/source-calls';
import { quietWork } from '#test/work-context';
import { recordAnnounced } from './record-announced.ts';
import { sendNotification } from './send-notification.ts';
import { createSubscribers } from './subscribers.ts';

const suite = await databaseForSuite();

/** Runs each step as often as it asks for, without the engine that would remember it. */
const run: WorkflowRun = {
  workflowId: 'send-notification:test:v1',
  step: async (step, work) => {
    const most = typeof step === 'string' ? 1 : (step.maxAttempts ?? 1);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (attempt >= most) throw error;
      }
    }
  },
  start: () => Promise.resolve(),
  resultOf: () => Promise.resolve(null),
  patch: () => Promise.resolve(true),
};

async function send({ ctx }: NotificationWorld, what: Readonly<Record<string, string>>): Promise<unknown> {
  const input = { workspaceId: ctx.workspaceId, requestId: 'req_1', traceparent: null, what };
  return workflowOf({ ctx }).runUnchecked({ run, input });
}

function workflowOf({ ctx }: Pick<NotificationWorld, 'ctx'>): AnyWorkflow {
  return sendNotification({ notificationContextFor: ({ actor }) => ({ ...ctx, actor }) });
}

function failTimes(world: NotificationWorld, times: number): void {
  for (let count = 0; count < times; count += 1) {
    const error = new SophiaError('vendor.unavailable', 'Slack is away.', { details: { sent: false } });
    world.chat.failNext({ method: 'postMessage', error, when: 'before' });
  }
}

describe('telling people', () => {
  test('is tried again, and ends with one message', async () => {
    const world = await openNotificationWorld(suite);
    const notificationId = await ask(world);
    failTimes(world, 2);
    const sent = await send(world, { type: 'notification', notificationId });
    assert.deepEqual(sent, { state: 'sent', channelId: 'CLARK' });
    await send(world, { type: 'notification', notificationId });
    assert.equal(world.chat.messages.length, 1);
  });

  test('is put off while Slack is away, and goes on when it is back', async () => {
    const world = await openNotificationWorld(suite);
    const notificationId = await ask(world);
    failTimes(world, 3);
    assert.deepEqual(await send(world, { type: 'notification', notificationId }), { state: 'postponed' });
    const [work] = await workOf(world);
    assert.deepEqual([work?.kind, work?.subject], ['send-notification', notificationId]);
    world.ctx.clock.advance(61_000);
    const sent = await send(world, { type: 'notification', notificationId });
    assert.deepEqual(sent, { state: 'sent', channelId: 'CLARK' });
  });

  test('is put off while Slack refuses the token, and goes on when it is mended', async () => {
    const world = await openNotificationWorld(suite);
    for (const code of ['vendor.unauthorized', 'vendor.missing-scope', 'vendor.malformed'] as const) {
      const notificationId = await ask(world);
      const error = new SophiaError(code, 'Slack says no.', { details: { sent: false } });
      for (let count = 0; count < 3; count += 1) {
        world.chat.failNext({ method: 'postMessage', error, when: 'before' });
      }
      assert.deepEqual(await send(world, { type: 'notification', notificationId }), { state: 'postponed' });
      world.ctx.clock.advance(61_000);
      const sent = await send(world, { type: 'notification', notificationId });
      assert.deepEqual(sent, { state: 'sent', channelId: 'CLARK' });
    }
  });

  test('writes into the ledger, once, that an approval waits for an owner who has left', async () => {
    const world = await openNotificationWorld(suite);
    const changing = await createChangeWorld(suite);
    changing.crm.edit(deal, { property: 'hubspot_owner_id', value: '12', source: 'person' });
    await changing.sync();
    const [change] = await changing.propose([setting('amount', '27500'), setting('dealstage', 's2')]);
    const { chat } = world.ctx.connections;
    const { notify } = world.ctx;
    const ctx = { ...changing.ctx, connections: { ...changing.ctx.connections, chat }, notify };
    const lone = { ...world, ctx };
    const asked = { kind: 'approval_request', subject: { changeSetId: change?.changeSetId ?? '' } } as const;
    for (const key of ['one', 'two']) {
      const notificationId = await ask(lone, { ...asked, key });
      assert.deepEqual(await send(lone, { type: 'notification', notificationId }), {
        state: 'sent',
        channelId: 'CLARK',
      });
    }
    const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    const line = { label: 'Larkspur Hill', difference: 'owner-is-gone', before: 'Ben Ruiz', after: null };
    assert.deepEqual(
      drifts.map(({ what, lines }) => ({ what, lines })),
      [{ what: 'approvers', lines: [line] }],
    );
  });

  test('does not stumble over a set that has gone with its call', async () => {
    const world = await openNotificationWorld(suite);
    const { ctx: changing } = await createChangeWorld(suite);
    const { chat } = world.ctx.connections;
    const ctx = { ...changing, connections: { ...changing.connections, chat }, notify: world.ctx.notify };
    const lone = { ...world, ctx };
    const notificationId = await ask(lone, { kind: 'approval_request', subject: { changeSetId: 'set_gone' } });
    world.view.value = null;
    const sent = Object(await send(lone, { type: 'notification', notificationId }));
    assert.notEqual(sent.state, 'postponed');
    assert.deepEqual(world.chat.messages, []);
  });

  test('writes into the ledger, once a day for each, that an owner cannot be reached in the chat', async () => {
    const world = await openNotificationWorld(suite);
    const { ctx } = world;
    world.account.value = { ...world.account.value, ownerEmail: 'left@tidewater.example' };
    for (const key of ['one', 'two']) {
      const notificationId = await ask(world, { kind: 'contradiction', key });
      assert.partialDeepStrictEqual(await send(world, { type: 'notification', notificationId }), {
        state: 'undeliverable',
      });
    }
    const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    assert.deepEqual(
      drifts.map(({ what, lines }) => [what, lines.map(({ label, difference }) => [label, difference])]),
      [['delivery', [['An owner of the CRM', 'unreachable']]]],
    );
    assert.match(drifts[0]?.lines[0]?.after ?? '', /left@tidewater\.example.*slack-link/);
    world.account.value = { ...world.account.value, ownerEmail: 'gone@tidewater.example' };
    await send(world, {
      type: 'notification',
      notificationId: await ask(world, { kind: 'contradiction', key: 'three' }),
    });
    const both = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    const named = both.drifts.map(({ lines }) => /\w+@tidewater/.exec(lines[0]?.after ?? '')?.[0]);
    assert.deepEqual(named.toSorted(), ['gone@tidewater', 'left@tidewater'], 'another owner is named on the same day');
  });

  test('shows the message of the day anew where another owner cannot be reached, whatever breaks meanwhile', async () => {
    const world = await openNotificationWorld(suite);
    const followed = new Set<string>();
    /** What begins by the drifts that were written down, as the outbox hands them over. */
    async function follow(): Promise<void> {
      const { drifts } = await listDrifts({ ctx: world.ctx, input: { since: '2000-01-01', limit: 10 } });
      const begun: unknown[] = [];
      const engine = { start: async ({ input }: { input: unknown }) => void begun.push(input) };
      const [starter] = createSubscribers({ engine, contextFor: () => ({ ...world.ctx, ...quietWork }) });
      const request = { requestId: 'req_1', actor: recordedActor(world.ctx.actor), traceparent: null };
      for (const { driftId } of drifts.filter((drift) => !followed.has(drift.driftId))) {
        followed.add(driftId);
        const event = { type: 'drift.found', driftId, severity: 'medium' } as const;
        await starter?.handle({ eventId: followed.size, workspaceId: world.ctx.workspaceId, event, request });
      }
      for (const input of begun) await workflowOf(world).runUnchecked({ run, input });
    }
    const day = world.ctx.clock.now().toISOString().slice(0, 10);
    const asked = { kind: 'drift', key: `drift:owners:${day}`, subject: { driftId: 'drf_1' } } as const;
    const destination = { to: 'default' } as const;
    await send(world, { type: 'notification', notificationId: await ask(world, { ...asked, destination }) });
    const shown: boolean[] = [];
    for (const [owner, title] of Object.entries({ left: 'One owner', again: 'The same', gone: 'Two owners' })) {
      const address = owner === 'again' ? 'left' : owner;
      world.account.value = { ...world.account.value, ownerEmail: `${address}@tidewater.example` };
      if (world.view.value?.kind === 'gap') world.view.value = { ...world.view.value, title };
      const error = new SophiaError('vendor.unavailable', 'Slack is away.', { details: { sent: false } });
      if (owner !== 'again') world.chat.failNext({ method: 'updateMessage', error, when: 'before' });
      await send(world, { type: 'notification', notificationId: await ask(world, { kind: 'contradiction' }) });
      await follow();
      shown.push(JSON.stringify(world.chat.messages).includes(title));
    }
    assert.deepEqual(shown, [true, false, true], 'each owner is named once');
    assert.equal(world.chat.messages.length, 1);
  });

  test('tells administrators themselves where there is no default channel, once, and the ledger once a day', async () => {
    const world = await openNotificationWorld(suite);
    const ctx = { ...world.ctx, notify: { ...world.ctx.notify, defaultChannel: null } };
    const lone = { ...world, ctx };
    const at = world.ctx.clock.now();
    for (const [email, role] of [
      ['maya@tidewater.example', 'administrator'],
      ['nobody@tidewater.example', 'administrator'],
      ['tom@tidewater.example', 'manager'],
    ] as const) {
      const row = { workspaceId: ctx.workspaceId, email, name: email, role, state: 'active', createdAt: at } as const;
      await ctx.db.insert(users).values({ ...row, id: ctx.ids.create('user'), activatedAt: at });
    }
    const asked = {
      kind: 'gap',
      destination: { to: 'default' },
      subject: { source: 'gong', externalId: '1' },
    } as const;
    for (const notificationId of [
      await ask(world, { ...asked, key: 'gap:1' }),
      await ask(world, { ...asked, key: 'gap:2' }),
    ]) {
      const sent = await send(lone, { type: 'notification', notificationId });
      assert.deepEqual(sent, { state: 'undeliverable', channelId: null });
      await send(lone, { type: 'notification', notificationId });
    }
    const rows = await ctx.db.select().from(notifications).where(eq(notifications.workspaceId, ctx.workspaceId));
    const direct = rows.filter(({ state }) => state === 'waiting');
    assert.deepEqual(direct.map(({ key }) => key).toSorted(), ['gap:1:UMAYA', 'gap:2:UMAYA']);
    for (const { id } of direct) await send(lone, { type: 'notification', notificationId: id });
    assert.equal(world.chat.messages.length, 2);
    const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    assert.deepEqual(
      drifts.map(({ what, lines }) => [what, lines.length]),
      [['delivery', 1]],
    );
  });

  test('tells what was held for a channel, and shows cards anew, also where there are none', async () => {
    const world = await openNotificationWorld(suite);
    assert.deepEqual(await send(world, { type: 'bundle', channelId: 'CSOPHIA' }), { count: 0 });
    assert.deepEqual(await send(world, { type: 'change_set', changeSetId: 'set_1' }), { count: 0 });
    await send(world, {
      type: 'notification',
      notificationId: await ask(world, { subject: { contradictionId: 'con_1' } }),
    });
    assert.deepEqual(await send(world, { type: 'contradiction', contradictionId: 'con_1' }), { count: 1 });
    for (const kind of ['call_summary', 'approval_request'] as const) {
      const notificationId = await ask(world, { kind, subject: { callId: 'call_shown' } });
      await send(world, { type: 'notification', notificationId });
    }
    const call = { type: 'call', callId: 'call_shown' };
    assert.deepEqual(await send(world, call), { count: 1 }, 'the summary, which says what the call is about');
  });

  test('about a call that is put off stands in the ledger with its reason and its next try', async () => {
    const { world, ask: askOfCall, gapsOfCalls } = await openCalls();
    const [notificationId = ''] = await askOfCall(1);
    failTimes(world, 3);
    await send(world, { type: 'notification', notificationId });
    const { clock } = world.ctx;
    const nextAttemptAt = new Date(clock.now().getTime() + 60_000).toISOString();
    const gap = { missing: 'announced', cause: 'chat_unavailable', detail: 'Slack is away.', nextAttemptAt };
    assert.deepEqual(await gapsOfCalls(), [gap]);
  });

  test('together is put off while Slack refuses the token, goes when it is mended, and is given up after two days', async () => {
    const { world, hold, gapsOfCalls } = await openCalls();
    const { ctx } = world;
    const bundle = { type: 'bundle', channelId: 'CLARK' };
    function refuse(): void {
      const error = new SophiaError('vendor.unauthorized', 'The token is revoked.', { details: { sent: false } });
      for (let count = 0; count < 3; count += 1) world.chat.failNext({ method: 'postMessage', error, when: 'before' });
    }
    async function countOf(state: 'waiting' | 'bundled' | 'undeliverable'): Promise<number> {
      const rows = await ctx.db.select().from(notifications).where(eq(notifications.workspaceId, ctx.workspaceId));
      return rows.filter((row) => row.state === state).length;
    }
    await hold();
    refuse();
    assert.deepEqual(await send(world, bundle), { count: 0 });
    assert.equal(await countOf('waiting'), 12);
    assert.deepEqual(
      (await gapsOfCalls()).map(({ cause, detail }) => [cause, detail]),
      Array(12).fill(['chat_unavailable', 'The token is revoked.']),
    );
    const [work] = (await workOf(world)).filter(({ kind }) => kind === 'send-bundle');
    assert.ok(work !== undefined && work.dueAt > ctx.clock.now());
    assert.deepEqual(await send(world, bundle), { count: 12 });
    assert.equal(await countOf('bundled'), 12);
    await hold();
    ctx.clock.advance(49 * 3_600_000);
    refuse();
    await send(world, bundle);
    assert.equal(await countOf('undeliverable'), 12);
  });

  test('together in a channel that nobody can write to is undeliverable, with the reason', async () => {
    const { world, hold } = await openCalls();
    await hold();
    const ctx = { ...world.ctx, notify: { ...world.ctx.notify, defaultChannel: null } };
    world.chat.channels.splice(0);
    await send({ ...world, ctx }, { type: 'bundle', channelId: 'CLARK' });
    const rows = await ctx.db.select().from(notifications).where(eq(notifications.workspaceId, ctx.workspaceId));
    const lost = rows.filter(({ state }) => state === 'undeliverable');
    assert.equal(lost.length, 12);
    assert.deepEqual(Object(lost[0]?.problem).code, 'channel.unusable');
  });

  test('names a call in the ledger until people are told of it, together or not, or not meant to be', async () => {
    const { world, ask: askOfCall, gapsOfCalls, calls } = await openCalls();
    const { ctx } = world;
    const [notificationId = ''] = await askOfCall(1);
    const settled = {
      type: 'notification.settled',
      notificationId,
      kind: 'call_summary',
      callId: calls[0] ?? '',
    } as const;
    async function settleAs(state: 'sent' | 'bundled' | 'muted' | 'undeliverable'): Promise<void> {
      await recordAnnounced({ ctx: ctx, event: { ...settled, state } });
    }
    await settleAs('undeliverable');
    assert.deepEqual(
      (await gapsOfCalls()).map(({ cause }) => cause),
      ['channel_missing'],
    );
    await postponeNotification({
      ctx,
      input: { notificationId, problem: { code: 'vendor.unauthorized', message: 'Revoked.', action: 'Renew it.' } },
    });
    await settleAs('undeliverable');
    const [gap] = await gapsOfCalls();
    assert.deepEqual(
      [gap?.cause, gap?.detail],
      [
        'chat_unavailable',
        `Revoked. When that is mended: sophia notifications retry ${notificationId} --workspace ${ctx.workspaceId}`,
      ],
    );
    await settleAs('bundled');
    assert.deepEqual(await gapsOfCalls(), []);
    const [other = ''] = await askOfCall(1);
    await recordAnnounced({
      ctx: ctx,
      event: { ...settled, notificationId: other, callId: calls[1] ?? '', state: 'muted' },
    });
    const item = await getLedgerItem({ ctx, input: { source: 'gong', externalId: 'g1' } });
    assert.equal(item?.announced, true);
  });

  test('of what was meant for a place of its own, the default channel is not named as missing', async () => {
    const world = await openNotificationWorld(suite);
    const lone = { ...world, ctx: { ...world.ctx, notify: { ...world.ctx.notify, defaultChannel: null } } };
    const notificationId = await ask(world, { destination: { to: 'channel', channel: 'nowhere' } });
    const sent = await send(lone, { type: 'notification', notificationId });
    assert.deepEqual(sent, { state: 'undeliverable', channelId: null });
    assert.deepEqual((await listDrifts({ ctx: world.ctx, input: { since: '2000-01-01', limit: 10 } })).drifts, []);
  });
});

/** Calls of Gong in the ledger, and summaries of them that are to be told in their account's channel. */
async function openCalls() {
  const world = await openNotificationWorld(suite);
  const { ctx } = world;
  const calls: string[] = [];
  async function askOfCall(count: number): Promise<string[]> {
    const asked: string[] = [];
    for (let number = 0; number < count; number += 1) {
      const externalId = `g${calls.length}`;
      const startedAt = '2026-09-14T14:00:00.000Z';
      const parties = [partyOf({ side: 'external', speakerId: 's1', name: 'Sam Ortiz' })];
      const callId = await storeCall({ ctx, externalId, startedAt, parties });
      await recordStation({ ctx, input: { source: 'gong', externalId, callId, stations: ['analyzed'] } });
      calls.push(callId);
      asked.push(await ask(world, { kind: 'call_summary', subject: { callId } }));
    }
    return asked;
  }
  async function gapsOfCalls() {
    const { gaps } = await listGaps({ ctx, input: { limit: 50 } });
    return gaps.map(({ missing, cause, detail, nextAttemptAt }) => ({ missing, cause, detail, nextAttemptAt }));
  }
  /** So many at once that they wait to be told together; until their time has come. */
  async function hold(): Promise<void> {
    const asked = await askOfCall(12);
    for (const notificationId of asked) await send(world, { type: 'notification', notificationId });
    ctx.clock.advance(600_000);
  }
  return { world, calls, ask: askOfCall, gapsOfCalls, hold };
}
