import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PipelineClock } from '#contracts';
import type { Context } from '#platform/context';
import { databaseForSuite } from '#test/database-for-suite';
import { identifyOwner } from '#test/owner-identity';
import { companyHistory, type DealChange, definePipelines, type PipelineDeal, putDeals } from '#test/pipeline-world';
import type { TestContext } from '#test/test-context';
import { freezePipeline, getForecast, getPipeline, getWaterfall } from './index.ts';

const suite = await databaseForSuite();
const whole = { owner: null, team: null, pipeline: null };
const day = '2026-09-13';
const company = companyHistory({ seed: 5, deals: 160 }).map((deal) => ({ ...deal, owner: '12' }));

/** A deal of Maya's that is to close in the quarter. */
function larkspur(...later: DealChange[]): PipelineDeal {
  const changes: DealChange[] = [
    ['2026-08-01', 'dealstage', 's3'],
    ['2026-08-01', 'amount', '3000'],
    ['2026-08-01', 'closedate', '2026-09-28'],
    ['2026-08-01', 'hubspot_owner_id', '11'],
  ];
  return { id: 'larkspur', name: 'Larkspur', owner: '11', createdDay: '2026-08-01', changes: [...changes, ...later] };
}

async function openWorld(deals: readonly PipelineDeal[] = [larkspur()]): Promise<TestContext> {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  await definePipelines(ctx);
  await putDeals(ctx, [...company, ...deals]);
  await freeze(ctx);
  return ctx;
}

function freeze(ctx: TestContext) {
  return freezePipeline({ ctx, input: { readAt: ctx.clock.now().toISOString() } });
}

function forecastBy(clock: PipelineClock, { ctx, ...given }: { ctx: Context; owner?: string }) {
  return getForecast({ ctx, input: { period: '2026-Q3', asOf: day, clock, ...whole, ...given } });
}

function waterfallBy(clock: PipelineClock, { ctx, ...given }: { ctx: Context; owner?: string }) {
  const asked = { since: '2026-09-01', until: day, closing: '2026-Q3', clock, ...whole, ...given };
  return getWaterfall({ ctx, input: asked });
}

async function bothBy(clock: PipelineClock, given: { ctx: Context; owner?: string }) {
  return { forecast: await forecastBy(clock, given), waterfall: await waterfallBy(clock, given) };
}

/** Without which clock it is of. */
function contentOf({ forecast, waterfall }: Awaited<ReturnType<typeof bothBy>>) {
  const { origin: _forecast, ...rest } = forecast;
  return {
    ...rest,
    from: waterfall.from.day,
    to: waterfall.to.day,
    moved: waterfall.currencies,
    deals: waterfall.deals,
  };
}

function commitOf({ currencies }: Awaited<ReturnType<typeof forecastBy>>): number {
  return currencies[0]?.buckets.find(({ bucket }) => bucket === 'commit')?.amountMinor ?? 0;
}

