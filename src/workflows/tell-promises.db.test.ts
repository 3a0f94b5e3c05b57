import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadFurtherView } from '#modules/briefings';
import { removeCall } from '#modules/calls';
import { listCommitments, settleCommitment, trackCommitments } from '#modules/commitments';
import { recordStation } from '#modules/ledger';
import { callLinks, callMatches } from '#modules/matching';
import {
  configureNotifications,
  createNotificationReaders,
  notifications,
  sendNotification,
} from '#modules/notifications';
import { outbox } from '#platform/db';
import { and, asc, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { claimIn, emptyFindings, plainReport, reportOf } from '#test/build-report';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import type { MemoryChat } from '#test/memory-chat';
import { plainRun } from '#test/plain-run';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { remindCommitments } from './remind-commitments.ts';
import { createSubscribers } from './subscribers.ts';

const suite = await databaseForSuite();
const baseUrl = 'http://sophia.example';
const dayMs = 24 * 3_600_000;
const lateWords = 'Sorry, we still have not sent the security questionnaire.';
const readers = createNotificationReaders({
  baseUrl: () => baseUrl,
  loadFurther: (question) => loadFurtherView({ question, baseUrl }),
});
const sides = { internal: 'Maya Okafor', external: 'Ana Ruiz' } as const;
type Ours = keyof typeof sides;

/** A workspace with a deal that Maya owns, and Maya in the chat. */
async function openWorld() {
  const world = workContextOf((await createChangeWorld(suite)).ctx);
  const ctx = { ...world.ctx, notify: { readers, defaultChannel: '#sophia', dryRun: false } };
  const shared = { isPrivate: false, isArchived: false, isMember: true };
  world.chat.channels.push({ externalId: 'CSOPHIA', name: 'sophia', ...shared });
  const maya = { externalId: 'UMAYA', name: 'Maya', email: 'maya@tidewater.example', timeZone: null };
  world.chat.users.push({ ...maya, active: true, isBot: false });
  return { ctx, chat: world.chat };
}
type World = Awaited<ReturnType<typeof openWorld>>;

function dayFrom({ ctx }: World, days: number): string {
  return new Date(ctx.clock.now().getTime() + days * dayMs).toISOString().slice(0, 10);
}

/** A call so many days ago in which somebody says these words; with a due day, they promise by them. */
async function say(
  world: World,
  {
    days,
    words,
    side,
    due,
    backfill = false,
    about = 'deal-501',
  }: { days: number; words: string; side: Ours; due?: string; backfill?: boolean; about?: string },
): Promise<string> {
  const { ctx } = world;
  const date = dayFrom(world, -days);
  const startedAt = `${date}T10:00:00.000Z`;
  const externalId = `${ctx.workspaceId}-${days}`;
  const parties = [
    partyOf({ side: 'internal', name: sides.internal, speakerId: '1' }),
    partyOf({ side: 'external', name: sides.external, speakerId: '2' }),
  ];
  const said = { [side === 'internal' ? '1' : '2']: [words] };
  const callId = await storeCall({
    ctx,
    externalId,
    startedAt,
    parties,
    title: 'Security review',
    said,
    texts: ['Hm.'],
  });
  await recordStation({
    ctx,
    input: { source: 'gong', externalId, callId, startedAt: new Date(startedAt), stations: ['stored'], backfill },
  });
  await ctx.db.insert(callLinks).values({
    id: ctx.ids.create('callLink'),
    workspaceId: ctx.workspaceId,
    callId,
    objectType: about === 'deal-501' ? 'deal' : 'contact',
    recordId: `${ctx.workspaceId}-${about}`,
    method: 'manual',
    confidence: 1,
    evidence: 'said by a test',
    createdAt: ctx.clock.now(),
  });
  await ctx.db.insert(callMatches).values({
    callId,
    workspaceId: ctx.workspaceId,
    state: 'matched',
    manual: false,
    attempts: 1,
    candidates: [],
    firstTriedAt: ctx.clock.now(),
    lastTriedAt: ctx.clock.now(),
  });
  const { result } = plainReport([{ speaker: sides[side], side, text: words }]);
  const call = { ...result.call, startedAt, date };
  const claim = { ...claimIn(call, words), owner: sides[side], ownerSide: side, text: words };
  const commitments = due === undefined ? [] : [{ ...claim, due: { text: 'by then', date: due } }];
  const report = reportOf(call, { ...emptyFindings(call), commitments });
  await trackCommitments({
    ctx,
    input: {
      report: { ...report, envelope: { ...report.envelope, callId } },
      dealRecordId: `${ctx.workspaceId}-deal-501`,
      companyRecordId: null,
    },
  });
  return callId;
}

async function remind({ ctx }: World): Promise<void> {
  const workflow = remindCommitments({
    contextFor: () => ctx,
    metrics: createMetrics(),
    processChat: null,
    random: () => 0,
  });
  const { workspaceId, requestId } = ctx;
  await workflow.runUnchecked({ run: plainRun, input: { workspaceId, requestId } });
}

/** Brings to the subscriber, twice, that the one promise is settled. */
async function bring({ ctx }: World): Promise<void> {
  const engine = { start: async () => assert.fail('nothing is started') };
  const subscribers = createSubscribers({ engine, contextFor: () => ctx });
  const subscriber = subscribers.find(({ name }) => name === 'tell-broken-promise');
  const all = { state: null, dealRecordId: null, dueBy: null, limit: 50 } as const;
  const [promise] = (await listCommitments({ ctx, input: all })).commitments;
  assert.ok(promise !== undefined && subscriber?.types.includes('commitment.settled') === true);
  const event = { type: 'commitment.settled', commitmentId: promise.commitmentId } as const;
  const { workspaceId, requestId } = ctx;
  const request = { requestId, actor: { type: 'system', component: 'test' } as const, traceparent: null };
  for (const eventId of [1, 2]) await subscriber.handle({ workspaceId, eventId, event, request });
}

/** What everybody asked for has become: kind, state and channel. */
async function sent({ ctx }: World): Promise<string[]> {
  const rows = await ctx.db
    .select()
    .from(notifications)
    .where(eq(notifications.workspaceId, ctx.workspaceId))
    .orderBy(asc(notifications.id));
  const told = [];
  for (const { id, kind } of rows) {
    const { state, channelId } = await sendNotification({ ctx, input: { notificationId: id } });
    told.push(`${kind} ${state} ${channelId ?? 'nowhere'}`);
  }
  return told;
}

function wordsOf({ messages }: MemoryChat): string {
  return messages.map(({ text, blocks }) => `${text}\n${JSON.stringify(blocks)}`).join('\n');
}

const theirs = { days: 6, words: 'I will send you the security questionnaire by then.', side: 'external' } as const;
const ours = { ...theirs, side: 'internal' } as const;

describe('a promise of the buyer', () => {
  it('that is due is told once to the owner of its deal, with its words, its call and what to do', async () => {
    const world = await openWorld();
    await say(world, { ...theirs, due: dayFrom(world, 0) });
    await remind(world);
    await remind(world);
    world.ctx.clock.advance(dayMs);
    await remind(world);
    assert.deepEqual(await sent(world), ['commitment_due sent DUMAYA']);
    const words = wordsOf(world.chat);
    assert.match(words, /They promised: I will send you the security questionnaire/u);
    assert.match(words, /Promised in Security review of /u);
    assert.match(words, /<http:\/\/sophia\.example\/calls\/[^|]+\|read>/u);
    assert.match(words, /Ask Ana Ruiz for it\./u);
  });

  it('that comes from history is told to nobody, and neither is one of ours', async () => {
    const world = await openWorld();
    await say(world, { ...theirs, due: dayFrom(world, 0), backfill: true });
    await say(world, { ...ours, days: 5, words: 'I will send the redlines.', due: dayFrom(world, 0), backfill: true });
    await remind(world);
    assert.deepEqual(await sent(world), []);
  });

  it('goes where a route of its kind leads, and to nobody where that is muted', async () => {
    const world = await openWorld();
    await say(world, { ...theirs, due: dayFrom(world, 0) });
    await remind(world);
    await configureNotifications({ ctx: world.ctx, input: { muted: ['commitment_due'] } });
    assert.deepEqual(await sent(world), ['commitment_due muted nowhere']);
  });
});

describe('a promise that was not kept', () => {
  it('is told once to the owner, with both quotes, whoever made it', async () => {
    for (const [made, whose] of [
      [theirs, 'They promised'],
      [ours, 'We promised'],
    ] as const) {
      const world = await openWorld();
      await say(world, { ...made, due: dayFrom(world, -4) });
      await say(world, { days: 2, words: lateWords, side: made.side });
      await bring(world);
      assert.deepEqual(await sent(world), ['commitment_broken sent DUMAYA']);
      const words = wordsOf(world.chat);
      assert.match(words, new RegExp(`Not kept: [^]*${whose}: I will send you the security questionnaire`, 'u'));
      assert.match(words, /> ?Sorry, we still have not sent the security questionnaire\./u);
      assert.equal(words.match(/\|read>/gu)?.length, 2);
      assert.match(words, made.side === 'external' ? /Ask Ana Ruiz for it, or agree/u : /Make good on it/u);
    }
  });

  it('is told without the words of a call that is about another deal, or that was taken out since', async () => {
    const apart = await openWorld();
    await say(apart, { ...theirs, due: dayFrom(apart, -4) });
    await say(apart, { days: 2, words: lateWords, side: 'external', about: 'contact-301' });
    await bring(apart);
    assert.deepEqual(await sent(apart), ['commitment_broken sent DUMAYA']);
    assert.doesNotMatch(wordsOf(apart.chat), /Sorry|in Security review of[^]*in Security review of/u);
    const gone = await openWorld();
    await say(gone, { ...theirs, due: dayFrom(gone, -4) });
    const callId = await say(gone, { days: 2, words: lateWords, side: 'external' });
    await bring(gone);
    const operator = { ...gone.ctx, actor: { type: 'operator', name: 'Priya' } } as const;
    await removeCall({ ctx: operator, input: { callId, reason: 'private' } });
    const all = { state: null, dealRecordId: null, dueBy: null, limit: 5 } as const;
    const [promise] = (await listCommitments({ ctx: gone.ctx, input: all })).commitments;
    assert.deepEqual([promise?.settledBy, promise?.settledAt], [null, null]);
    const { workspaceId } = gone.ctx;
    const where = and(eq(outbox.workspaceId, workspaceId), eq(outbox.type, 'commitment.changed'));
    const told = await gone.ctx.db.select().from(outbox).where(where);
    assert.deepEqual(
      told.map(({ payload }) => payload),
      [{ type: 'commitment.changed', commitmentId: promise?.commitmentId }],
      'that it is open again is told',
    );
    await sent(gone);
    assert.doesNotMatch(wordsOf(gone.chat), /Sorry/u);
  });

  it('is told where it was made in history first and once more since, and not where an old call is found to say so', async () => {
    const world = await openWorld();
    await say(world, { ...theirs, days: 20, due: dayFrom(world, 0), backfill: true });
    await say(world, { ...theirs, due: dayFrom(world, 0) });
    await remind(world);
    assert.deepEqual(await sent(world), ['commitment_due sent DUMAYA']);
    const old = await openWorld();
    await say(old, { ...theirs, days: 40, due: dayFrom(old, -34) });
    await say(old, { days: 30, words: lateWords, side: 'external' });
    await bring(old);
    assert.deepEqual(await sent(old), []);
  });

  it('is told where a person says so, and not where history does', async () => {
    const world = await openWorld();
    await say(world, { ...theirs, due: dayFrom(world, -4) });
    const all = { state: null, dealRecordId: null, dueBy: null, limit: 1 } as const;
    const [promise] = (await listCommitments({ ctx: world.ctx, input: all })).commitments;
    const operator = { ...world.ctx, actor: { type: 'operator', name: 'Priya' } } as const;
    const input = {
      commitmentId: promise?.commitmentId ?? '',
      state: 'broken',
      reason: 'They chose *another*.',
    } as const;
    await settleCommitment({ ctx: operator, input });
    await bring(world);
    assert.deepEqual(await sent(world), ['commitment_broken sent DUMAYA']);
    assert.match(wordsOf(world.chat), /Settled by Priya: They chose ∗another∗\./u);
    const old = await openWorld();
    await say(old, { ...theirs, due: dayFrom(old, -4), backfill: true });
    await say(old, { days: 2, words: lateWords, side: 'external', backfill: true });
    await bring(old);
    assert.deepEqual(await sent(old), []);
  });

  it('waits for the morning in quiet hours, and one that was kept is told to nobody', async () => {
    const world = await openWorld();
    await say(world, { ...theirs, due: dayFrom(world, -4) });
    await say(world, { days: 2, words: lateWords, side: 'external' });
    await bring(world);
    const now = world.ctx.clock.now().toISOString();
    const until = `${String((Number(now.slice(11, 13)) + 2) % 24).padStart(2, '0')}:00`;
    const hours = {
      from: `${now.slice(11, 13)}:00`,
      to: until,
      timeZone: 'UTC',
      weekends: false,
      exceptSeverity: null,
    };
    await configureNotifications({ ctx: world.ctx, input: { quietHours: hours } });
    assert.deepEqual(await sent(world), ['commitment_broken waiting nowhere']);
    const kept = await openWorld();
    await say(kept, { ...theirs, due: dayFrom(kept, -4) });
    await say(kept, { days: 2, words: 'Thanks, we got the security questionnaire.', side: 'internal' });
    await bring(kept);
    assert.deepEqual(await sent(kept), []);
  });

  it('has its card drawn anew where its call has other words, or makes it again', async () => {
    const { ctx } = await openWorld();
    const started: unknown[] = [];
    const engine = { start: async (start: unknown) => void started.push(start) };
    const starter = createSubscribers({ engine, contextFor: () => ctx }).find(({ name }) => name === 'start-workflow');
    const event = { type: 'commitment.changed', commitmentId: 'cmt_changed' } as const;
    assert.ok(starter?.types.includes(event.type) === true);
    const { workspaceId, requestId } = ctx;
    const request = { requestId, actor: { type: 'system', component: 'test' } as const, traceparent: null };
    await starter.handle({ workspaceId, eventId: 7, event, request });
    const what = { type: 'commitment', commitmentId: event.commitmentId };
    assert.partialDeepStrictEqual(started, [{ workflowName: 'send-notification', input: { what } }]);
  });
});
