import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outbox } from '#platform/db';
import { eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import type { TestContext } from '#test/test-context';
import {
  countUnfinishedHistory,
  drifts,
  excludeItem,
  findVanished,
  getDrift,
  getLedgerItem,
  ledgerItems,
  listDrifts,
  listGaps,
  listLedgerDays,
  readLedger,
  recordDrift,
  recordFollowed,
  recordGap,
  recordStation,
} from './index.ts';

const suite = await databaseForSuite();
const startedAt = new Date('2026-09-14T10:00:00Z');
const one = { source: 'gong', externalId: '1' } as const;
const noTranscript = {
  ...one,
  missing: 'stored',
  cause: 'transcript_not_ready',
  detail: 'Gong was asked.',
  nextAttemptAt: null,
} as const;

async function fresh(): Promise<TestContext> {
  return suite.createContext({ workspaceId: await suite.createWorkspace() });
}

async function gapEvents(ctx: TestContext): Promise<number> {
  const events = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId));
  return events.filter(({ type }) => type === 'gap.found').length;
}

async function causesOf(ctx: TestContext): Promise<string[]> {
  return (await listGaps({ ctx, input: { limit: 5 } })).gaps.map(({ cause }) => cause);
}

describe('the ledger', () => {
  it('has the columns of its table', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { ledgerItems, drifts } });
  });

  it('counts what each day expected and what reached each station, once however often it is told', async () => {
    const ctx = await fresh();
    const stations = ['expected', 'received', 'stored'] as const;
    await recordStation({ ctx, input: { ...one, stations, startedAt, title: 'Pricing' } });
    await recordStation({ ctx, input: { ...one, stations } });
    await recordStation({ ctx, input: { source: 'gong', externalId: '2', stations: ['expected'], startedAt } });
    await excludeItem({ ctx, input: { source: 'gong', externalId: '3', reason: 'private', startedAt } });
    const { days } = await listLedgerDays({ ctx, input: { since: '2026-09-14' } });
    assert.equal(days.length, 1);
    const { day, expected, received, stored, analyzed, excluded } = days[0] ?? {};
    assert.deepEqual([day, expected, received, stored, analyzed, excluded], ['2026-09-14', 2, 1, 1, 0, 1]);
    assert.deepEqual(days[0]?.keptOut, { private: 1, internal: 0, outOfScope: 0 });
    const other = await fresh();
    assert.deepEqual((await listLedgerDays({ ctx: other, input: { since: '2026-09-01' } })).days, []);
    assert.equal(await getLedgerItem({ ctx: other, input: one }), null);
  });

  it('names what is missing with its cause, announces it once, and closes it when the station is reached', async () => {
    const ctx = await fresh();
    await recordStation({ ctx, input: { ...one, stations: ['received'], startedAt } });
    await recordGap({ ctx, input: noTranscript });
    await recordGap({ ctx, input: noTranscript });
    const [gap] = (await listGaps({ ctx, input: { limit: 5 } })).gaps;
    assert.deepEqual([gap?.missing, gap?.cause, gap?.attempts], ['stored', 'transcript_not_ready', 2]);
    assert.equal(await gapEvents(ctx), 1);
    await recordGap({ ctx, input: { ...noTranscript, cause: 'transcript_never_came' } });
    assert.equal(await gapEvents(ctx), 2, 'another cause is another gap');
    await recordStation({ ctx, input: { ...one, stations: ['analyzed'] } });
    assert.deepEqual((await listGaps({ ctx, input: { limit: 5 } })).gaps, []);
  });

  it('keeps each gap until its own station is reached, and lists them all, the oldest first', async () => {
    const ctx = await fresh();
    await recordStation({ ctx, input: { ...one, stations: ['analyzed'], startedAt } });
    const nowhere = { ...one, cause: 'channel_missing', detail: 'No channel.', nextAttemptAt: null } as const;
    const later = { ...one, cause: 'crm_unavailable', detail: 'Down.', nextAttemptAt: startedAt } as const;
    await recordGap({ ctx, input: { ...nowhere, missing: 'announced' } });
    ctx.clock.advance(1000);
    await recordGap({ ctx, input: { ...later, missing: 'written' } });
    ctx.clock.advance(1000);
    await recordGap({ ctx, input: { ...nowhere, missing: 'announced' } });
    assert.deepEqual(await causesOf(ctx), ['channel_missing', 'crm_unavailable']);
    const { gaps } = await listGaps({ ctx, input: { limit: 5 } });
    assert.deepEqual(
      gaps.map(({ missing, attempts, nextAttemptAt }) => [missing, attempts, nextAttemptAt]),
      [
        ['announced', 2, null],
        ['written', 1, startedAt.toISOString()],
      ],
    );
    await recordStation({ ctx, input: { ...one, stations: ['written'] } });
    assert.deepEqual(await causesOf(ctx), ['channel_missing']);
    await recordStation({ ctx, input: { ...one, stations: ['announced'] } });
    assert.deepEqual(await causesOf(ctx), []);
    assert.equal(await gapEvents(ctx), 2);
  });

  it('loses no gap of three that are noted at the same time', async () => {
    const ctx = await fresh();
    await recordStation({ ctx, input: { ...one, stations: ['analyzed'], startedAt } });
    const same = { ...one, detail: '', nextAttemptAt: null } as const;
    await Promise.all([
      recordGap({ ctx, input: { ...same, missing: 'announced', cause: 'chat_unavailable' } }),
      recordGap({ ctx, input: { ...same, missing: 'proposed', cause: 'unforeseen' } }),
      recordGap({ ctx, input: { ...same, missing: 'written', cause: 'crm_unavailable' } }),
    ]);
    assert.deepEqual((await causesOf(ctx)).toSorted(), ['chat_unavailable', 'crm_unavailable', 'unforeseen']);
  });

  it('notes no gap before a station that is reached while it is noted', async () => {
    const ctx = await fresh();
    await recordStation({ ctx, input: { ...one, stations: ['analyzed'], startedAt } });
    let times = 0;
    let reached: Promise<null> | undefined;
    function now(): Date {
      times += 1;
      // The second time is asked for between reading the row and writing the gap.
      if (times === 2) reached = recordStation({ ctx, input: { ...one, stations: ['announced'] } });
      return ctx.clock.now();
    }
    const slow = { ...ctx, clock: { ...ctx.clock, now } };
    const gap = { ...one, cause: 'chat_unavailable', detail: '', nextAttemptAt: null } as const;
    await recordGap({ ctx: slow, input: { ...gap, missing: 'announced' } });
    assert.ok(reached !== undefined);
    await reached;
    assert.deepEqual(await causesOf(ctx), []);
  });

  it('does not take a write that failed for done because people were told of the call', async () => {
    const ctx = await fresh();
    await recordStation({ ctx, input: { ...one, stations: ['analyzed'], startedAt } });
    const refused = { ...one, cause: 'write_not_applied', detail: 'No.', nextAttemptAt: null } as const;
    await recordGap({ ctx, input: { ...refused, missing: 'written' } });
    await recordStation({ ctx, input: { ...one, stations: ['announced'] } });
    const [gap] = (await listGaps({ ctx, input: { limit: 5 } })).gaps;
    assert.deepEqual([gap?.missing, gap?.cause], ['written', 'write_not_applied']);
  });

  it('keeps no gap and no title of a call that is kept out', async () => {
    const ctx = await fresh();
    await recordStation({ ctx, input: { ...one, stations: ['received'], startedAt, title: 'Secret' } });
    await recordGap({ ctx, input: noTranscript });
    await excludeItem({ ctx, input: { ...one, reason: 'private' } });
    await recordGap({ ctx, input: noTranscript });
    assert.deepEqual((await listGaps({ ctx, input: { limit: 5 } })).gaps, []);
    const rows = await ctx.db.select().from(ledgerItems).where(eq(ledgerItems.workspaceId, ctx.workspaceId));
    assert.deepEqual(
      rows.map(({ title, excluded }) => [title, excluded]),
      [[null, 'private']],
    );
  });

  it('finds what its source lists no longer, within the range alone', async () => {
    const ctx = await fresh();
    for (const externalId of ['1', '2']) {
      await recordStation({ ctx, input: { source: 'gong', externalId, stations: ['received'], startedAt } });
    }
    const range = { source: 'gong', from: new Date('2026-09-14T00:00:00Z'), to: new Date('2026-09-15T00:00:00Z') };
    assert.deepEqual((await findVanished({ ctx, input: { ...range, listed: ['1'] } })).vanished, [
      { externalId: '2', title: null, day: '2026-09-14', isStored: false },
    ]);
    const before = { ...range, from: new Date('2026-09-13T00:00:00Z'), to: startedAt };
    assert.deepEqual((await findVanished({ ctx, input: { ...before, listed: [] } })).vanished, []);
  });

  it('knows how much of the history is on its way, and gives up on what nothing moves', async () => {
    const ctx = await fresh();
    await recordStation({ ctx, input: { ...one, stations: ['stored'], startedAt, backfill: true } });
    assert.equal(await countUnfinishedHistory({ ctx }), 1);
    ctx.clock.advance(3 * 3_600_000);
    assert.equal(await countUnfinishedHistory({ ctx }), 0);
    await recordStation({ ctx, input: { ...one, stations: ['analyzed'] } });
    assert.equal(await countUnfinishedHistory({ ctx }), 1);
    await recordFollowed({ ctx, input: one });
    assert.equal(await countUnfinishedHistory({ ctx }), 0);
  });

  it('does not say that followed history was proposed or written, and closes what kept it from being followed', async () => {
    const ctx = await fresh();
    await recordStation({ ctx, input: { ...one, stations: ['analyzed'], startedAt, backfill: true } });
    await recordGap({ ctx, input: { ...noTranscript, missing: 'proposed', cause: 'unforeseen' } });
    await recordFollowed({ ctx, input: one });
    const { days, gaps, underWay } = await readLedger({ ctx, input: { since: '2026-09-01', gapLimit: 5 } });
    const { expected, analyzed, proposed, written, history } = days[0] ?? {};
    assert.deepEqual([expected, analyzed, proposed, written, history], [1, 1, 0, 0, 1]);
    assert.deepEqual([gaps, underWay], [[], 0]);
  });

  it('counts what is on its way: all that has neither arrived nor a gap, of every day', async () => {
    const ctx = await fresh();
    async function underWay(): Promise<number> {
      return (await readLedger({ ctx, input: { since: '2026-12-01', gapLimit: 5 } })).underWay;
    }
    await recordStation({ ctx, input: { ...one, stations: ['expected'], startedAt, backfill: true } });
    const fresher = { source: 'gong', externalId: '2' };
    await recordStation({ ctx, input: { ...fresher, stations: ['analyzed'], startedAt } });
    await excludeItem({ ctx, input: { source: 'gong', externalId: '3', reason: 'private', startedAt } });
    assert.equal(await underWay(), 2);
    await recordGap({ ctx, input: noTranscript });
    assert.equal(await underWay(), 1);
    await recordStation({ ctx, input: { ...fresher, stations: ['proposed'] } });
    assert.equal(await underWay(), 1, 'what was proposed is not written yet');
    await recordStation({ ctx, input: { ...fresher, stations: ['written'] } });
    assert.equal(await underWay(), 0);
  });

  it('keeps what is not as it was at a vendor, and announces it once', async () => {
    const ctx = await fresh();
    const lines = [{ label: 'Deal Close date', difference: 'removed', before: null, after: null }];
    const input = { source: 'hubspot', what: 'definitions', key: 'a', severity: 'high', lines } as const;
    assert.deepEqual(await recordDrift({ ctx, input: { ...input, lines } }), { created: true });
    assert.deepEqual(await recordDrift({ ctx, input: { ...input, lines } }), { created: false });
    const events = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId));
    assert.equal(events.filter(({ type }) => type === 'drift.found').length, 1);
    const reading = await readLedger({ ctx, input: { since: null, gapLimit: 1 } });
    assert.deepEqual(reading.drifts[0]?.lines, lines);
    const asked = { driftId: reading.drifts[0]?.driftId ?? '' };
    assert.equal((await getDrift({ ctx, input: asked }))?.what, 'definitions');
    assert.equal(await getDrift({ ctx: await fresh(), input: asked }), null);
    const everything = { since: '2026-01-01', limit: 10 };
    assert.deepEqual((await listDrifts({ ctx: await fresh(), input: everything })).drifts, []);
    const webhook = { ...ctx, actor: { type: 'webhook', source: 'gong' } as const };
    await assert.rejects(recordDrift({ ctx: webhook, input: { ...input, lines } }), { code: 'access.denied' });
    await assert.rejects(listDrifts({ ctx: webhook, input: everything }), { code: 'access.denied' });
    await assert.rejects(getDrift({ ctx: webhook, input: asked }), { code: 'access.denied' });
    await assert.rejects(recordDrift({ ctx, input: { ...input, lines: [] } }), { code: 'input.invalid' });
  });

  it('is written by nobody in the chat', async () => {
    const ctx = await fresh();
    const actor = { type: 'chat_user', source: 'slack', userId: 'U1', name: 'Maya', email: null } as const;
    const chat = { ...ctx, actor };
    await assert.rejects(recordGap({ ctx: chat, input: noTranscript }), { code: 'access.denied' });
    await assert.rejects(recordStation({ ctx: chat, input: { ...one, stations: [] } }), { code: 'access.denied' });
  });
});
