import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnalysisReport } from '#contracts';
import { crmRecords } from '#modules/crm';
import { callLinks } from '#modules/matching';
import { auditRecords, outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { claimIn, emptyFindings, plainReport, reportOf } from '#test/build-report';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import type { TestContext } from '#test/test-context';
import {
  commitments,
  getCommitment,
  isMadeLive,
  listAgreedMeetings,
  listCommitments,
  listDueCommitments,
  recordReminder,
  settleCommitment,
  trackCommitments,
} from './index.ts';

const suite = await databaseForSuite();
const dayMs = 24 * 3_600_000;
const promise = 'I will send you the collections workflow by Friday.';
const all = { state: null, dealRecordId: null, dueBy: null, limit: 50 } as const;
const parties = [
  partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1' }),
  partyOf({ side: 'external', name: 'Ana Ruiz', speakerId: '2' }),
];

async function fresh(): Promise<TestContext> {
  return suite.createContext({ workspaceId: await suite.createWorkspace() });
}

/** A stored call in which somebody says these words; with a day, the first of them is a promise of ours. */
async function callSaying({
  ctx,
  day,
  words,
  due = null,
}: {
  ctx: TestContext;
  day: string;
  words: string;
  due?: string | null;
}): Promise<AnalysisReport> {
  const startedAt = `${day}T10:00:00.000Z`;
  const callId = await storeCall({ ctx, externalId: `${ctx.workspaceId}-${day}`, startedAt, parties });
  const speaker =
    due === null
      ? ({ speaker: 'Ana Ruiz', side: 'external' } as const)
      : ({ speaker: 'Maya Okafor', side: 'internal' } as const);
  const plain = plainReport([{ ...speaker, text: words }]);
  const call = { ...plain.result.call, startedAt, date: day };
  const found = {
    ...claimIn(call, words),
    owner: 'Maya Okafor',
    ownerSide: 'internal' as const,
    text: words,
    due: { text: 'by Friday', date: due },
  };
  const report = reportOf(call, { ...emptyFindings(call), commitments: due === null ? [] : [found] });
  return { ...report, envelope: { ...report.envelope, callId } };
}

async function dealIn(ctx: TestContext): Promise<string> {
  const now = ctx.clock.now();
  const id = ctx.ids.create('crmRecord');
  const dates = { createdAtSource: now, updatedAtSource: now, syncedAt: now };
  await ctx.db.insert(crmRecords).values({
    id,
    workspaceId: ctx.workspaceId,
    source: 'hubspot',
    objectType: 'deal',
    externalId: '501',
    properties: {},
    ...dates,
  });
  return id;
}

async function promised(ctx: TestContext, due = '2026-09-14'): Promise<string> {
  const report = await callSaying({ ctx, day: '2026-09-08', words: promise, due });
  await trackCommitments({ ctx, input: { report, dealRecordId: 'rec_deal', companyRecordId: null } });
  const { commitments: listed } = await listCommitments({ ctx, input: all });
  return listed[0]?.commitmentId ?? '';
}

async function auditsOf(ctx: TestContext, action: string): Promise<number> {
  const where = and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, action));
  return (await ctx.db.select().from(auditRecords).where(where)).length;
}

