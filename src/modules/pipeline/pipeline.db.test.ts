import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GetPipelineInput } from '#contracts';
import { identities, people } from '#modules/people';
import { teamMembers, teams, users } from '#modules/users';
import type { Actor } from '#platform/context';
import { auditRecords } from '#platform/db';
import { and, asc, eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import { archiveDeal, definePipelines, type PipelineDeal, putDeals } from '#test/pipeline-world';
import type { TestContext } from '#test/test-context';
import {
  freezePipeline,
  getForecast,
  getPipeline,
  getWaterfall,
  keepForecasts,
  pipelineForecasts,
  pipelinePositions,
  pipelineSnapshots,
} from './index.ts';

const suite = await databaseForSuite();
const dayMs = 86_400_000;
const everything = { owner: null, team: null, pipeline: null };

async function fresh(): Promise<TestContext> {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  await definePipelines(ctx);
  return ctx;
}

/** Freezes by the clock of the test, as if all deals had just been read. */
function freeze(ctx: TestContext) {
  return freezePipeline({ ctx, input: { readAt: ctx.clock.now().toISOString() } });
}

function frozenDays(ctx: TestContext) {
  return ctx.db
    .select({ day: pipelineSnapshots.day, origin: pipelineSnapshots.origin })
    .from(pipelineSnapshots)
    .where(eq(pipelineSnapshots.workspaceId, ctx.workspaceId))
    .orderBy(asc(pipelineSnapshots.day));
}

/** The total of the open deals in dollars, at the end of a day or now. */
async function totalAt(ctx: TestContext, asOf: string | null): Promise<readonly [number, number, number]> {
  const { totals } = await getPipeline({ ctx, input: { asOf, ...everything } });
  const [total] = totals.filter(({ currency }) => currency === 'USD');
  return [total?.count ?? 0, total?.amountMinor ?? 0, total?.weightedMinor ?? 0];
}

/** Open since August, with an amount and a close date. */
function openDeal(id: string, more: Partial<PipelineDeal> = {}): PipelineDeal {
  return {
    id,
    createdDay: '2026-08-01',
    changes: [
      ['2026-08-01', 'dealstage', 's1'],
      ['2026-08-01', 'amount', '100.10'],
      ['2026-08-01', 'closedate', '2026-09-30T00:00:00Z'],
    ],
    ...more,
  };
}

/** The same with what happened later. */
function laterChanges(id: string, changes: PipelineDeal['changes']): PipelineDeal {
  const deal = openDeal(id);
  return { ...deal, changes: [...deal.changes, ...changes] };
}

describe('nights of the pipeline', () => {
  it('have the columns of their tables', async () => {
    const tables = { pipelineForecasts, pipelinePositions, pipelineSnapshots };
    await assertTablesMatchDatabase({ database: suite.database, tables });
  });

  it('are rebuilt from the history at first and marked so; what is frozen stays whatever comes later', async () => {
    const ctx = await fresh();
    await putDeals(ctx, [
      openDeal('1'),
      laterChanges('2', [
        ['2026-08-01', 'amount', '50'],
        ['2026-09-10', 'dealstage', 's2'],
      ]),
      { id: '3', createdDay: '2026-08-01', changes: [] },
    ]);
    assert.deepEqual(await freeze(ctx), { day: '2026-09-13', days: 44 });
    const days = await frozenDays(ctx);
    assert.deepEqual(
      [days[0], days.at(-2)?.origin, days.at(-1)],
      [{ day: '2026-08-01', origin: 'history' }, 'history', { day: '2026-09-13', origin: 'nightly' }],
    );
    assert.deepEqual(await totalAt(ctx, '2026-09-09'), [2, 15_010, 2002 + 1000]);
    assert.deepEqual(await totalAt(ctx, '2026-09-10'), [2, 15_010, 2002 + 3000]);
    assert.deepEqual(
      await totalAt(ctx, '2026-09-13'),
      [3, 15_010, 5002],
      'without history it is known from this night on',
    );
    await putDeals(ctx, [laterChanges('1', [['2026-09-12', 'amount', '900']])]);
    assert.deepEqual(await freeze(ctx), { day: '2026-09-13', days: 0 });
    assert.deepEqual(await totalAt(ctx, '2026-09-13'), [3, 15_010, 5002]);
    assert.deepEqual(await totalAt(ctx, null), [3, 95_000, 18_000 + 3000]);
    await assert.rejects(totalAt(ctx, '2026-07-31'), {
      code: 'pipeline.not-frozen',
      message: /The first that is known is 2026-08-01/u,
    });
    const audited = await ctx.db
      .select({ details: auditRecords.details })
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'pipeline.frozen')));
    assert.deepEqual(
      audited.map(({ details }) => details),
      [{ first: '2026-08-01', last: '2026-09-13' }],
    );
  });

  it('that were missed are caught up once, each as it was; what was not read yet waits', async () => {
    const ctx = await fresh();
    await putDeals(ctx, [openDeal('1'), openDeal('2'), { id: '3', createdDay: '2026-08-01', changes: [] }]);
    await freeze(ctx);
    const readAt = ctx.clock.now().toISOString();
    ctx.clock.advance(5 * dayMs);
    assert.equal((await freezePipeline({ ctx, input: { readAt } })).days, 0, 'the deals were not read since');
    await putDeals(ctx, [laterChanges('1', [['2026-09-16', 'dealstage', 'won']])]);
    await archiveDeal(ctx, { id: '2', day: '2026-09-17' });
    assert.deepEqual(await freeze(ctx), { day: '2026-09-18', days: 5 });
    assert.deepEqual(
      (await frozenDays(ctx)).slice(-3).map(({ origin }) => origin),
      ['history', 'history', 'nightly'],
    );
    const counts = [];
    for (const day of ['2026-09-15', '2026-09-16', '2026-09-17', '2026-09-18'])
      counts.push((await totalAt(ctx, day))[0]);
    assert.deepEqual(counts, [3, 2, 1, 1], 'the third has no history and stands');
    assert.equal((await freeze(ctx)).days, 0);
  });

  it('of two that freeze at once are written once', async () => {
    const ctx = await fresh();
    await putDeals(ctx, [openDeal('1')]);
    const both = await Promise.all([freeze(ctx), freeze(ctx)]);
    assert.deepEqual(
      both.map(({ days }) => days).toSorted((one, other) => one - other),
      [0, 44],
    );
    assert.deepEqual(await totalAt(ctx, '2026-09-13'), [1, 10_010, 2002]);
  });
});

