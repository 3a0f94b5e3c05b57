import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { calls, getCallSource, getTranscript } from '#modules/calls';
import { listDrifts, listGaps, listLedgerDays } from '#modules/ledger';
import { auditRecords, dueWork, outbox } from '#platform/db';
import { eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import { type GongAccess, openGong } from '#test/gong-world';
import { MemoryCrm } from '#test/memory-crm';
import { noConnections } from '#test/no-connections';
import { startGongSimulator } from '../../../simulators/gong/index.ts';
import { smallWorld } from '../../../simulators/world/small-world.ts';
import {
  findEvent,
  getEvent,
  listDeadLetters,
  listEvents,
  listHolding,
  listWaiting,
  pollCalls,
  receiveEvent,
  retryEvent,
  settleEvent,
  syncTrackers,
  takeInCalls,
  waitForTranscript,
} from './index.ts';
import { inboxEvents, syncCursors } from './tables.ts';

const suite = await databaseForSuite();
const now = new Date('2026-11-20T12:00:00Z');
const event = {
  source: 'gong',
  kind: 'call.completed',
  dedupeKey: 'call:1:abc',
  subject: '1',
  payload: { id: '1' },
  occurredAt: '2026-11-20T11:00:00Z',
} as const;

describe('the inbox', () => {
  it('has the columns of its tables', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { inboxEvents, syncCursors } });
  });

  it('writes an event down once, announces it once, and records who brought it', async () => {
    const workspaceId = await suite.createWorkspace();
    const ctx = suite.createContext({ workspaceId, actor: { type: 'webhook', source: 'gong' } });
    const first = await receiveEvent({ ctx, input: event });
    const again = await receiveEvent({ ctx, input: event });
    assert.deepEqual([first.created, again.created, again.inboxId === first.inboxId], [true, false, true]);
    const announced = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, workspaceId));
    assert.deepEqual(
      announced.map(({ type }) => type),
      ['inbox.received'],
    );
    const records = await ctx.db.select().from(auditRecords).where(eq(auditRecords.workspaceId, workspaceId));
    assert.deepEqual(
      records.map(({ action, actor }) => [action, actor]),
      [['inbox_event.received', { type: 'webhook', source: 'gong' }]],
    );
  });

  it('keeps a dead letter with its cause until somebody has it tried again', async () => {
    const workspaceId = await suite.createWorkspace();
    const ctx = suite.createContext({ workspaceId });
    const { inboxId } = await receiveEvent({ ctx, input: event });
    const problem = { code: 'transcript.unreadable', message: 'There are no words in it.', action: 'Look at it.' };
    await settleEvent({ ctx, input: { inboxId, problem, attempts: 3 } });
    const { events } = await listEvents({ ctx, input: { state: 'dead', source: null, limit: 10 } });
    assert.deepEqual(
      events.map((dead) => [dead.inboxId, dead.attempts, dead.problem, dead.payload]),
      [[inboxId, 3, problem, { id: '1' }]],
    );
    const found = await findEvent({
      ctx: { ...ctx, connections: noConnections },
      input: { inboxId: inboxId.slice(-8) },
    });
    assert.deepEqual(
      [found.inboxId, found.state, found.problem, found.payload],
      [inboxId, 'dead', problem, { id: '1' }],
    );
    await retryEvent({ ctx, input: { inboxId: inboxId.slice(0, -1) } });
    const records = await ctx.db.select().from(auditRecords).where(eq(auditRecords.workspaceId, workspaceId));
    assert.deepEqual(records.filter(({ action }) => action === 'inbox_event.read').length, 1);
    assert.equal((await getEvent({ ctx, input: { inboxId } })).state, 'received');
    await assert.rejects(retryEvent({ ctx, input: { inboxId } }), { code: 'change.move-not-allowed' });
  });

  it('tells of a dead letter once it is one, and lists it for its own workspace with where the record is shown', async () => {
    const workspaceId = await suite.createWorkspace();
    const crm = {
      recordAddress: (at: { objectType: string; externalId: string }) => `crm:${at.objectType}/${at.externalId}`,
    };
    const connections = {
      ...noConnections,
      crm: { state: 'on', client: Object.assign(new MemoryCrm(), crm), simulated: true },
    } as const;
    const ctx = { ...suite.createContext({ workspaceId }), connections };
    const problem = { code: 'vendor.refused', message: 'It was refused.', action: 'Look at it.' };
    const payload = { objectType: 'deal', externalIds: ['501'], associated: null };
    const told = { ...event, source: 'hubspot', kind: 'deal.propertyChange', subject: '501', payload } as const;
    const { inboxId } = await receiveEvent({ ctx, input: told });
    const { inboxId: other } = await receiveEvent({ ctx, input: { ...event, dedupeKey: 'call:other' } });
    await settleEvent({ ctx, input: { inboxId, problem, attempts: 3 } });
    await settleEvent({ ctx, input: { inboxId: other, problem: null, attempts: 1 } });
    await settleEvent({ ctx, input: { inboxId: 'inb_nothing', problem, attempts: 3 } });
    const written = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, workspaceId));
    assert.deepEqual(
      written.filter(({ type }) => type === 'inbox.given_up').map(({ payload: heard }) => heard),
      [{ type: 'inbox.given_up', inboxId, source: 'hubspot', kind: 'deal.propertyChange', code: 'vendor.refused' }],
    );
    const all = { source: null, since: null, limit: 10 };
    const { deadLetters, total } = await listDeadLetters({ ctx, input: all });
    assert.deepEqual(
      deadLetters.map((letter) => [letter.inboxId, letter.subject, letter.address, letter.problem, letter.attempts]),
      [[inboxId, '501', 'crm:deal/501', problem, 3]],
    );
    const since = new Date(ctx.clock.now().getTime() + 1).toISOString();
    const none = { deadLetters: [], total: 0 };
    assert.deepEqual([total, await listDeadLetters({ ctx, input: { ...all, since } })], [1, none]);
    assert.deepEqual(await listDeadLetters({ ctx, input: { ...all, source: 'slack' } }), none);
    const elsewhere = { ...suite.createContext({ workspaceId: await suite.createWorkspace() }), connections };
    assert.deepEqual(await listDeadLetters({ ctx: elsewhere, input: all }), none);
  });

  it('shows an event as it came, without what anybody could answer Slack with', async () => {
    const plain = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const ctx = { ...plain, connections: noConnections };
    const kept = { command: '/sophia', text: 'deal Larkspur', lines: [1, null, { id: 'V1' }] };
    const view = { id: 'V1', private_metadata: '{"responseUrl":"https://hooks.slack.example/2"}', response_urls: [] };
    const payload = {
      ...kept,
      lines: [1, null, view],
      response_url: 'https://hooks.slack.example/1',
      trigger_id: '1.2',
    };
    const { inboxId } = await receiveEvent({ ctx, input: { ...event, source: 'slack', kind: 'command', payload } });
    assert.deepEqual((await findEvent({ ctx, input: { inboxId } })).payload, kept);
    assert.deepEqual((await getEvent({ ctx, input: { inboxId } })).payload, payload);
    const fieldless = { ...event, dedupeKey: 'call:1:other', payload: ['of', 'no', 'fields'] };
    const { inboxId: other } = await receiveEvent({ ctx, input: fieldless });
    assert.deepEqual((await findEvent({ ctx, input: { inboxId: other } })).payload, fieldless.payload);
  });

  it('finds what was processed since an instant by what it holds', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    async function process(dedupeKey: string, payload: unknown): Promise<string> {
      const { inboxId } = await receiveEvent({ ctx, input: { ...event, source: 'events', dedupeKey, payload } });
      await settleEvent({ ctx, input: { inboxId, problem: null, attempts: 1 } });
      return inboxId;
    }
    await process('early', { starts: [{ call: '1' }] });
    ctx.clock.advance(60_000);
    const settledSince = ctx.clock.now().toISOString();
    const late = await process('late', { starts: [{ trigger: 'a rule', call: '1' }, { call: '2' }] });
    await process('other', { starts: [{ call: '2' }] });
    const part = { starts: [{ call: '1' }] };
    assert.deepEqual(await listHolding({ ctx, input: { source: 'events', part, settledSince } }), { inboxIds: [late] });
  });

  it('is closed to other workspaces and to who may not read it', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const { inboxId } = await receiveEvent({ ctx, input: event });
    const other = suite.createContext({ workspaceId: await suite.createWorkspace() });
    await assert.rejects(getEvent({ ctx: other, input: { inboxId } }), { code: 'inbox.not-found' });
    const webhook = { ...ctx, actor: { type: 'webhook', source: 'gong' } } as const;
    await assert.rejects(getEvent({ ctx: webhook, input: { inboxId } }), { code: 'access.denied' });
    await assert.rejects(retryEvent({ ctx: webhook, input: { inboxId } }), { code: 'access.denied' });
  });
});

