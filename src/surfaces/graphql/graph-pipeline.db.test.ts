import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { freezePipeline, getForecast, getPipeline, getWaterfall, setQuota } from '#modules/pipeline';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createGraphAsker, personOf } from '#test/graph-world';
import { identifyOwner } from '#test/owner-identity';
import { companyHistory, definePipelines, putDeals } from '#test/pipeline-world';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx: whole } = workContextOf(world.ctx);
const ctx = { ...whole, workspaceId: await suite.createWorkspace() };
await definePipelines(ctx);
await identifyOwner(ctx, { ownerId: '11', name: 'Maya Okafor', email: 'maya@tidewater.example' });
await identifyOwner(ctx, { ownerId: '12', name: 'Ben Ruiz', email: 'ben@tidewater.example' });
const larkspur = {
  id: 'larkspur',
  name: 'Larkspur',
  owner: '11',
  createdDay: '2026-08-01',
  changes: [
    ['2026-08-01', 'dealstage', 's3'],
    ['2026-08-01', 'amount', '3000'],
    ['2026-08-01', 'closedate', '2026-09-28'],
    ['2026-09-09', 'amount', '3500.50'],
  ],
} as const;
const company = companyHistory({ seed: 7, deals: 120 }).map((deal) => ({ ...deal, owner: '12' }));
await putDeals(ctx, [...company, larkspur]);
await freezePipeline({ ctx, input: { readAt: ctx.clock.now().toISOString() } });
await setQuota({ ctx, input: { owner: 'maya', team: null, period: '2026-Q3', amount: '5000', currency: null } });

const operator = await createGraphAsker(ctx);
const maya = await createGraphAsker({ ...ctx, actor: personOf('maya@tidewater.example') });
after(async () => {
  for (const { server } of [operator, maya]) await server.close();
});

const money = '{ minorUnits currency }';
const sum = `count amount ${money}`;
const range = `low ${money} expected ${money} high ${money}`;
const rule = `name line when { actions objects fields values activities stakes ownership tainted confidenceAtLeast }
  verdict because terms { approvers needed remindAfterHours expireAfterHours staleAfterHours }`;
const asked = {
  policy: `policy { version text fault rules { ${rule} } otherwise { ${rule} } }`,
  pipeline: `pipeline { day origin narrowed totals { pipeline stage ${sum} weighted ${money} withoutAmount }
    stages { pipeline stage ${sum} weighted ${money} withoutAmount } }`,
  waterfall: `waterfall(since: "2026-09-07") { from { day origin } to { day origin } closing { from to name } narrowed more
    currencies { currency opening { ${sum} } parts { part ${sum} } closing { ${sum} } }
    deals(first: 2) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { name part amount ${money} because deal { name reference } } } } }`,
  forecast: `forecast { day origin period { from to name } narrowed quotaMissing
    currencies { currency refused won { ${sum} } open { ${sum} } buckets { bucket ${sum} } range { ${range} }
      basis { closed won byStageAndAge byStage byAll }
      track { nights inside tooFew meanError ${money} meanBias ${money} brier scores { day until ${range} actual ${money} inside } } }
    quotas { quota ${money} closed ${money} commit ${money} gap ${money} basis owners }
    standings { kind name closed ${money} commit ${money} bestCase ${money} pipeline ${money} quota ${money} gap ${money} basis owners } }`,
} as const;

const Money = z.object({ minorUnits: z.int(), currency: z.string() });
const Summed = z.object({ count: z.int(), amount: Money });
const Answer = z.object({
  policy: z.object({ version: z.string(), rules: z.array(z.object({ name: z.string(), line: z.int() })) }),
  pipeline: z.object({
    day: z.string(),
    totals: z.array(Summed),
    stages: z.array(Summed.extend({ stage: z.string() })),
  }),
  waterfall: z.object({
    currencies: z.array(z.object({ opening: Summed, parts: z.array(Summed), closing: Summed })),
    deals: z.object({
      totalCount: z.int(),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      edges: z.array(
        z.object({ node: z.object({ name: z.string(), deal: z.object({ reference: z.string() }).nullable() }) }),
      ),
    }),
  }),
  forecast: z.object({
    currencies: z.array(
      z.object({ won: Summed, buckets: z.array(Summed), range: z.object({ expected: Money }).nullable() }),
    ),
    quotas: z.array(z.object({ gap: Money })),
    standings: z.array(z.object({ name: z.string() })),
  }),
});
const nobody = { owner: null, team: null, pipeline: null };

