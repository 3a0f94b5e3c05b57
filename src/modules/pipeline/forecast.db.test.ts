import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CurrencyForecast } from '#contracts';
import { eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { companyHistory, definePipelines, type PipelineDeal, putDeals } from '#test/pipeline-world';
import type { TestContext } from '#test/test-context';
import { freezePipeline, getForecast, keepForecasts, pipelineForecasts } from './index.ts';

const suite = await databaseForSuite();
const everything = { owner: null, team: null, pipeline: null };

async function companyWith(deals: readonly PipelineDeal[]): Promise<TestContext> {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  await definePipelines(ctx);
  await putDeals(ctx, deals);
  await freezePipeline({ ctx, input: { readAt: ctx.clock.now().toISOString() } });
  return ctx;
}

async function inDollars(ctx: TestContext, input: { period: string; asOf?: string }): Promise<CurrencyForecast> {
  const asked = { asOf: null, ...everything, ...input };
  const { currencies } = await getForecast({ ctx, input: asked });
  const own = currencies.find(({ currency }) => currency === 'USD');
  assert.ok(own);
  return own;
}

const company = await companyWith(companyHistory({ seed: 7, deals: 400 }));

describe('a forecast', () => {
  it('lies around what is expected, within what is won and what is open, and says what it stands on', async () => {
    const { range, won, open, basis, refused } = await inDollars(company, { period: 'this quarter' });
    assert.ok(range !== null);
    assert.equal(refused, null);
    assert.ok(won.count > 0 && open.count > 20);
    assert.ok(won.amountMinor <= range.lowMinor && range.lowMinor < range.expectedMinor);
    assert.ok(range.expectedMinor < range.highMinor && range.highMinor <= won.amountMinor + open.amountMinor + 100);
    assert.ok(basis.closed > 300 && basis.won > 80);
    assert.equal(basis.byStageAndAge + basis.byStage + basis.byAll, open.count);
    assert.ok(basis.byStageAndAge > open.count / 2);
    const longer = await inDollars(company, { period: '2026-07-01..2026-12-31' });
    assert.ok((longer.range?.expectedMinor ?? 0) > range.expectedMinor, 'more time brings more');
  });

  it('is scored at past nights and holds about as often as it says', async () => {
    const scored = { nights: 0, inside: 0 };
    for (const seed of [7, 21, 99]) {
      const ctx = seed === 7 ? company : await companyWith(companyHistory({ seed, deals: 400 }));
      const { track } = await inDollars(ctx, { period: '2026-10' });
      assert.equal(track.nights, 12);
      assert.equal(track.inside, track.scores.filter(({ inside }) => inside).length);
      assert.ok(track.brier !== null && track.brier < 0.25);
      scored.nights += track.nights;
      scored.inside += track.inside;
    }
    const coverage = scored.inside / scored.nights;
    assert.ok(coverage >= 0.65, `${scored.inside} of ${scored.nights}`);
  });

  it('as of a past night knows nothing that came later', async () => {
    const asOf = '2026-05-31';
    const whole = await inDollars(company, { period: '2026-Q2', asOf });
    const past = companyHistory({ seed: 7, deals: 400 }).filter(({ createdDay }) => createdDay <= asOf);
    const ctx = await companyWith(
      past.map((deal) => ({ ...deal, changes: deal.changes.filter(([day]) => day <= asOf) })),
    );
    assert.deepEqual(await inDollars(ctx, { period: '2026-Q2', asOf }), whole);
  });

  it('is refused with the numbers where too few deals have closed or none was watched so long, and where it is over', async () => {
    const ctx = await companyWith(companyHistory({ seed: 3, deals: 18 }));
    const few = await inDollars(ctx, { period: 'this quarter' });
    assert.equal(few.range, null);
    assert.match(few.refused ?? '', /holds 1\d closed deals, \d+ of them won; a range takes 20, 5 of them won\./u);
    const young = companyHistory({ seed: 7, deals: 400 }).filter(({ createdDay }) => createdDay >= '2026-05-01');
    const short = await inDollars(await companyWith(young), { period: '2027-Q1' });
    assert.deepEqual([short.range, short.basis.closed > 20], [null, true]);
    assert.match(
      short.refused ?? '',
      /goes back \d\d\d? days; a range up to 2027-03-31, 199 days ahead, takes as many/u,
    );
    const over = await inDollars(company, { period: '2026-Q2' });
    assert.deepEqual([over.range, over.track.nights], [null, 0]);
    assert.match(over.refused ?? '', /The period ended by 2026-09-13/u);
    assert.ok(over.won.count > 0);
    await assert.rejects(inDollars(company, { period: 'soon' }), { code: 'input.invalid' });
  });

  it('is kept each night as it was made, once', async () => {
    const ctx = await companyWith(companyHistory({ seed: 21, deals: 200 }));
    assert.deepEqual(await keepForecasts({ ctx }), { kept: 3 });
    assert.deepEqual(await keepForecasts({ ctx }), { kept: 0 });
    const rows = await ctx.db
      .select()
      .from(pipelineForecasts)
      .where(eq(pipelineForecasts.workspaceId, ctx.workspaceId));
    const quarter = rows.find(({ periodFrom, periodTo }) => periodFrom === '2026-07-01' && periodTo === '2026-09-30');
    const { range, track, won } = await inDollars(ctx, { period: 'this quarter' });
    assert.ok(range !== null);
    assert.deepEqual(
      [
        quarter?.madeOn,
        quarter?.lowMinor,
        quarter?.expectedMinor,
        quarter?.highMinor,
        quarter?.nights,
        quarter?.wonMinor,
      ],
      ['2026-09-13', range.lowMinor, range.expectedMinor, range.highMinor, track.nights, won.amountMinor],
    );
  });
});