describe('calls that come in', () => {
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let gong: GongAccess;
  const range = { from: '2026-08-01T00:00:00Z', to: '2026-12-01T00:00:00Z', backfill: false };

  before(async () => {
    simulator = await startGongSimulator({ port: 0, world: smallWorld() });
    gong = await openGong({ url: simulator.url });
    await gong.control({ path: '/clock', body: { now: now.toISOString() } });
    await gong.control({ path: '/limits', body: { enforced: false } });
  });
  after(async () => {
    gong.httpClient.close();
    await simulator.close();
  });

  async function connected() {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace(), now });
    return {
      ...ctx,
      connections: { ...noConnections, calls: { state: 'on', client: gong.source, simulated: true } as const },
    };
  }

  it('are expected by the ledger once they are listed, and stored with their words and what Gong says', async () => {
    const ctx = await connected();
    const page = await pollCalls({ ctx, input: { ...range, cursor: null } });
    const known = await pollCalls({ ctx, input: { ...range, cursor: null } });
    assert.deepEqual([page.received > 0, known.received, known.externalIds.length], [true, 0, page.externalIds.length]);
    const { waiting } = await listWaiting({
      ctx,
      input: { source: 'gong', kind: 'call.listed', afterInboxId: null, limit: 50 },
    });
    const externalIds = waiting.map(({ subject }) => subject);
    const { calls: taken } = await takeInCalls({ ctx, input: { externalIds } });
    assert.ok(taken.every(({ outcome }) => outcome === 'created'));
    const first = await getCallSource({ ctx, input: { source: 'gong', externalId: '8100000000000000001' } });
    const { transcript } = await getTranscript({ ctx, input: { callId: first?.callId ?? '', version: null } });
    assert.deepEqual(
      [transcript.turns[0]?.speaker, transcript.turns[0]?.side, transcript.turns[1]?.side],
      ['Maya Okafor', 'internal', 'external'],
    );
    assert.match(first?.insights?.brief ?? '', /Alder Point/);
    const { days } = await listLedgerDays({ ctx, input: { since: '2026-01-01' } });
    assert.equal(
      days.reduce((sum, day) => sum + day.stored, 0),
      externalIds.length,
    );
    assert.ok(days.every((day) => day.expected === day.stored && day.gaps === 0));
  });

  it('are counted by trackers of which a change is told once, with what has come and gone', async () => {
    const ctx = await connected();
    const other = await connected();
    const Trackers = z.array(z.object({ id: z.string(), name: z.string(), keywords: z.array(z.string()) }));
    const {
      state: { trackers },
    } = z
      .object({ state: z.object({ trackers: Trackers }) })
      .parse(await gong.control({ method: 'GET', path: '/state' }));
    const [first, second, third] = trackers;
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    assert.deepEqual(await syncTrackers({ ctx }), { trackers: trackers.length, differences: 0 });
    assert.deepEqual(await syncTrackers({ ctx }), { trackers: trackers.length, differences: 0 });
    const renamed = { ...first, name: 'Money' };
    const reworded = { ...second, keywords: [...second.keywords.slice(1), 'a newcomer'] };
    const added = { id: '6840000929075400042', name: 'New one', keywords: ['brand new'] };
    await gong.control({ method: 'PUT', path: '/trackers', body: { trackers: [renamed, reworded, added] } });
    try {
      assert.equal((await syncTrackers({ ctx })).differences, trackers.length - 2 + 3);
      assert.equal((await syncTrackers({ ctx })).differences, 0);
      const { drifts } = await listDrifts({ ctx, input: { since: '2026-01-01', limit: 10 } });
      assert.deepEqual(
        drifts.map(({ source, what }) => [source, what]),
        [['gong', 'trackers']],
      );
      const lines = (drifts[0]?.lines ?? []).map(({ label, difference, before: was, after: is }) =>
        [label, difference, was, is].join(' / '),
      );
      assert.ok(lines.includes(`${first.name} / renamed / ${first.name} / Money`), lines.join('\n'));
      assert.ok(lines.includes(`${second.name} / changed / ${second.keywords[0]} / a newcomer`), lines.join('\n'));
      assert.ok(lines.includes(`${third.name} / removed /  / `), lines.join('\n'));
      assert.equal(lines.filter((line) => line.startsWith('New one')).length, 0, 'a new one breaks nothing');
      assert.deepEqual((await listDrifts({ ctx: other, input: { since: '2026-01-01', limit: 10 } })).drifts, []);
    } finally {
      await gong.control({ method: 'PUT', path: '/trackers', body: { trackers } });
    }
  });

  it('are kept out while they are private, and taken out when they turn so', async () => {
    const ctx = await connected();
    const externalId = '8100000000000000002';
    await takeInCalls({ ctx, input: { externalIds: [externalId] } });
    await gong.control({ method: 'PATCH', path: `/calls/${externalId}`, body: { isPrivate: true } });
    try {
      const page = await pollCalls({ ctx, input: { ...range, cursor: null } });
      assert.equal(page.keptOut, 1);
      assert.equal(await getCallSource({ ctx, input: { source: 'gong', externalId } }), null);
      assert.deepEqual(await ctx.db.select().from(calls).where(eq(calls.workspaceId, ctx.workspaceId)), []);
      const { calls: taken } = await takeInCalls({ ctx, input: { externalIds: [externalId] } });
      assert.equal(taken[0]?.outcome, 'kept_out');
    } finally {
      await gong.control({ method: 'PATCH', path: `/calls/${externalId}`, body: { isPrivate: false } });
    }
  });

  it('whose transcript is late are looked for six times over a quarter of an hour, then named', async () => {
    const ctx = await connected();
    const externalId = '8100000000000000003';
    await gong.control({ method: 'PATCH', path: `/calls/${externalId}`, body: { transcriptDelayMs: null } });
    const waits: (number | null)[] = [];
    for (let attempts = 1; attempts <= 6; attempts += 1) {
      const { calls: taken } = await takeInCalls({ ctx, input: { externalIds: [externalId] } });
      assert.equal(taken[0]?.outcome, 'not_ready');
      const { nextAttemptAt } = await waitForTranscript({ ctx, input: { externalId, attempts, inboxId: null } });
      waits.push(nextAttemptAt === null ? null : (Date.parse(nextAttemptAt) - now.getTime()) / 1000);
    }
    assert.deepEqual(waits, [30, 60, 120, 240, 480, null]);
    const due = await ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, ctx.workspaceId));
    assert.deepEqual(
      due.map(({ kind, subject }) => [kind, subject]),
      [['take-in-call', externalId]],
    );
    const { gaps } = await listGaps({ ctx, input: { limit: 10 } });
    assert.deepEqual(
      gaps.map(({ cause, missing }) => [cause, missing]),
      [['transcript_never_came', 'stored']],
    );
    await gong.control({ method: 'PATCH', path: `/calls/${externalId}`, body: { transcriptDelayMs: 0 } });
    await takeInCalls({ ctx, input: { externalIds: [externalId] } });
    assert.deepEqual((await listGaps({ ctx, input: { limit: 10 } })).gaps, []);
  });
});