describe('the pipeline by stage', () => {
  it('is narrowed by owner, team and pipeline, each currency by itself', async () => {
    const ctx = await fresh();
    await putDeals(ctx, [
      openDeal('1'),
      openDeal('2', { owner: '12' }),
      openDeal('3', { owner: '13', currency: 'EUR' }),
      { id: '4', createdDay: '2026-08-01', owner: '13', changes: [['2026-08-01', 'dealstage', 'r_s2']] },
    ]);
    await freeze(ctx);
    for (const asOf of ['2026-09-13', null]) {
      const view = await getPipeline({ ctx, input: { asOf, ...everything } });
      assert.deepEqual(
        view.stages.map(({ pipeline, stage, currency, count, withoutAmount }) => [
          pipeline,
          stage,
          currency,
          count,
          withoutAmount,
        ]),
        [
          ['Renewals', 'Proposal', 'USD', 1, 1],
          ['Sales', 'Discovery', 'EUR', 1, 0],
          ['Sales', 'Discovery', 'USD', 2, 0],
        ],
      );
      async function countOf(narrowing: Partial<GetPipelineInput>): Promise<number> {
        const { totals } = await getPipeline({ ctx, input: { asOf, ...everything, ...narrowing } });
        return totals.reduce((sum, { count }) => sum + count, 0);
      }
      assert.equal(await countOf({ owner: 'maya' }), 1);
      assert.equal(await countOf({ team: 'Sales' }), 2);
      assert.equal(await countOf({ team: 'Sales', owner: 'ines' }), 0);
      assert.equal(await countOf({ pipeline: 'renew' }), 1);
    }
    const userId = ctx.ids.create('user');
    const teamId = ctx.ids.create('team');
    const createdAt = ctx.clock.now();
    const { workspaceId } = ctx;
    const member = { id: userId, workspaceId, email: 'ben@tidewater.example', name: 'Ben Ruiz', createdAt };
    await ctx.db.insert(users).values({ ...member, role: 'representative', state: 'invited' });
    await ctx.db.insert(teams).values({ id: teamId, workspaceId, name: 'West', createdAt });
    await ctx.db.insert(teamMembers).values({ workspaceId, teamId, userId, leads: false });
    const west = await getPipeline({ ctx, input: { asOf: null, ...everything, team: 'West' } });
    assert.deepEqual([west.narrowed, west.totals[0]?.count], ['of the team West', 1]);
    const grant = { role: 'representative', scopes: null, seesOnly: ['maya@tidewater.example'] } as const;
    const maya = {
      type: 'user',
      userId: 'maya',
      name: 'Maya',
      email: 'maya@tidewater.example',
      grant,
      credentialId: 's',
    } as const;
    const hers = getPipeline({ ctx: { ...ctx, actor: maya }, input: { asOf: null, ...everything, team: 'West' } });
    await assert.rejects(hers, { code: 'input.invalid', message: /There are: Sales, Renewals\./u }, 'a team of others');
    const unknown = getPipeline({ ctx, input: { asOf: null, ...everything, team: 'Support' } });
    await assert.rejects(unknown, {
      code: 'input.invalid',
      message: /one team .* found none\. There are: Sales, Renewals, West/u,
    });
  });

  it('is seen by whoever may read the CRM, the part that is theirs, and frozen by nobody else than the schedule', async () => {
    const ctx = await fresh();
    await putDeals(ctx, [openDeal('1'), openDeal('2', { owner: '12' })]);
    await freeze(ctx);
    const identity = { workspaceId: ctx.workspaceId, personId: `${ctx.workspaceId}-ben` };
    const createdAt = ctx.clock.now();
    await ctx.db
      .insert(people)
      .values({ id: identity.personId, workspaceId: ctx.workspaceId, kind: 'employee', name: 'Ben Ruiz', createdAt });
    await ctx.db.insert(identities).values({
      id: ctx.ids.create('identity'),
      ...identity,
      source: 'hubspot',
      externalId: '12',
      name: 'Ben Ruiz',
      email: 'ben@tidewater.example',
      evidence: { rule: 'address', detail: 'test' },
      createdAt,
    });
    const grant = { role: 'representative', scopes: null, seesOnly: ['ben@tidewater.example'] } as const;
    const actor: Actor = {
      type: 'user',
      userId: 'u',
      name: 'Ben',
      email: 'ben@tidewater.example',
      grant,
      credentialId: 's',
    };
    const his = { ...ctx, actor };
    assert.deepEqual(
      [await totalAt(his, '2026-09-13'), await totalAt(his, null)],
      [
        [1, 10_010, 2002],
        [1, 10_010, 2002],
      ],
    );
    const waterfall = await getWaterfall({
      ctx: his,
      input: { since: '2026-08-01', until: null, closing: null, ...everything },
    });
    assert.equal(waterfall.currencies[0]?.closing.count, 1);
    const forecast = await getForecast({ ctx: his, input: { period: 'this quarter', asOf: null, ...everything } });
    assert.equal(forecast.currencies[0]?.open.count, 1);
    await assert.rejects(freeze(his), { code: 'access.denied' });
    await assert.rejects(keepForecasts({ ctx: his }), { code: 'access.denied' });
    const nobody = { ...ctx, actor: { type: 'webhook', source: 'nobody' } as const };
    await assert.rejects(totalAt(nobody, null), { code: 'access.denied' });
    const elsewhere = await fresh();
    assert.deepEqual(await totalAt(elsewhere, null), [0, 0, 0]);
    await assert.rejects(totalAt(elsewhere, '2026-09-13'), {
      code: 'pipeline.not-frozen',
      message: /No night is frozen yet/u,
    });
  });
});