describe('commitments', () => {
  it('have the columns of their table', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { commitments } });
  });

  it('are written down once, and settled by a later call with its words', async () => {
    const ctx = await fresh();
    const report = await callSaying({ ctx, day: '2026-09-08', words: promise, due: '2026-09-11' });
    const input = { report, dealRecordId: 'rec_deal', companyRecordId: null };
    assert.deepEqual(await trackCommitments({ ctx, input }), { made: 1, kept: 0, broken: 0 });
    assert.deepEqual(await trackCommitments({ ctx, input }), { made: 0, kept: 0, broken: 0 });
    const words = 'Thanks for the collections workflow, that was helpful.';
    const later = await callSaying({ ctx, day: '2026-09-15', words });
    const tracked = await trackCommitments({ ctx, input: { ...input, report: later } });
    assert.deepEqual(tracked, { made: 0, kept: 1, broken: 0 });
    const [kept] = (await listCommitments({ ctx, input: { ...all, state: 'kept' } })).commitments;
    assert.equal(kept?.settledBy?.by === 'call' && kept.settledBy.evidence.quote, words);
    assert.equal(await auditsOf(ctx, 'commitments.tracked'), 2);
  });

  it('are settled with the words of the later call that count, where its transcript was corrected', async () => {
    const ctx = await fresh();
    const input = { dealRecordId: 'rec_deal', companyRecordId: null };
    const report = await callSaying({ ctx, day: '2026-09-08', words: promise, due: '2026-09-11' });
    await trackCommitments({ ctx, input: { ...input, report } });
    const quotes: unknown[] = [];
    for (const words of [
      'Thanks for the collections workflow, that was useful.',
      'Thanks, Maya, for the collections workflow, that was very helpful.',
      'Thanks, Maya, for the collections workflow, that was very helpful.',
      'Good morning.',
    ]) {
      const later = await callSaying({ ctx, day: '2026-09-15', words });
      await trackCommitments({ ctx, input: { ...input, report: later } });
      const [kept] = (await listCommitments({ ctx, input: { ...all, state: 'kept' } })).commitments;
      quotes.push(kept?.settledBy?.by === 'call' && kept.settledBy.evidence.quote);
    }
    const corrected = 'Thanks, Maya, for the collections workflow, that was very helpful.';
    assert.deepEqual(quotes, [
      'Thanks for the collections workflow, that was useful.',
      corrected,
      corrected,
      corrected,
    ]);
    const where = and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.type, 'commitment.changed'));
    assert.equal((await ctx.db.select().from(outbox).where(where)).length, 1, 'told once');
  });

  it('are written down once where two have the same place, in the words of the first', async () => {
    const ctx = await fresh();
    const report = await callSaying({ ctx, day: '2026-09-08', words: promise, due: '2026-09-11' });
    const { result } = report;
    const twice = result.findings.commitments.flatMap((one) => [one, { ...one, text: 'The workflow by Friday' }]);
    const twins = { ...report, result: { ...result, findings: { ...result.findings, commitments: twice } } };
    const input = { report: twins, dealRecordId: 'rec_deal', companyRecordId: null };
    assert.deepEqual(await trackCommitments({ ctx, input }), { made: 1, kept: 0, broken: 0 });
    const { commitments: listed } = await listCommitments({ ctx, input: all });
    assert.deepEqual(
      listed.map(({ text }) => text),
      [promise],
    );
  });

  it('are settled by a later call that came in first, as history does', async () => {
    const ctx = await fresh();
    const dealRecordId = await dealIn(ctx);
    const startedAt = '2026-09-15T10:00:00.000Z';
    const words = 'Thanks for the collections workflow.';
    const callId = await storeCall({ ctx, externalId: 'later', startedAt, parties: parties.slice(1), texts: [words] });
    const link = { objectType: 'deal', recordId: dealRecordId, method: 'association', confidence: 1, evidence: 'test' };
    const { workspaceId } = ctx;
    const now = ctx.clock.now();
    await ctx.db
      .insert(callLinks)
      .values({ id: ctx.ids.create('callLink'), workspaceId, callId, ...link, createdAt: now });
    const report = await callSaying({ ctx, day: '2026-09-08', words: promise, due: '2026-09-11' });
    const input = { report, dealRecordId, companyRecordId: null };
    assert.deepEqual(await trackCommitments({ ctx, input }), { made: 1, kept: 1, broken: 0 });
    const between = await callSaying({ ctx, day: '2026-09-13', words: 'We never got the collections workflow.' });
    const tracked = await trackCommitments({ ctx, input: { ...input, report: between } });
    assert.deepEqual(tracked, { made: 0, kept: 0, broken: 1 }, 'the first call to speak of it counts');
    assert.deepEqual(await trackCommitments({ ctx, input }), { made: 0, kept: 0, broken: 0 });
    const [broken] = (await listCommitments({ ctx, input: all })).commitments;
    assert.equal(broken?.settledBy?.by === 'call' && broken.settledBy.callId, between.envelope.callId);
  });

  it('that are a meeting are kept by the call of that day', async () => {
    const ctx = await fresh();
    const words = 'Tuesday the 15th at two works for me.';
    const report = await callSaying({ ctx, day: '2026-09-08', words, due: '2026-09-15' });
    const input = { report, dealRecordId: 'rec_deal', companyRecordId: null };
    await trackCommitments({ ctx, input });
    const met = await callSaying({ ctx, day: '2026-09-15', words: 'Good to see you.' });
    assert.deepEqual(await trackCommitments({ ctx, input: { ...input, report: met } }), {
      made: 0,
      kept: 1,
      broken: 0,
    });
    const [kept] = (await listCommitments({ ctx, input: { ...all, state: 'kept' } })).commitments;
    assert.deepEqual(kept?.settledBy, { by: 'meeting', callId: met.envelope.callId });
  });

  it('that agree to meet on a day ahead are the meetings of a deal', async () => {
    const ctx = await fresh();
    const words = 'Tuesday the 22nd at two works for me.';
    const report = await callSaying({ ctx, day: '2026-09-08', words, due: '2026-09-22' });
    await trackCommitments({ ctx, input: { report, dealRecordId: 'rec_deal', companyRecordId: null } });
    const input = { dealRecordIds: ['rec_deal', 'rec_other'], until: '2026-09-28' };
    const { meetings } = await listAgreedMeetings({ ctx, input });
    assert.deepEqual(
      meetings.map(({ dealRecordId, day, callId }) => [dealRecordId, day, callId]),
      [['rec_deal', '2026-09-22', report.envelope.callId]],
    );
    assert.deepEqual((await listAgreedMeetings({ ctx, input: { ...input, until: '2026-09-21' } })).meetings, []);
    const other = await fresh();
    assert.deepEqual((await listAgreedMeetings({ ctx: other, input })).meetings, []);
    const webhook = { ...ctx, actor: { type: 'webhook', source: 'gong' } as const };
    await assert.rejects(listAgreedMeetings({ ctx: webhook, input }), { code: 'access.denied' });
    await assert.rejects(listAgreedMeetings({ ctx, input: { ...input, until: 'soon' } }), { code: 'input.invalid' });
    ctx.clock.advance(10 * dayMs);
    assert.deepEqual((await listAgreedMeetings({ ctx, input })).meetings, [], 'the day is over');
  });

  it('that are made again are listed once, with the day that was said last, and end together', async () => {
    const ctx = await fresh();
    const first = await callSaying({ ctx, day: '2026-09-08', words: promise, due: '2026-09-25' });
    const words = 'I will get the collections workflow over.';
    const again = await callSaying({ ctx, day: '2026-09-10', words, due: '2026-09-30' });
    const input = { dealRecordId: 'rec_deal', companyRecordId: null };
    for (const report of [again, first]) await trackCommitments({ ctx, input: { ...input, report } });
    const [one, other] = (await listCommitments({ ctx, input: all })).commitments;
    assert.deepEqual([one?.callId, one?.dueDate, other], [first.envelope.callId, '2026-09-30', undefined]);
    const came = await callSaying({ ctx, day: '2026-09-15', words: 'Thanks for the collections workflow.' });
    await trackCommitments({ ctx, input: { ...input, report: came } });
    const rows = await ctx.db.select().from(commitments).where(eq(commitments.workspaceId, ctx.workspaceId));
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['kept', 'kept'],
    );
    assert.equal(rows.filter(({ repeats }) => repeats === one?.commitmentId).length, 1);
  });

  it('that are a manner of speaking are not written down', async () => {
    const ctx = await fresh();
    const found = await callSaying({ ctx, day: '2026-09-08', words: "I'll do mine.", due: '2026-09-11' });
    const { findings } = found.result;
    const report = {
      ...found,
      result: {
        ...found.result,
        findings: { ...findings, commitments: findings.commitments.map((claim) => ({ ...claim, due: null })) },
      },
    };
    const input = { report, dealRecordId: 'rec_deal', companyRecordId: null };
    assert.deepEqual(await trackCommitments({ ctx, input }), { made: 0, kept: 0, broken: 0 });
  });

  it('are settled by a person, who is named, and not by what runs by itself', async () => {
    const ctx = await fresh();
    const commitmentId = await promised(ctx);
    const input = { commitmentId, state: 'dropped' as const, reason: 'No longer wanted' };
    const schedule = { ...ctx, actor: { type: 'schedule', name: 'test' } as const };
    await assert.rejects(settleCommitment({ ctx: schedule, input }), { code: 'access.denied' });
    await settleCommitment({ ctx, input: { ...input, commitmentId: commitmentId.slice(0, -1) } });
    const settled = await getCommitment({ ctx, input: { commitmentId } });
    assert.deepEqual(settled.settledBy, { by: 'person', name: 'test', reason: 'No longer wanted' });
    assert.equal(await auditsOf(ctx, 'commitment.settled'), 1);
  });

  it('that are made again are settled by a person as one, by the id of either, and stay so when they are made once more', async () => {
    for (const which of ['first', 'again'] as const) {
      const ctx = await fresh();
      const input = { dealRecordId: 'rec_deal', companyRecordId: null };
      async function say(day: string, due: string): Promise<string> {
        const words = day === '2026-09-08' ? promise : 'I will get the collections workflow over.';
        const report = await callSaying({ ctx, day, words, due });
        await trackCommitments({ ctx, input: { ...input, report } });
        return report.envelope.callId;
      }
      const callIds = { first: await say('2026-09-08', '2026-09-25'), again: await say('2026-09-10', '2026-09-30') };
      async function rows() {
        const found = await ctx.db.select().from(commitments).where(eq(commitments.workspaceId, ctx.workspaceId));
        return found.toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
      }
      const commitmentId = (await rows()).find(({ callId }) => callId === callIds[which])?.id ?? '';
      await settleCommitment({ ctx, input: { commitmentId, state: 'kept', reason: null } });
      assert.deepEqual(
        (await rows()).map(({ state }) => state),
        ['kept', 'kept'],
      );
      await settleCommitment({ ctx, input: { commitmentId, state: 'broken', reason: 'It was the wrong one' } });
      await say('2026-09-12', '2026-10-02');
      const listed = (await listCommitments({ ctx, input: all })).commitments;
      assert.deepEqual(
        listed.map(({ state, dueDate }) => [dueDate, state]),
        [
          ['2026-09-30', 'broken'],
          ['2026-10-02', 'open'],
        ],
        'what is promised after that is a promise of its own',
      );
      assert.equal(await auditsOf(ctx, 'commitment.settled'), 2);
    }
  });

  it('are nothing to another workspace', async () => {
    const own = await fresh();
    const commitmentId = await promised(own);
    const other = await fresh();
    assert.equal(await isMadeLive({ ctx: own, input: { commitmentId } }), true);
    assert.equal(await isMadeLive({ ctx: other, input: { commitmentId } }), false);
    const webhook = { ...own, actor: { type: 'webhook', source: 'gong' } as const };
    await assert.rejects(isMadeLive({ ctx: webhook, input: { commitmentId } }), { code: 'access.denied' });
    await assert.rejects(getCommitment({ ctx: other, input: { commitmentId } }), { code: 'commitment.not-found' });
    const input = { commitmentId, state: 'kept' as const, reason: null };
    await assert.rejects(settleCommitment({ ctx: other, input }), { code: 'commitment.not-found' });
    assert.deepEqual((await listCommitments({ ctx: other, input: all })).commitments, []);
  });

  it('that are due are reminded of once a day and three times at most', async () => {
    const ctx = await fresh();
    const commitmentId = await promised(ctx, '2026-09-15');
    async function due(): Promise<number> {
      return (await listDueCommitments({ ctx, input: { limit: 10 } })).commitments.length;
    }
    assert.equal(await due(), 0, 'the day has not come');
    for (let day = 1; day <= 3; day += 1) {
      ctx.clock.advance(dayMs);
      assert.equal(await due(), 1, `day ${day}`);
      assert.equal((await recordReminder({ ctx, input: { commitmentId } })).isFirstOfDay, true);
      assert.equal((await recordReminder({ ctx, input: { commitmentId } })).isFirstOfDay, false);
      assert.equal(await due(), 0, `day ${day}, after the reminder`);
    }
    ctx.clock.advance(dayMs);
    assert.equal(await due(), 0, 'three times were enough');
    assert.equal(await auditsOf(ctx, 'commitment.reminded'), 3);
  });

  it('that have been overdue for long come from history and remind nobody', async () => {
    const ctx = await fresh();
    await promised(ctx, '2026-08-01');
    assert.deepEqual((await listDueCommitments({ ctx, input: { limit: 10 } })).commitments, []);
  });
});