describe('the pipeline in the graph', () => {
  it('has what the API has: policy, open deals by stage, waterfall and forecast, every field of them', async () => {
    const { data, errors } = await operator.ask(`{ ${Object.values(asked).join('\n')} }`);
    assert.equal(errors, undefined, JSON.stringify(errors));
    const { policy, pipeline, waterfall, forecast } = Answer.parse(data);
    assert.equal(policy.version, ctx.policyPlace.read().version);
    assert.ok(policy.rules.length > 0);
    const view = await getPipeline({ ctx, input: { asOf: null, ...nobody } });
    assert.deepEqual(
      pipeline.stages.map(({ stage, count, amount }) => [stage, count, amount.minorUnits]),
      view.stages.map(({ stage, count, amountMinor }) => [stage, count, amountMinor]),
    );
    const led = await getWaterfall({ ctx, input: { since: '2026-09-07', until: null, closing: null, ...nobody } });
    assert.deepEqual(
      waterfall.currencies.map(({ closing }) => closing.amount.minorUnits),
      led.currencies.map(({ closing }) => closing.amountMinor),
    );
    assert.equal(waterfall.deals.totalCount, led.deals.length);
    assert.equal(waterfall.deals.edges[0]?.node.deal?.reference, led.deals[0]?.recordId);
    const made = await getForecast({ ctx, input: { period: 'this quarter', asOf: null, ...nobody } });
    assert.deepEqual(
      forecast.currencies.map((one) => one.range?.expected.minorUnits),
      made.currencies.map((one) => one.range?.expectedMinor),
    );
    assert.deepEqual(
      forecast.quotas.map(({ gap }) => gap.minorUnits),
      made.quotas.map(({ gapMinor }) => gapMinor),
    );
    assert.ok(forecast.standings.length > 0);
  });

  it('goes through the deals of a waterfall page by page, with a cursor of its own', async () => {
    const names: string[] = [];
    const Page = z.object({ waterfall: Answer.shape.waterfall.pick({ deals: true }) });
    for (let after: string | null = null; ; ) {
      const query: string = `query ($after: String) { waterfall(since: "2026-09-01") { deals(first: 3, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } edges { node { name deal { reference } } } } } }`;
      const { data, errors } = await operator.ask(query, { after });
      assert.equal(errors, undefined, JSON.stringify(errors));
      const { deals } = Page.parse(data).waterfall;
      names.push(...deals.edges.map(({ node }) => node.name));
      after = deals.pageInfo.endCursor;
      if (!deals.pageInfo.hasNextPage) break;
    }
    const led = await getWaterfall({ ctx, input: { since: '2026-09-01', until: null, closing: null, ...nobody } });
    assert.deepEqual(
      names,
      led.deals.map(({ deal }) => deal),
    );
    const { data } = await operator.ask(asked.waterfall.replace('waterfall', '{ waterfall').concat(' }'));
    const cursor = Page.parse(data).waterfall.deals.pageInfo.endCursor ?? '';
    const other = await operator.ask(
      `{ waterfall(since: "2026-09-02") { deals(first: 2, after: "${cursor}") { totalCount } } }`,
    );
    assert.equal(other.errors?.[0]?.extensions.code, 'cursor.malformed');
  });

  it('shows a representative their own deals, and no policy to whoever may not read it', async () => {
    const own = await maya.ask(`{ ${Object.values(asked).join('\n')} }`);
    assert.deepEqual(
      own.errors?.map(({ path, extensions }) => [path?.[0], extensions.code]),
      [['policy', 'access.denied']],
    );
    const seen = Answer.omit({ policy: true }).parse(own.data);
    assert.deepEqual(
      seen.waterfall.deals.edges.map(({ node }) => node.name),
      ['Larkspur'],
    );
    assert.deepEqual(
      seen.forecast.standings.map(({ name }) => name),
      ['Maya Okafor'],
    );
  });

  it('says what is wrong with what it is asked, by the same codes as the API', async () => {
    const wrong = [
      ['{ pipeline(clock: "later") { day } }', 'input.invalid'],
      ['{ waterfall(since: "2026-09-09", until: "2026-09-08") { more } }', 'input.invalid'],
      ['{ waterfall(since: "2016-01-01") { more } }', 'pipeline.not-frozen'],
      ['{ forecast(period: "whenever") { day } }', 'input.invalid'],
      ['{ pipeline(owner: "Nobody") { day } }', 'input.invalid'],
      ['{ waterfall(since: "2026-09-07") { deals(first: 101) { totalCount } } }', 'input.invalid'],
    ] as const;
    for (const [query, code] of wrong) {
      const { errors } = await operator.ask(query);
      assert.equal(errors?.[0]?.extensions.code, code, `${query} ${JSON.stringify(errors)}`);
    }
  });
});
