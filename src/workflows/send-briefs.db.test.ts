import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { loadFurtherView } from '#modules/briefings';
import {
  crmActivities,
  findRecord,
  listUpcomingMeetings,
  syncActivities,
  syncDefinitions,
  syncRecords,
} from '#modules/crm';
import {
  configureNotifications,
  createNotificationReaders,
  notifications,
  sendNotification,
} from '#modules/notifications';
import { dueWork } from '#platform/db';
import { and, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { createMemoryChat } from '#test/memory-chat';
import { plainRun } from '#test/plain-run';
import { quietWork } from '#test/work-context';
import { sendBriefs } from './send-briefs.ts';
import type { WorkContext } from './workflow-dependencies.ts';

const suite = await crmSuite();
const { portal } = suite;
const minuteMs = 60_000;

function recordOf(subject: unknown): string {
  return z.object({ recordId: z.string() }).parse(subject).recordId;
}

async function openWorld() {
  const plain: CrmTestContext = await suite.freshContext();
  await syncDefinitions({ ctx: plain });
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx: plain, input: { objectType, mode: 'full' } });
  }
  await syncActivities({ ctx: plain });
  const chat = createMemoryChat();
  chat.channels.push({ externalId: 'CSOPHIA', name: 'sophia', isPrivate: false, isArchived: false, isMember: true });
  const user = { name: 'Maya', email: 'maya.okafor@tidewaterledger.example', timeZone: null };
  chat.users.push({ externalId: 'UMAYA', ...user, active: true, isBot: false });
  const baseUrl = 'http://sophia.example';
  const readers = createNotificationReaders({
    baseUrl: () => baseUrl,
    loadFurther: (question) => loadFurtherView({ question, baseUrl }),
  });
  const ctx: WorkContext & Pick<CrmTestContext, 'clock'> = {
    ...plain,
    actor: { type: 'schedule', name: 'test' },
    connections: { ...plain.connections, chat: { state: 'on', client: chat, simulated: true } },
    notify: { readers, defaultChannel: '#sophia', dryRun: false },
    ...quietWork,
  };
  const deal = await findRecord({ ctx, input: { objectType: 'deal', externalId: await portal.idOf('deal-alder') } });
  assert.ok(deal !== null);
  const workflow = sendBriefs({
    contextFor: ({ actor }) => ({ ...ctx, actor }),
    metrics: createMetrics(),
    processChat: null,
    random: () => 0,
  });
  const { workspaceId, requestId } = ctx;
  return {
    ctx,
    chat,
    deal,
    operator: { ...ctx, actor: { type: 'operator', name: 'test' } as const },
    run: (occasion: 'meetings' | 'schedule') =>
      workflow.runUnchecked({ run: plainRun, input: { workspaceId, requestId, occasion } }),
    meet: async (externalId: string, minutes: number, done: boolean | null = false) => {
      const at = new Date(ctx.clock.now().getTime() + minutes * minuteMs);
      const { recordId } = deal;
      await ctx.db.insert(crmActivities).values({ workspaceId, recordId, kind: 'meeting', externalId, at, done });
    },
    asked: () =>
      ctx.db
        .select()
        .from(notifications)
        .where(and(eq(notifications.workspaceId, workspaceId), eq(notifications.kind, 'deal_brief'))),
  };
}

