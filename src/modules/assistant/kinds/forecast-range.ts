import { z } from 'zod';
import { commandIn } from '#contracts';
import { fractionDigits, getForecast } from '#modules/pipeline';
import { sql } from '#platform/sql';
import { openEnd, type Period } from '../entities/period.ts';
import { counts, money, runQuery } from './draft.ts';
import { isNarrowerThanPipeline, isWholeCompany, narrowingOf, orNotFrozen } from './own-history.ts';
import type { Asked, Draft } from './question-kind.ts';

type RangeDraft = Pick<Draft, 'text' | 'figures' | 'queries' | 'unknown'>;

const Kept = z.object({
  low: z.number(),
  expected: z.number(),
  high: z.number(),
  nights: z.number(),
  inside: z.number(),
});

/**
 * The range of a period by the company's own history, as `sophia pipeline forecast` gives it: from the forecast that was
 * kept in the last night where it is the one that was asked for. Its queries stand behind `before` others.
 */
export async function forecastRange({
  asked,
  period,
  before,
}: {
  asked: Asked;
  period: Period;
  before: number;
}): Promise<RangeDraft> {
  if (period.to === openEnd) return withoutRange('A range by your own history is made for days that have an end.');
  if (isNarrowerThanPipeline(asked)) {
    return withoutRange(
      'A range by your own history is made for owners and pipelines, not for a single deal or stage.',
    );
  }
  const narrowing = await narrowingOf(asked);
  const input = { period: `${period.from}..${period.to}`, asOf: null, ...narrowing };
  const forecast = await orNotFrozen(() => getForecast({ ctx: asked.ctx, input }));
  if (typeof forecast === 'string') return withoutRange(`There is no range by your own history. ${forecast}`);
  const own = forecast.currencies.find(({ currency }) => currency === asked.currency);
  const range = own?.range ?? null;
  if (own === undefined || range === null) {
    return withoutRange(
      `There is no range by your own history. ${own?.refused ?? `No deal in ${asked.currency} was open at the end of ${forecast.day}.`}`,
    );
  }
  const unit = 10 ** fractionDigits(asked.currency);
  const { nights, inside } = own.track;
  const record =
    nights === 0
      ? 'It could not be scored at a past night yet.'
      : `At ${counts(nights, 'past night')} the result lay inside such a range ${counts(inside, 'time')}.`;
  const text = ` By your own history, as of the end of ${forecast.day}: ${money(range.lowMinor / unit, asked.currency)} low, ${money(range.expectedMinor / unit, asked.currency)} expected, ${money(range.highMinor / unit, asked.currency)} high. ${record}`;
  if (!isWholeCompany({ asked, narrowing })) {
    return { text, figures: [], queries: [], unknown: [notOneQuery(asked.ctx, forecast.period)] };
  }
  const { rows, ran } = await runQuery({
    asked,
    definition: `The forecast that was kept at the end of ${forecast.day} for ${period.from} to ${period.to}`,
    query: sql`select low_minor::float8 / ${unit} as low, expected_minor::float8 / ${unit} as expected, high_minor::float8 / ${unit} as high, nights, inside
      from pipeline_forecasts
      where workspace_id = ${asked.ctx.workspaceId} and made_on = ${forecast.day}::date and low_minor is not null
        and period_from = ${period.from}::date and period_to = ${period.to}::date and currency = ${asked.currency}`,
    row: Kept,
  });
  const [kept] = rows;
  if (kept === undefined) return { text, figures: [], queries: [], unknown: [notOneQuery(asked.ctx, forecast.period)] };
  const sums = (['low', 'expected', 'high'] as const).map((name) => ({ name, unit: asked.currency }));
  const scored = (['nights', 'inside'] as const).map((name) => ({ name, unit: 'nights' }));
  const figures = [...sums, ...scored].map((figure) => ({
    ...figure,
    value: kept[figure.name],
    query: before,
    column: figure.name,
  }));
  return { text, figures, queries: [ran], unknown: [] };
}

function withoutRange(sentence: string): RangeDraft {
  return { text: '', figures: [], queries: [], unknown: [sentence] };
}

function notOneQuery(ctx: Asked['ctx'], { from, to }: { from: string; to: string }): string {
  return `The range is computed from the frozen nights and is no single query: ${commandIn(ctx, `sophia pipeline forecast --period ${from}..${to}`)} computes it again.`;
}
