import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crmActivities, crmRecords } from '#modules/crm';
import { auditRecords, outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { claimIn, emptyFindings, plainReport, reportOf } from '#test/build-report';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import type { TestContext } from '#test/test-context';
import { listCommitments, settlePromises, shareCommitments, trackCommitments } from './index.ts';

const suite = await databaseForSuite();
const all = { state: null, dealRecordId: null, dueBy: null, limit: 50 } as const;
const words = 'I will send you the collections workflow by Friday.';

async function fresh(): Promise<TestContext> {
  return suite.createContext({ workspaceId: await suite.createWorkspace(), now: new Date('2026-09-14T15:00:00Z') });
}

async function dealIn(ctx: TestContext): Promise<string> {
  const now = ctx.clock.now();
  const id = ctx.ids.create('crmRecord');
  const dates = { createdAtSource: now, updatedAtSource: now, syncedAt: now, activitiesSyncedAt: now };
  const place = { workspaceId: ctx.workspaceId, source: 'hubspot', objectType: 'deal', externalId: '501' } as const;
  await ctx.db.insert(crmRecords).values({ id, ...place, properties: {}, ...dates });
  return id;
}

/** A call on September 8 in which somebody says something; with a due day it is a promise of ours. */
async function call(
  ctx: TestContext,
  { dealRecordId, said, due, day = '2026-09-08' }: { dealRecordId: string; said: string; due?: string; day?: string },
): Promise<void> {
  const startedAt = `${day}T10:00:00.000Z`;
  const parties = [partyOf({ side: 'external', name: 'Ana Ruiz', speakerId: '1' })];
  const callId = await storeCall({ ctx, externalId: `${ctx.workspaceId}-${day}`, startedAt, parties });
  const speaker =
    due === undefined
      ? { speaker: 'Ana Ruiz', side: 'external' as const }
      : { speaker: 'Maya Okafor', side: 'internal' as const };
  const { result } = plainReport([{ ...speaker, text: said }]);
  const told = { ...result.call, startedAt, date: day };
  const promise = { owner: 'Maya Okafor', ownerSide: 'internal' as const, text: said };
  const found = { ...claimIn(told, said), ...promise, due: { text: 'by Friday', date: due ?? null } };
  const report = reportOf(told, { ...emptyFindings(told), commitments: due === undefined ? [] : [found] });
  const input = {
    report: { ...report, envelope: { ...report.envelope, callId } },
    dealRecordId,
    companyRecordId: null,
  };
  await trackCommitments({ ctx, input });
}

async function mail(ctx: TestContext, { dealRecordId, subject }: { dealRecordId: string; subject: string }) {
  const at = new Date('2026-09-10T09:00:00Z');
  const row = { kind: 'email', externalId: '77', at, direction: 'outgoing', subject } as const;
  await ctx.db.insert(crmActivities).values({ ...row, workspaceId: ctx.workspaceId, recordId: dealRecordId });
}

describe('an open promise', () => {
  it('is overdue once its day is over, until something has become of it', async () => {
    const ctx = await fresh();
    const dealRecordId = await dealIn(ctx);
    await call(ctx, { dealRecordId, said: words, due: '2026-09-14' });
    async function statesIn(state: 'open' | 'overdue' | null): Promise<string[]> {
      return (await listCommitments({ ctx, input: { ...all, state } })).commitments.map((one) => one.state);
    }
    assert.deepEqual([await statesIn('open'), await statesIn('overdue')], [['open'], []]);
    ctx.clock.advance(24 * 3_600_000);
    assert.deepEqual([await statesIn('open'), await statesIn('overdue')], [['overdue'], ['overdue']]);
    const of = { of: 'deal', parents: [dealRecordId], dueBy: null, after: null, limit: 5 } as const;
    const shared = await shareCommitments({ ctx, input: { ...of, state: 'overdue' } });
    assert.equal(shared.get(dealRecordId)?.ids.length, 1);
    await mail(ctx, { dealRecordId, subject: 'Your collections workflow' });
    await settlePromises({ ctx });
    assert.deepEqual([await statesIn(null), await statesIn('overdue')], [['kept'], []]);
  });

  it('is kept by what was done in the CRM since, once, and told', async () => {
    const ctx = await fresh();
    const dealRecordId = await dealIn(ctx);
    await call(ctx, { dealRecordId, said: words, due: '2026-09-14' });
    await mail(ctx, { dealRecordId, subject: 'Your collections workflow' });
    assert.equal((await settlePromises({ ctx })).settled.length, 1);
    assert.equal((await settlePromises({ ctx })).settled.length, 0);
    const [kept] = (await listCommitments({ ctx, input: { ...all, state: 'kept' } })).commitments;
    assert.deepEqual(kept?.settledBy, {
      by: 'activity',
      kind: 'email',
      externalId: '77',
      at: '2026-09-10T09:00:00.000Z',
      subject: 'Your collections workflow',
    });
    const told = and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.type, 'commitment.settled'));
    assert.equal((await ctx.db.select().from(outbox).where(told)).length, 1);
    const audited = and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'commitments.settled'));
    assert.equal((await ctx.db.select().from(auditRecords).where(audited)).length, 1);
  });

  it('is kept at once where the CRM has it already, and what a person says later counts before that', async () => {
    const ctx = await fresh();
    const dealRecordId = await dealIn(ctx);
    await mail(ctx, { dealRecordId, subject: 'Your collections workflow' });
    await call(ctx, { dealRecordId, said: words, due: '2026-09-09' });
    async function state(): Promise<string | undefined> {
      return (await listCommitments({ ctx, input: all })).commitments[0]?.state;
    }
    assert.equal(await state(), 'kept');
    await call(ctx, { dealRecordId, said: 'We never got the collections workflow.', day: '2026-09-12' });
    assert.equal(await state(), 'broken');
  });

  it('is settled in no other workspace and by nobody without the right', async () => {
    const ctx = await fresh();
    const other = await fresh();
    const dealRecordId = await dealIn(ctx);
    await call(ctx, { dealRecordId, said: words, due: '2026-09-14' });
    await mail(ctx, { dealRecordId, subject: 'Your collections workflow' });
    assert.deepEqual(await settlePromises({ ctx: other }), { settled: [] });
    const webhook = { ...ctx, actor: { type: 'webhook', source: 'hubspot' } } as const;
    await assert.rejects(settlePromises({ ctx: webhook }), { code: 'access.denied' });
  });
});