describe('forecast and waterfall by two clocks', () => {
  it('are the same by both as long as nothing came later, also of one owner', async () => {
    const ctx = await openWorld();
    for (const given of [{ ctx }, { ctx, owner: 'maya' }]) {
      const known = await bothBy('known', given);
      const isTrue = await bothBy('true', given);
      assert.deepEqual([known.forecast.origin, isTrue.forecast.origin], ['nightly', 'true']);
      assert.deepEqual([known.waterfall.to.origin, isTrue.waterfall.to.origin], ['nightly', 'true']);
      assert.deepEqual(contentOf(isTrue), contentOf(known));
    }
    const standard = await getForecast({ ctx, input: { period: '2026-Q3', asOf: day, ...whole } });
    assert.deepEqual(standard, await forecastBy('known', { ctx }));
    assert.ok((standard.currencies[0]?.track.nights ?? 0) > 3 && standard.currencies[0]?.range !== null);
  });

  it('of a past day are what they were on that day, whatever has happened since', async () => {
    const ctx = await openWorld();
    const thatDay = await bothBy('known', { ctx });
    ctx.clock.advance(10 * 86_400_000);
    await putDeals(ctx, [
      larkspur(['2026-09-15', 'amount', '4000'], ['2026-09-20', 'dealstage', 'won']),
      { id: 'late', createdDay: '2026-09-16', changes: [['2026-09-16', 'dealstage', 's2']] },
    ]);
    await freeze(ctx);
    assert.deepEqual(await bothBy('known', { ctx }), thatDay);
    assert.deepEqual(contentOf(await bothBy('true', { ctx })), contentOf(thatDay));
  });

  it('go by what came late where it is asked what was true, and never where it is asked what was known', async () => {
    const ctx = await openWorld();
    const before = await bothBy('known', { ctx });
    ctx.clock.advance(86_400_000);
    await putDeals(ctx, [larkspur(['2026-09-10', 'amount', '4500.25'])]);
    await freeze(ctx);
    assert.deepEqual(await bothBy('known', { ctx }), before);
    const { forecast, waterfall } = await bothBy('true', { ctx });
    assert.equal(commitOf(forecast) - commitOf(before.forecast), 150_025);
    const grown = waterfall.deals.find(({ part, deal }) => part === 'increased' && deal === 'Larkspur');
    assert.deepEqual([grown?.amountMinor, grown?.recordId], [150_025, `${ctx.workspaceId}-deal-larkspur`]);
    for (const { opening, parts, closing } of waterfall.currencies) {
      const sum = parts.reduce((total, { amountMinor }) => total + amountMinor, opening.amountMinor);
      assert.equal(sum, closing.amountMinor);
    }
  });

  it('by what is true need no frozen night, and take no day that is not over', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    await definePipelines(ctx);
    await putDeals(ctx, [...company, larkspur()]);
    await assert.rejects(forecastBy('known', { ctx }), { code: 'pipeline.not-frozen' });
    const isTrue = await bothBy('true', { ctx });
    await freeze(ctx);
    assert.deepEqual(contentOf(isTrue), contentOf(await bothBy('known', { ctx })));
    const input = { period: '2026-Q3', asOf: '2026-09-14', clock: 'true', ...whole } as const;
    await assert.rejects(getForecast({ ctx, input }), { code: 'input.invalid', message: /a day that is over/u });
    const last = await getForecast({ ctx, input: { ...input, asOf: null } });
    assert.deepEqual([last.day, last.currencies], [day, isTrue.forecast.currencies], 'the last day that is over');
  });

  it('take no day that is still to come by either', async () => {
    const ctx = await openWorld();
    const refused = {
      code: 'input.invalid',
      message: /a day that is over, before 2026-09-14, found 2026-12-24/u,
    } as const;
    const later = '2026-12-24';
    for (const clock of ['known', 'true'] as const) {
      const forecast = { period: '2026-Q3', asOf: later, clock, ...whole };
      await assert.rejects(getForecast({ ctx, input: forecast }), refused);
      await assert.rejects(getPipeline({ ctx, input: { asOf: later, clock, ...whole } }), refused);
      const moved = { closing: '2026-Q3', clock, ...whole };
      await assert.rejects(getWaterfall({ ctx, input: { since: later, until: day, ...moved } }), refused);
      await assert.rejects(getWaterfall({ ctx, input: { since: day, until: later, ...moved } }), refused);
    }
  });

  it('hold by both what whoever asks may see, and nothing of others', async () => {
    const ctx = await openWorld();
    await identifyOwner(ctx, { ownerId: '11', name: 'Maya Okafor', email: 'maya@tidewater.example' });
    const grant = { role: 'representative', scopes: null, seesOnly: ['maya@tidewater.example'] } as const;
    const person = { type: 'user', userId: 'u', name: 'Maya', email: 'maya@tidewater.example' } as const;
    const hers = { ...ctx, actor: { ...person, grant, credentialId: 's' } };
    for (const clock of ['known', 'true'] as const) {
      const { forecast, waterfall } = await bothBy(clock, { ctx: hers });
      const [own] = forecast.currencies;
      assert.deepEqual([own?.open, own?.won.count], [{ count: 1, amountMinor: 300_000 }, 0]);
      assert.deepEqual([waterfall.deals, waterfall.currencies[0]?.closing.count], [[], 1]);
    }
  });
});
