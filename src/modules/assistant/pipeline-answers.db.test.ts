import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '#contracts';
import { freezePipeline, getForecast, getWaterfall, keepForecasts, setQuota } from '#modules/pipeline';
import { sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { companyHistory, definePipelines, putDeals } from '#test/pipeline-world';
import type { TestContext } from '#test/test-context';
import { askQuestion } from './index.ts';

const suite = await databaseForSuite();
const everything = { owner: null, team: null, pipeline: null };

async function companyWith(deals: number): Promise<TestContext> {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  await definePipelines(ctx);
  const history = companyHistory({ seed: 7, deals });
  await putDeals(
    ctx,
    history.map((deal, place) => ({ ...deal, owner: place % 4 === 0 ? '12' : '11' })),
  );
  await freezePipeline({ ctx, input: { readAt: ctx.clock.now().toISOString() } });
  await keepForecasts({ ctx });
  return ctx;
}

const ctx = await companyWith(300);

function ask(question: string, asker: TestContext = ctx): Promise<Answer> {
  return askQuestion({ ctx: asker, input: { question, channel: 'api', conversation: null } });
}

/** The number of the answer by its name, which its query gives again. */
async function figureOf({ figures, queries }: Answer, name: string): Promise<number> {
  const figure = figures.find((one) => one.name === name);
  assert.ok(figure, `${name} in ${JSON.stringify(figures)}`);
  const { rows } = await ctx.db.execute(sql.raw(queries[figure.query]?.sql ?? ''));
  assert.equal(rows[0]?.[figure.column], figure.value);
  return figure.value;
}

describe('questions about the nights of the pipeline', () => {
  it('what changed since a week has the numbers of the command, each with its query', async () => {
    const answer = await ask('what changed in the pipeline since last week');
    assert.deepEqual([answer.intent, answer.outcome], ['pipeline.waterfall', 'answered']);
    const input = { since: '2026-09-06', until: null, closing: null, ...everything };
    const { currencies, deals } = await getWaterfall({ ctx, input });
    const [own] = currencies;
    assert.ok(own);
    assert.equal(await figureOf(answer, 'opening'), own.opening.amountMinor / 100);
    assert.equal(await figureOf(answer, 'closing'), own.closing.amountMinor / 100);
    const { rows } = await ctx.db.execute(sql.raw(answer.queries[2]?.sql ?? ''));
    assert.deepEqual(
      rows
        .map(({ part, count, amount }) => ({ part, count, amountMinor: Math.round(Number(amount) * 100) }))
        .toSorted(byPart),
      own.parts.map((part) => ({ ...part })).toSorted(byPart),
    );
    assert.ok(own.parts.length > 1 && answer.lines.length > own.parts.length);
    assert.equal(answer.citations[0]?.label, deals[0]?.deal);
    const lastWeek = await ask('what changed in the pipeline last week');
    assert.match(lastWeek.text, /at the end of 2026-09-06 to .* at the end of 2026-09-13/u);
    const hers = await ask('how did the pipeline of Ben Ruiz change last week');
    assert.ok((await figureOf(hers, 'opening')) < own.opening.amountMinor / 100);
  });

  it('the forecast has the range of the command, kept in the last night', async () => {
    const answer = await ask('forecast for this quarter');
    assert.equal(answer.intent, 'forecast.buckets');
    const input = { period: 'this quarter', asOf: null, ...everything };
    const range = (await getForecast({ ctx, input })).currencies[0]?.range;
    assert.ok(range);
    assert.equal(await figureOf(answer, 'low'), range.lowMinor / 100);
    assert.equal(await figureOf(answer, 'expected'), range.expectedMinor / 100);
    assert.equal(await figureOf(answer, 'high'), range.highMinor / 100);
    assert.match(answer.text, /By your own history, as of the end of 2026-09-13: \$/u);
    const his = await ask('what is the forecast of Ben Ruiz for this quarter');
    assert.ok(
      his.unknown.some((sentence) => /is no single query: sophia pipeline forecast/u.test(sentence)),
      his.text,
    );
  });

  it('the gap to the quota is the quota less what is won and commit, and said not to be known without one', async () => {
    const before = await ask('what is the gap to quota this quarter?');
    assert.equal(before.intent, 'forecast.buckets');
    assert.ok(before.unknown.some((sentence) => /No quota is set for the company/u.test(sentence)));
    const quota = { owner: null, team: null, period: 'this quarter', amount: '2500000.75', currency: null };
    await setQuota({ ctx, input: quota });
    const answer = await ask('what is the gap to quota this quarter?');
    assert.equal(await figureOf(answer, 'quota'), 2_500_000.75);
    const { rows } = await ctx.db.execute(sql.raw(answer.queries[0]?.sql ?? ''));
    const sums = new Map(rows.map(({ bucket, sum }) => [bucket, Number(sum)]));
    const gap = 2_500_000.75 - (sums.get('closed') ?? 0) - (sums.get('commit') ?? 0);
    const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    assert.ok(answer.text.includes(`$${gap.toLocaleString('en-US', digits)} lack`), answer.text);
    const his = await ask('forecast of Ben Ruiz for this quarter');
    assert.ok(his.unknown.some((sentence) => /No quota is set for Ben Ruiz/u.test(sentence)));
  });

  it('the gap to the quotas of some owners goes by their deals alone', async () => {
    const own = await companyWith(300);
    const quota = { owner: 'Ben', team: null, period: 'this quarter', amount: '2500000', currency: null };
    await setQuota({ ctx: own, input: quota });
    const answer = await ask('what is the gap to quota this quarter?', own);
    const { quotas } = await getForecast({ ctx: own, input: { period: 'this quarter', asOf: null, ...everything } });
    assert.equal(quotas[0]?.basis, 'owners');
    const reached = answer.queries.find(({ definition }) => /1 owner with a quota won/u.test(definition));
    const { rows } = await own.db.execute(sql.raw(reached?.sql ?? ''));
    assert.deepEqual(rows, [{ won: quotas[0].closedMinor / 100, commit: quotas[0].commitMinor / 100 }]);
    const lack = (quotas[0].gapMinor / 100).toLocaleString('en-US', { maximumFractionDigits: 2 });
    assert.ok(answer.text.includes(`what they have won and commit, $${lack}`), answer.text);
  });

  it('how good forecasts were has every night, and says what was aimed at', async () => {
    const answer = await ask('how accurate were our forecasts?');
    assert.deepEqual([answer.intent, answer.outcome], ['forecast.accuracy', 'answered']);
    const input = { period: 'this quarter', asOf: null, ...everything };
    const track = (await getForecast({ ctx, input })).currencies[0]?.track;
    assert.ok(track && track.nights > 5);
    assert.equal(await figureOf(answer, 'nights'), track.nights);
    assert.equal(await figureOf(answer, 'nights inside the range'), track.inside);
    assert.equal(answer.lines.length, track.nights);
  });

  it('is refused with the reason where too little has closed or no night is frozen', async () => {
    const young = await companyWith(12);
    const forecast = await ask('forecast for this year', young);
    assert.ok(
      forecast.unknown.some((sentence) => /a range takes 20, 5 of them won/u.test(sentence)),
      forecast.unknown.join(),
    );
    assert.equal((await ask('how accurate were our forecasts?', young)).outcome, 'insufficient');
    const early = await ask('what changed in the pipeline since 2019-01-01', young);
    assert.deepEqual([early.outcome, /The first that is known is/u.test(early.text)], ['nothing', true]);
    const empty = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const none = await ask('what changed in the pipeline last week', empty);
    assert.deepEqual([none.outcome, /No night is frozen yet/u.test(none.text)], ['nothing', true]);
  });
});

function byPart(one: { part?: unknown }, other: { part?: unknown }): number {
  return String(one.part) < String(other.part) ? -1 : 1;
}