describe('briefs of deals', () => {
  it('come to the owner alone half an hour before a meeting, once', async () => {
    const world = await openWorld();
    const { ctx, chat } = world;
    await world.meet('m1', 25);
    await world.meet('m2', 45);
    await world.meet('held', 20, true);
    await world.run('meetings');
    await world.run('meetings');
    const [first, ...others] = await world.asked();
    assert.equal(others.length, 0);
    assert.deepEqual(recordOf(first?.subject), world.deal.recordId);
    const sent = await sendNotification({ ctx, input: { notificationId: first?.id ?? '' } });
    assert.deepEqual([sent.state, sent.channelId], ['sent', 'DUMAYA']);
    const message = JSON.stringify(chat.messages);
    assert.match(message, /Deal brief: Alder Point/);
    assert.match(message, /Meeting <!date/);
    assert.match(message, /Amount\*: \$/);
  });

  it('are told to nobody once the meeting has begun, and wait for the end of quiet hours', async () => {
    const world = await openWorld();
    const { ctx } = world;
    await world.meet('m1', 25);
    await world.run('meetings');
    const quietHours = { from: '00:00', to: '23:59', timeZone: 'UTC', weekends: false, exceptSeverity: null };
    await configureNotifications({ ctx: world.operator, input: { quietHours } });
    const [row] = await world.asked();
    const input = { notificationId: row?.id ?? '' };
    assert.equal((await sendNotification({ ctx, input })).state, 'waiting');
    await configureNotifications({ ctx: world.operator, input: { quietHours: null } });
    const later = {
      ...ctx,
      clock: { ...ctx.clock, now: () => new Date(ctx.clock.now().getTime() + 24 * 60 * minuteMs) },
    };
    const { state, problem } = await sendNotification({ ctx: later, input });
    assert.deepEqual([state, problem?.code], ['muted', 'subject.gone']);
  });

  it('of every open deal come on the days that were set, and not before meetings where that is off', async () => {
    const world = await openWorld();
    const { ctx } = world;
    assert.deepEqual(await world.run('schedule'), { state: 'no_schedule', asked: 0 });
    const schedule = { at: '07:30', timeZone: 'America/Chicago', days: ['thu' as const] };
    await configureNotifications({ ctx: world.operator, input: { briefs: { schedule, minutesBefore: null } } });
    const where = and(eq(dueWork.workspaceId, ctx.workspaceId), eq(dueWork.kind, 'send-briefs'));
    const [planned] = await ctx.db.select().from(dueWork).where(where);
    assert.equal(planned?.dueAt.toISOString(), '2026-11-19T13:30:00.000Z');
    await world.meet('m1', 25);
    assert.deepEqual(await world.run('meetings'), { state: 'not_wanted', asked: 0 });
    await world.run('schedule');
    await world.run('schedule');
    const asked = await world.asked();
    assert.ok(asked.length > 1);
    assert.equal(new Set(asked.map(({ subject }) => recordOf(subject))).size, asked.length);
    await configureNotifications({ ctx: world.operator, input: { briefs: { schedule: null } } });
    assert.deepEqual(await ctx.db.select().from(dueWork).where(where), []);
  });
});

describe('meetings ahead', () => {
  it('are those of the workspace, for whoever may read the CRM', async () => {
    const world = await openWorld();
    await world.meet('m1', 25);
    const input = { withinMinutes: 30, limit: 10 };
    assert.equal((await listUpcomingMeetings({ ctx: world.ctx, input })).meetings.length, 1);
    const other = await suite.freshContext();
    assert.deepEqual((await listUpcomingMeetings({ ctx: other, input })).meetings, []);
    const webhook = { ...world.ctx, actor: { type: 'webhook', source: 'slack' } as const };
    await assert.rejects(listUpcomingMeetings({ ctx: webhook, input }), { code: 'access.denied' });
    const tooFar = { withinMinutes: 0, limit: 10 };
    await assert.rejects(listUpcomingMeetings({ ctx: world.ctx, input: tooFar }), { code: 'input.invalid' });
  });

  it('know a meeting that was made for a deal that is otherwise as it was, moved or called off', async () => {
    const { ctx, deal, run, asked } = await openWorld();
    const startsAt = new Date(ctx.clock.now().getTime() + 20 * minuteMs).toISOString();
    await portal.control('records', {
      objectType: 'meetings',
      values: { hs_meeting_title: 'Pricing', hs_timestamp: startsAt, hs_meeting_start_time: startsAt },
      associations: [{ objectType: 'deals', id: deal.externalId }],
    });
    await portal.advance(minuteMs);
    await run('meetings');
    const { meetings } = await listUpcomingMeetings({ ctx, input: { withinMinutes: 30, limit: 10 } });
    assert.deepEqual([meetings.length, (await asked()).length], [1, 1]);
    const id = meetings[0]?.externalId ?? '';
    await portal.control('changes', { objectType: 'meetings', id, property: 'hs_meeting_outcome', value: 'CANCELED' });
    await portal.advance(minuteMs);
    await run('meetings');
    assert.deepEqual((await listUpcomingMeetings({ ctx, input: { withinMinutes: 30, limit: 10 } })).meetings, []);
  });
});
