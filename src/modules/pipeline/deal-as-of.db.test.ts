import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PipelineClock } from '#contracts';
import { calls } from '#modules/calls';
import { crmPropertyChanges, crmRecords } from '#modules/crm';
import { callLinks } from '#modules/matching';
import { dealWarnings } from '#modules/warnings';
import type { Context } from '#platform/context';
import { eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { identifyOwner } from '#test/owner-identity';
import { companyHistory, definePipelines, putDeals } from '#test/pipeline-world';
import type { TestContext } from '#test/test-context';
import { freezePipeline, getDealAsOf, getPipeline } from './index.ts';

const suite = await databaseForSuite();
const whole = { owner: null, team: null, pipeline: null };
const day = '2026-09-13';

async function openWorld(): Promise<TestContext> {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  await definePipelines(ctx);
  await putDeals(ctx, [
    ...companyHistory({ seed: 5, deals: 160 }).map((deal) => ({ ...deal, owner: '12' })),
    {
      id: 'larkspur',
      name: 'Larkspur',
      owner: '11',
      createdDay: '2026-08-01',
      changes: [
        ['2026-08-01', 'dealstage', 's1'],
        ['2026-08-01', 'amount', '3000'],
        ['2026-08-01', 'closedate', '2026-12-01'],
      ],
    },
  ]);
  await freezePipeline({ ctx, input: { readAt: ctx.clock.now().toISOString() } });
  return ctx;
}

function board(ctx: Context, clock: PipelineClock) {
  return getPipeline({ ctx, input: { asOf: day, clock, ...whole } });
}

/** What the CRM tells later of an earlier day. */
async function tellLate(ctx: Context, { at, value }: { at: string; value: string }): Promise<void> {
  const change = { recordId: `${ctx.workspaceId}-deal-larkspur`, property: 'amount', position: 0 };
  await ctx.db.insert(crmPropertyChanges).values({
    workspaceId: ctx.workspaceId,
    ...change,
    at: new Date(at),
    value,
    source: 'person',
    sourceType: 'CRM_UI',
    sourceId: null,
    userId: null,
  });
}

async function addCall(ctx: Context, given: { id: string; held: string | null; came: string; ended?: string }) {
  const callId = `${ctx.workspaceId}-${given.id}`;
  await ctx.db.insert(calls).values({
    id: callId,
    workspaceId: ctx.workspaceId,
    source: 'file',
    externalId: callId,
    title: given.id,
    startedAt: given.held === null ? null : new Date(`${given.held}T15:00:00Z`),
    callDate: given.held,
    timeZone: 'UTC',
    currentVersion: 1,
    createdAt: new Date(`${given.came}T12:00:00Z`),
  });
  await ctx.db.insert(callLinks).values({
    id: ctx.ids.create('callLink'),
    workspaceId: ctx.workspaceId,
    callId,
    objectType: 'deal',
    recordId: `${ctx.workspaceId}-deal-larkspur`,
    party: null,
    method: 'name',
    confidence: 0.9,
    evidence: 'the title',
    createdAt: new Date(`${given.came}T12:00:00Z`),
    endedAt: given.ended === undefined ? null : new Date(`${given.ended}T12:00:00Z`),
  });
}

const ctx = await openWorld();
await identifyOwner(ctx, { ownerId: '11', name: 'Maya Okafor', email: 'maya@tidewater.example' });
const recordId = `${ctx.workspaceId}-deal-larkspur`;

describe('the pipeline by two clocks', () => {
  it('is the same by both as long as nothing came later: a look back is the night that was frozen', async () => {
    const [known, isTrue] = [await board(ctx, 'known'), await board(ctx, 'true')];
    assert.deepEqual([known.origin, isTrue.origin], ['nightly', 'true']);
    assert.ok(known.totals[0] !== undefined && known.totals[0].count > 5);
    assert.deepEqual([isTrue.day, isTrue.totals, isTrue.stages], [known.day, known.totals, known.stages]);
    const standard = await getPipeline({ ctx, input: { asOf: day, ...whole } });
    assert.deepEqual(standard, known);
  });

  it('goes by what came later where it is asked what was true, and never where it is asked what was known', async () => {
    const world = await openWorld();
    const before = await board(world, 'known');
    await tellLate(world, { at: '2026-09-10T09:00:00Z', value: '4500.25' });
    await tellLate(world, { at: '2026-09-14T09:00:00Z', value: '9999' });
    assert.deepEqual(await board(world, 'known'), before);
    const after = await board(world, 'true');
    assert.equal((after.totals[0]?.amountMinor ?? 0) - (before.totals[0]?.amountMinor ?? 0), 450_025 - 300_000);
  });

  it('takes no stage of today for that of a past day where a deal has no history of it', async () => {
    const world = await openWorld();
    const before = await board(world, 'true');
    const changes = [['2026-08-01', 'amount', '700']] as const;
    await putDeals(world, [{ id: 'untold', createdDay: '2026-08-01', changes }]);
    const own = `${world.workspaceId}-deal-untold`;
    await world.db
      .update(crmRecords)
      .set({ properties: { dealname: 'Untold', dealstage: 's2', amount: '700' } })
      .where(eq(crmRecords.id, own));
    assert.deepEqual(await board(world, 'true'), before);
    const told = await getDealAsOf({ ctx: world, input: { recordId: own, asOf: day } });
    assert.deepEqual([told.isTrue.position, told.differences], [null, []]);
    assert.match(
      told.unknown.join(),
      /tells no history of its stage: what it was at the end of 2026-09-13 is not known/,
    );
    const early = await getDealAsOf({ ctx: world, input: { recordId: own, asOf: '2026-07-01' } });
    assert.ok(!early.unknown.join().includes('history of its stage'), 'it was not there yet');
  });

  it('of a day that is not over is refused', async () => {
    for (const asOf of ['2026-09-14', '2027-01-01']) {
      await assert.rejects(getPipeline({ ctx, input: { asOf, clock: 'true', ...whole } }), { code: 'input.invalid' });
      await assert.rejects(getDealAsOf({ ctx, input: { recordId, asOf } }), { code: 'input.invalid' });
    }
  });

  it('of whoever sees a part is that of the part', async () => {
    const person = { type: 'user', userId: 'usr_1', name: 'Maya', email: 'maya@tidewater.example' } as const;
    const grant = { role: 'representative', scopes: null, seesOnly: ['maya@tidewater.example'] } as const;
    const maya: Context = { ...ctx, actor: { ...person, grant, credentialId: 'ses_1' } };
    const { totals } = await board(maya, 'true');
    assert.deepEqual(
      totals.map(({ count, amountMinor }) => [count, amountMinor]),
      [[1, 300_000]],
    );
    const ben: Context = {
      ...maya,
      actor: { ...person, grant: { ...grant, seesOnly: ['ben@x.example'] }, credentialId: 's' },
    };
    await assert.rejects(getDealAsOf({ ctx: ben, input: { recordId, asOf: day } }), { code: 'record.not-found' });
  });
});

describe('a deal by two clocks', () => {
  it('says the same by both as long as nothing came later', async () => {
    await addCall(ctx, { id: 'in time', held: '2026-09-01', came: '2026-09-01' });
    const { isTrue, wasKnown, differences, unknown } = await getDealAsOf({ ctx, input: { recordId, asOf: day } });
    assert.deepEqual(isTrue.position, {
      state: 'open',
      stage: 'Discovery',
      stageSince: '2026-08-01',
      owner: 'Maya Okafor',
      amountMinor: 300_000,
      currency: 'USD',
      closeDay: '2026-12-01',
    });
    assert.deepEqual([wasKnown.origin, wasKnown.position], ['nightly', isTrue.position]);
    assert.deepEqual(wasKnown.calls, isTrue.calls);
    assert.deepEqual([differences, unknown], [[], []]);
  });

  it('has a late call among what was true, and not among what was known', async () => {
    await addCall(ctx, { id: 'late', held: '2026-09-12', came: '2026-09-14' });
    await addCall(ctx, { id: 'later', held: '2026-09-14', came: '2026-09-14' });
    await addCall(ctx, { id: 'mistaken', held: '2026-09-02', came: '2026-09-02', ended: '2026-09-14' });
    const { isTrue, wasKnown, differences } = await getDealAsOf({ ctx, input: { recordId, asOf: day } });
    assert.deepEqual(
      isTrue.calls.map(({ title }) => title),
      ['in time', 'late'],
    );
    assert.deepEqual(
      wasKnown.calls.map(({ title }) => title),
      ['in time', 'mistaken'],
    );
    assert.deepEqual(differences, [
      'The call “late” of 2026-09-12 is known since 2026-09-14.',
      'The call “mistaken” was taken to be about it then, and is not among its calls of that time now.',
    ]);
  });

  it('has a value that the CRM told later among what was true alone, in words', async () => {
    const world = await openWorld();
    const own = `${world.workspaceId}-deal-larkspur`;
    await tellLate(world, { at: '2026-09-10T09:00:00Z', value: '4500.25' });
    const told = await getDealAsOf({ ctx: world, input: { recordId: own, asOf: day } });
    assert.deepEqual([told.isTrue.position?.amountMinor, told.wasKnown.position?.amountMinor], [450_025, 300_000]);
    assert.deepEqual(told.differences, ['Amount: $3,000 was known, $4,500.25 was true.']);
  });

  it('does not make a difference of a call without a date, and says that it is not known when it was', async () => {
    const world = await openWorld();
    await addCall(world, { id: 'undated', held: null, came: '2026-09-01' });
    const input = { recordId: `${world.workspaceId}-deal-larkspur`, asOf: day };
    const { wasKnown, differences, unknown } = await getDealAsOf({ ctx: world, input });
    assert.deepEqual([wasKnown.calls.map(({ title }) => title), differences], [['undated'], []]);
    assert.deepEqual(unknown, ['The call “undated” has no date: whether it had taken place by then is not known.']);
  });

  it('tells of the warnings of that day, not of those of today', async () => {
    const warning = {
      workspaceId: ctx.workspaceId,
      recordId,
      severity: 'high',
      evidence: [],
      clearedBecause: null,
    } as const;
    await ctx.db.insert(dealWarnings).values([
      {
        ...warning,
        id: ctx.ids.create('warning'),
        kind: 'ghosted',
        explanation: 'Then.',
        raisedAt: new Date('2026-09-05T12:00:00Z'),
        clearedAt: new Date('2026-09-14T09:00:00Z'),
      },
      {
        ...warning,
        id: ctx.ids.create('warning'),
        kind: 'stuck',
        explanation: 'Now.',
        raisedAt: new Date('2026-09-14T09:00:00Z'),
        clearedAt: null,
      },
    ]);
    const { wasKnown, unknown } = await getDealAsOf({ ctx, input: { recordId, asOf: day } });
    assert.deepEqual(wasKnown.warnings, [{ kind: 'ghosted', since: '2026-09-05' }], 'and not how it was put later');
    assert.match(unknown.join(), /their words of then, are not kept/);
  });

  it('says where what was known is not known: a night that was rebuilt, or none', async () => {
    const rebuilt = await getDealAsOf({ ctx, input: { recordId, asOf: '2026-09-01' } });
    assert.equal(rebuilt.wasKnown.origin, 'history');
    assert.match(rebuilt.unknown.join(), /rebuilt later/);
    const early = await getDealAsOf({ ctx, input: { recordId, asOf: '2019-01-01' } });
    assert.deepEqual([early.isTrue.position, early.wasKnown.origin, early.differences], [null, null, []]);
    assert.match(early.unknown.join(), /was not frozen/);
  });

  it('is not there for another workspace', async () => {
    const elsewhere = { ...ctx, workspaceId: await suite.createWorkspace() };
    await assert.rejects(getDealAsOf({ ctx: elsewhere, input: { recordId, asOf: day } }), { code: 'record.not-found' });
    const rows = await ctx.db.select().from(calls).where(eq(calls.workspaceId, elsewhere.workspaceId));
    assert.deepEqual(rows, []);
  });
});
