import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { freezePipeline } from '#modules/pipeline';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { companyHistory, definePipelines, putDeals } from '#test/pipeline-world';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';
import { SophiaApiError } from '../../../clients/typescript/sophia-client.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
const { server, client } = await createRestServer(ctx);
after(() => server.close());

describe('the pipeline by the client', () => {
  it('is looked at, followed from one night to another, and forecast', async () => {
    const workspace = await suite.createWorkspace();
    const there = { ...ctx, workspaceId: workspace };
    await definePipelines(there);
    await putDeals(there, companyHistory({ seed: 7, deals: 200 }));
    await freezePipeline({ ctx: there, input: { readAt: ctx.clock.now().toISOString() } });
    const now = await client.getPipeline({ workspace, pipeline: 'sales' });
    const [total] = now.totals;
    assert.deepEqual([now.origin, now.narrowed, now.stages.length], ['now', 'in Sales', 2]);
    const waterfall = await client.getWaterfall({ workspace, since: '2026-09-01' });
    const [own] = waterfall.currencies;
    assert.deepEqual(own?.closing, { count: total?.count, amountMinor: total?.amountMinor });
    const forecast = await client.getForecast({ workspace });
    assert.equal(forecast.period.name, 'this quarter');
    assert.ok((forecast.currencies[0]?.range?.expectedMinor ?? 0) > 0);
    const known = await client.getPipeline({ workspace, asOf: '2026-09-13' });
    const isTrue = await client.getPipeline({ workspace, asOf: '2026-09-13', clock: 'true' });
    assert.deepEqual([isTrue.origin, isTrue.totals], ['true', known.totals]);
    const late = await client.getForecast({ workspace, asOf: '2026-09-13', clock: 'true' });
    assert.deepEqual([late.origin, late.currencies], ['true', forecast.currencies]);
    const moved = await client.getWaterfall({ workspace, since: '2026-09-01', clock: 'true' });
    assert.deepEqual([moved.to.origin, moved.currencies], ['true', waterfall.currencies]);
    const deal = await client.getDealAsOf({ workspace, name: '7', day: '2026-09-13' });
    assert.deepEqual([deal.wasKnown.origin, deal.wasKnown.position], ['nightly', deal.isTrue.position]);
  });

  it('has quotas that are set, listed, told with their gap and taken back', async () => {
    const workspace = await suite.createWorkspace();
    const there = { ...ctx, workspaceId: workspace };
    await definePipelines(there);
    await putDeals(there, companyHistory({ seed: 7, deals: 50 }));
    await freezePipeline({ ctx: there, input: { readAt: ctx.clock.now().toISOString() } });
    const without = await client.getForecast({ workspace });
    assert.match(without.quotaMissing ?? '', /No quota is set for the company/u);
    const set = await client.setQuota({ workspace, body: { period: 'this quarter', amount: '1000000' } });
    assert.deepEqual((await client.listQuotas({ workspace })).quotas, [set]);
    const { quotas, quotaMissing, currencies } = await client.getForecast({ workspace });
    const [gap] = quotas;
    const commit = currencies[0]?.buckets.find(({ bucket }) => bucket === 'commit')?.amountMinor ?? 0;
    assert.equal(gap?.gapMinor, 100_000_000 - (currencies[0]?.won.amountMinor ?? 0) - commit);
    assert.equal(quotaMissing, null);
    await client.removeQuota({ workspace, quotaId: set.quotaId });
    assert.deepEqual((await client.listQuotas({ workspace })).quotas, []);
  });

  it('is not there for a day before the first night, and says when that is', async () => {
    const workspace = await suite.createWorkspace();
    for (const ask of [
      () => client.getPipeline({ workspace, asOf: '2026-01-01' }),
      () => client.getWaterfall({ workspace, since: '2026-01-01' }),
      () => client.getForecast({ workspace }),
    ]) {
      const error = await ask().then(
        () => assert.fail('it was answered'),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof SophiaApiError);
      assert.deepEqual([error.problem.status, error.problem.code], [404, 'pipeline.not-frozen']);
      assert.match(error.problem.detail ?? '', /No night is frozen yet/u);
    }
  });
});
