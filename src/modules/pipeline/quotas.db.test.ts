import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PipelineFilterInput, SetQuotaInput } from '#contracts';
import { teamMembers, teams, users } from '#modules/users';
import type { Context } from '#platform/context';
import { auditRecords } from '#platform/db';
import { and, asc, eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { identifyOwner } from '#test/owner-identity';
import { definePipelines, putDeals } from '#test/pipeline-world';
import { freezePipeline, getForecast, listQuotas, removeQuota, setQuota } from './index.ts';

const suite = await databaseForSuite();
const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
await definePipelines(ctx);
await identifyOwner(ctx, { ownerId: '11', name: 'Maya Okafor', email: 'maya@tidewater.example' });
await identifyOwner(ctx, { ownerId: '12', name: 'Ben Ruiz', email: 'ben@tidewater.example' });
await putDeals(ctx, [
  deal({ id: '1', owner: '11', stage: 'won', amount: '1000.50', closing: '2026-08-01' }),
  deal({ id: '2', owner: '11', stage: 's3', amount: '400', closing: '2026-09-28' }),
  deal({ id: '3', owner: '11', stage: 's1', amount: '9000', closing: '2026-09-28' }),
  deal({ id: '4', owner: '12', stage: 'won', amount: '200', closing: '2026-07-15' }),
  deal({ id: '5', owner: '13', stage: 's3', amount: '70', closing: '2026-09-20' }),
]);
await freezePipeline({ ctx, input: { readAt: ctx.clock.now().toISOString() } });

function deal({ id, owner, stage, amount, closing }: Record<'id' | 'owner' | 'stage' | 'amount' | 'closing', string>) {
  return {
    id,
    owner,
    createdDay: '2026-07-01',
    changes: [
      ['2026-07-01', 'amount', amount],
      ['2026-07-01', 'closedate', closing],
      [stage === 'won' ? closing : '2026-07-02', 'dealstage', stage],
    ] as const,
  };
}

function as(seesOnly: readonly string[] | null, role: 'manager' | 'representative' | 'revenue_operations'): Context {
  const person = { type: 'user', userId: 'usr_1', name: 'Maya', email: 'maya@tidewater.example' } as const;
  return { ...ctx, actor: { ...person, grant: { role, scopes: null, seesOnly }, credentialId: 'ses_1' } };
}

const quarter = '2026-Q3';
const whole: PipelineFilterInput = { owner: null, team: null, pipeline: null };
const nothing: SetQuotaInput = { owner: null, team: null, period: quarter, amount: '0', currency: null };

function gaps(given: Partial<typeof whole> = {}, asker: Context = ctx) {
  return getForecast({ ctx: asker, input: { period: quarter, asOf: null, ...whole, ...given } });
}

describe('the gap to a quota', () => {
  it('is said not to be known where no quota is set', async () => {
    const { quotas, quotaMissing } = await gaps();
    assert.deepEqual(quotas, []);
    assert.match(
      quotaMissing ?? '',
      /^No quota is set for the company from 2026-07-01 to 2026-09-30.*sophia quotas set 2026-07-01\.\.2026-09-30 AMOUNT --workspace /,
    );
    assert.match((await gaps({ owner: 'maya' })).quotaMissing ?? '', /for Maya Okafor/);
    assert.match((await gaps({ pipeline: 'Sales' })).quotaMissing ?? '', /not for one pipeline/);
  });

  it('is the quota less what is won and what is commit, to the minor unit', async () => {
    const set = await setQuota({ ctx, input: { ...nothing, amount: '5000.25' } });
    assert.deepEqual(
      [set.kind, set.name, set.amountMinor, set.from, set.to],
      ['company', null, 500_025, '2026-07-01', '2026-09-30'],
    );
    const { quotas, quotaMissing } = await gaps();
    assert.equal(quotaMissing, null);
    assert.deepEqual(quotas, [
      {
        currency: 'USD',
        quotaMinor: 500_025,
        closedMinor: 120_050,
        commitMinor: 47_000,
        gapMinor: 500_025 - 120_050 - 47_000,
        basis: 'set',
        owners: 0,
      },
    ]);
    await setQuota({ ctx, input: { ...nothing, amount: '1000' } });
    assert.equal((await gaps()).quotas[0]?.gapMinor, 100_000 - 120_050 - 47_000);
    assert.equal((await listQuotas({ ctx })).quotas.length, 1, 'replaced, not added');
  });

  it('of an owner goes by three months, and of a team without one by its owners', async () => {
    for (const [period, amount] of [
      ['2026-07', '100'],
      ['2026-08', '200'],
      ['2026-09', '300'],
    ] as const) {
      await setQuota({ ctx, input: { ...nothing, owner: 'maya', period, amount } });
    }
    await setQuota({ ctx, input: { ...nothing, owner: 'ben@tidewater.example', amount: '1000' } });
    const own = await gaps({ owner: 'maya' });
    assert.deepEqual(
      [own.quotas[0]?.quotaMinor, own.quotas[0]?.closedMinor, own.quotas[0]?.basis],
      [60_000, 100_050, 'set'],
    );
    const team = await gaps({ team: 'Sales' });
    assert.deepEqual(
      [team.quotas[0]?.quotaMinor, team.quotas[0]?.basis, team.quotas[0]?.owners],
      [160_000, 'owners', 2],
    );
    await setQuota({ ctx, input: { ...nothing, team: 'Sales', amount: '2000' } });
    const set = await gaps({ team: 'Sales' });
    assert.deepEqual([set.quotas[0]?.quotaMinor, set.quotas[0]?.basis], [200_000, 'set']);
  });

  it('in another currency stands beside, without adding one to the other', async () => {
    const yen = await setQuota({ ctx, input: { ...nothing, amount: '9000', currency: 'JPY' } });
    const { quotas } = await gaps();
    assert.deepEqual(
      quotas.map(({ currency, gapMinor }) => [currency, gapMinor]),
      [
        ['JPY', 9000],
        ['USD', -67_050],
      ],
    );
    await removeQuota({ ctx, input: { quotaId: yen.quotaId } });
    assert.equal((await gaps()).quotas.length, 1);
    await assert.rejects(removeQuota({ ctx, input: { quotaId: yen.quotaId } }), { code: 'quota.not-found' });
  });

  it('of whoever sees a part is that of the part, and tells nobody else’s', async () => {
    const maya = as(['maya@tidewater.example'], 'representative');
    const { quotas } = await gaps({}, maya);
    assert.deepEqual(
      quotas.map(({ quotaMinor, basis, owners }) => [quotaMinor, basis, owners]),
      [[60_000, 'owners', 1]],
    );
    assert.match(
      (await gaps({ owner: 'Ben' }, maya)).quotaMissing ?? '',
      /^No quota that you may see is set for Ben Ruiz from [^:]*gap to tell\.$/,
    );
    assert.deepEqual(
      (await listQuotas({ ctx: maya })).quotas.map(({ name }) => name),
      ['Maya Okafor', 'Maya Okafor', 'Maya Okafor'],
    );
    assert.match((await gaps({ owner: 'Ines' }, as(null, 'manager'))).quotaMissing ?? '', /^No quota is set [^:]*\.$/);
    const lead = as(['maya@tidewater.example', 'ben@tidewater.example'], 'manager');
    assert.ok((await listQuotas({ ctx: lead })).quotas.some(({ kind }) => kind === 'team'));
    assert.ok((await listQuotas({ ctx: lead })).quotas.every(({ kind }) => kind !== 'company'));
  });
});

describe('how teams and owners stand', () => {
  it('is told of each with what lacks to its quota, the teams first', async () => {
    const { standings, quotas } = await gaps();
    assert.deepEqual(
      standings.map(({ kind, name, closedMinor, commitMinor, ...quota }) => {
        return [kind, name, quota.quotaMinor, closedMinor, commitMinor, quota.gapMinor, quota.basis];
      }),
      [
        ['team', 'Renewals', null, 0, 7000, null, null],
        ['team', 'Sales', 200_000, 120_050, 40_000, 39_950, 'set'],
        ['owner', 'Ben Ruiz', 100_000, 20_000, 0, 80_000, 'set'],
        ['owner', 'Ines Vidal', null, 0, 7000, null, null],
        ['owner', 'Maya Okafor', 60_000, 100_050, 40_000, -80_050, 'set'],
      ],
    );
    const won = standings.filter(({ kind }) => kind === 'owner').reduce((sum, { closedMinor }) => sum + closedMinor, 0);
    assert.equal(won, quotas[0]?.closedMinor, 'the owners make up the whole');
    const maya = standings.find(({ name }) => name === 'Maya Okafor');
    assert.deepEqual([maya?.bestCaseMinor, maya?.pipelineMinor], [0, 900_000]);
  });

  it('is told of those alone of whom whoever asks sees every deal', async () => {
    const own = await gaps({}, as(['maya@tidewater.example'], 'representative'));
    assert.deepEqual(
      own.standings.map(({ kind, name }) => [kind, name]),
      [['owner', 'Maya Okafor']],
    );
    const lead = await gaps({}, as(['maya@tidewater.example', 'ben@tidewater.example'], 'manager'));
    assert.deepEqual(
      lead.standings.map(({ name, gapMinor }) => [name, gapMinor]),
      [
        ['Sales', 39_950],
        ['Ben Ruiz', 80_000],
        ['Maya Okafor', -80_050],
      ],
    );
    const narrowed = await gaps({ owner: 'Ben' });
    assert.deepEqual(
      narrowed.standings.map(({ name }) => name),
      ['Ben Ruiz'],
    );
    const inSales = await gaps({ pipeline: 'Sales' });
    assert.ok(inSales.standings.every(({ quotaMinor, gapMinor }) => quotaMinor === null && gapMinor === null));
  });
});

describe('the gap of a part of a team', () => {
  it('is to their own quotas, not to that of the whole team', async () => {
    const { workspaceId } = ctx;
    const createdAt = ctx.clock.now();
    const members = [
      ['usr_1', 'maya@tidewater.example'],
      ['usr_2', 'ben@tidewater.example'],
    ] as const;
    await ctx.db.insert(teams).values({ id: 'team_quotas_west', workspaceId, name: 'West', createdAt });
    for (const [id, email] of members) {
      const person = { id, workspaceId, email, name: email, createdAt };
      await ctx.db.insert(users).values({ ...person, role: 'representative', state: 'invited' });
      await ctx.db.insert(teamMembers).values({ workspaceId, teamId: 'team_quotas_west', userId: id, leads: false });
    }
    await setQuota({ ctx, input: { ...nothing, team: 'West', amount: '9000' } });
    const told = [
      await gaps({ team: 'West' }, as(['maya@tidewater.example'], 'representative')),
      await gaps({ team: 'West' }, as(['maya@tidewater.example', 'ben@tidewater.example'], 'manager')),
    ];
    assert.deepEqual(
      told.map(({ quotas: [quota] }) => [quota?.quotaMinor, quota?.basis, quota?.closedMinor]),
      [
        [60_000, 'owners', 100_050],
        [900_000, 'set', 120_050],
      ],
    );
  });
});

describe('setting a quota', () => {
  it('is for those who run the pipeline, and stands in the audit trail with before and after', async () => {
    await assert.rejects(setQuota({ ctx: as(null, 'manager'), input: nothing }), { code: 'access.denied' });
    await setQuota({ ctx: as(null, 'revenue_operations'), input: { ...nothing, amount: '1500' } });
    const rows = await ctx.db
      .select({ details: auditRecords.details })
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'quota.set')))
      .orderBy(asc(auditRecords.sequence));
    const last = rows.map(({ details }) => details).at(-1);
    assert.partialDeepStrictEqual(last, { subjectKind: 'company', currency: 'USD', before: 100_000, after: 150_000 });
  });

  it('names what is wrong with it', async () => {
    for (const wrong of [
      { owner: 'maya', team: 'Sales' },
      { owner: 'nobody' },
      { period: 'soon' },
      { amount: '-5' },
      { amount: '1e5' },
      { currency: 'dollars' },
    ]) {
      await assert.rejects(setQuota({ ctx, input: { ...nothing, amount: '1', ...wrong } }), { code: 'input.invalid' });
    }
  });

  it('lets nothing of another workspace be seen', async () => {
    const elsewhere = { ...ctx, workspaceId: await suite.createWorkspace() };
    assert.deepEqual(await listQuotas({ ctx: elsewhere }), { quotas: [] });
    const [{ quotaId } = { quotaId: '' }] = (await listQuotas({ ctx })).quotas;
    await assert.rejects(removeQuota({ ctx: elsewhere, input: { quotaId } }), { code: 'quota.not-found' });
  });
});

describe('the gap to the sum of owners', () => {
  it('counts what they won and commit alone, not what owners without a quota did', async () => {
    const { quotas } = await listQuotas({ ctx });
    for (const { quotaId } of quotas.filter(({ kind, name }) => kind !== 'owner' || name === 'Ben Ruiz')) {
      await removeQuota({ ctx, input: { quotaId } });
    }
    const [gap, ...more] = (await gaps()).quotas;
    assert.deepEqual(more, []);
    assert.deepEqual(gap, {
      currency: 'USD',
      quotaMinor: 60_000,
      closedMinor: 100_050,
      commitMinor: 40_000,
      gapMinor: 60_000 - 100_050 - 40_000,
      basis: 'owners',
      owners: 1,
    });
  });
});
