import {
  type CurrencyForecast,
  type ForecastStanding,
  GetForecastInput,
  GetPipelineInput,
  GetWaterfallInput,
  type PipelineView,
  type QuotaGap,
  type ScoredNight,
  type Waterfall,
} from '#contracts';
import { getForecast, getPipeline, getWaterfall } from '#modules/pipeline';
import { parseInput } from '#platform/errors';
import { type Connection, connectionOf, pageOf } from '../connection.ts';
import type { Asked, FieldResolvers } from '../graph.ts';
import type { Money } from './money-of.ts';
import { recordOfType } from './record-node.ts';

const nobody = { owner: null, team: null, pipeline: null };

export async function pipelineAsked({ args, graph: { ctx } }: Asked<unknown>): Promise<object> {
  const given = { asOf: null, ...nobody, ...args };
  const input = parseInput({ schema: GetPipelineInput, input: given, what: 'a look at the pipeline' });
  const { totals, stages, ...view } = await getPipeline({ ctx, input });
  return {
    ...view,
    totals: totals.map((total) => ({ pipeline: null, stage: null, ...sumOf(total) })),
    stages: stages.map(({ pipeline, stage, ...sum }) => ({ pipeline, stage, ...sumOf(sum) })),
  };
}

export async function waterfallAsked({ args, graph: { ctx } }: Asked<unknown>): Promise<object> {
  const given = { until: null, closing: null, ...nobody, ...args };
  const input = parseInput({ schema: GetWaterfallInput, input: given, what: 'a waterfall of the pipeline' });
  const { currencies, ...waterfall } = await getWaterfall({ ctx, input });
  return {
    ...waterfall,
    asked: input,
    currencies: currencies.map(({ currency, opening, parts, closing }) => ({
      currency,
      opening: counted(opening, currency),
      parts: parts.map(({ part, ...sum }) => ({ part, ...counted(sum, currency) })),
      closing: counted(closing, currency),
    })),
  };
}

export async function forecastAsked({ args, graph: { ctx } }: Asked<unknown>): Promise<object> {
  const given = { asOf: null, ...nobody, ...args };
  const input = parseInput({ schema: GetForecastInput, input: given, what: 'a forecast' });
  const { currencies, quotas, standings, ...forecast } = await getForecast({ ctx, input });
  return {
    ...forecast,
    currencies: currencies.map(currencyForecast),
    quotas: quotas.map(quotaGap),
    standings: standings.map(standing),
  };
}

/** A waterfall with what it was asked by, which its cursors belong to. */
type AskedWaterfall = Pick<Waterfall, 'deals'> & { readonly asked: GetWaterfallInput };
type WaterfallDeal = Waterfall['deals'][number];

export const waterfallResolvers: FieldResolvers<AskedWaterfall> = {
  deals: ({ source: { deals, asked }, args }): Connection => {
    const page = pageOf({ operation: `waterfall:${JSON.stringify(asked)}`, args });
    const start = page.after === null ? 0 : Number(page.after) + 1;
    const rows = deals.map((deal, place) => ({ ...deal, place })).slice(start);
    return connectionOf({
      page,
      rows: rows.slice(0, page.first),
      idOf: ({ place }) => String(place),
      hasNextPage: rows.length > page.first,
      totalCount: deals.length,
    });
  },
};

export const waterfallDealResolvers: FieldResolvers<WaterfallDeal> = {
  name: ({ source }) => source.deal,
  amount: ({ source: { amountMinor, currency } }) => moneyIn(amountMinor, currency),
  deal: ({ source: { recordId }, graph }) => recordOfType(graph.load(), { recordId, objectType: 'deal' }),
};

function sumOf({ currency, count, amountMinor, weightedMinor, withoutAmount }: PipelineView['totals'][number]) {
  return {
    count,
    amount: moneyIn(amountMinor, currency),
    weighted: moneyIn(weightedMinor, currency),
    withoutAmount,
  };
}

function currencyForecast({ currency, won, open, buckets, range, refused, basis, track }: CurrencyForecast) {
  const { meanErrorMinor, meanBiasMinor, scores, ...record } = track;
  return {
    currency,
    won: counted(won, currency),
    open: counted(open, currency),
    buckets: buckets.map(({ bucket, ...sum }) => ({ bucket, ...counted(sum, currency) })),
    range: range === null ? null : rangeIn(range, currency),
    refused,
    basis,
    track: {
      ...record,
      meanError: moneyOrNull(meanErrorMinor, currency),
      meanBias: moneyOrNull(meanBiasMinor, currency),
      scores: scores.map((night) => scored(night, currency)),
    },
  };
}

function scored({ day, until, actualMinor, inside, ...range }: ScoredNight, currency: string) {
  return { day, until, ...rangeIn(range, currency), actual: moneyIn(actualMinor, currency), inside };
}

function quotaGap({ currency, quotaMinor, closedMinor, commitMinor, gapMinor, basis, owners }: QuotaGap) {
  return {
    quota: moneyIn(quotaMinor, currency),
    closed: moneyIn(closedMinor, currency),
    commit: moneyIn(commitMinor, currency),
    gap: moneyIn(gapMinor, currency),
    basis,
    owners,
  };
}

function standing(one: ForecastStanding) {
  const { kind, name, currency, basis, owners } = one;
  return {
    kind,
    name,
    closed: moneyIn(one.closedMinor, currency),
    commit: moneyIn(one.commitMinor, currency),
    bestCase: moneyIn(one.bestCaseMinor, currency),
    pipeline: moneyIn(one.pipelineMinor, currency),
    quota: moneyOrNull(one.quotaMinor, currency),
    gap: moneyOrNull(one.gapMinor, currency),
    basis,
    owners,
  };
}

function rangeIn(
  { lowMinor, expectedMinor, highMinor }: Pick<ScoredNight, 'lowMinor' | 'expectedMinor' | 'highMinor'>,
  currency: string,
) {
  return {
    low: moneyIn(lowMinor, currency),
    expected: moneyIn(expectedMinor, currency),
    high: moneyIn(highMinor, currency),
  };
}

function counted({ count, amountMinor }: { count: number; amountMinor: number }, currency: string) {
  return { count, amount: moneyIn(amountMinor, currency) };
}

function moneyOrNull(minorUnits: number | null, currency: string): Money | null {
  return minorUnits === null ? null : moneyIn(minorUnits, currency);
}

function moneyIn(minorUnits: number, currency: string): Money {
  return { minorUnits, currency };
}
