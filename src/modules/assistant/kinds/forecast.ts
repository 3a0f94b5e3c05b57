import { z } from 'zod';
import { sql } from '#platform/sql';
import { openEnd } from '../entities/period.ts';
import { dealsSource } from '../query/sources.ts';
import { allOf, counts, emptyDraft, money, runQuery } from './draft.ts';
import { dealFilters, narrowedTo, periodOr, spanOf, within } from './filters.ts';
import { forecastRange } from './forecast-range.ts';
import { type Asked, type Draft, type DraftLine } from './question-kind.ts';
import { quotaGap } from './quota-gap.ts';

const Bucket = z.object({
  bucket: z.string(),
  count: z.number(),
  sum: z.number(),
  won: z.number(),
  all_expected: z.number(),
  if_all_closes: z.number(),
});
const bucketNames: Readonly<Record<string, string>> = {
  closed: 'Closed won',
  commit: 'Commit (probability of the stage 80 % and above)',
  best: 'Best case (50 % and above)',
  pipeline: 'Pipeline (below 50 %)',
};

/** Buckets by the probability of the stage, with what is won so far and what is open. */
export async function forecast(asked: Asked): Promise<Draft> {
  const period = periodOr(asked, 'this quarter');
  const ours = sql`coalesce(deal.currency, ${asked.currency}) = ${asked.currency}`;
  const { rows, ran } = await runQuery({
    asked,
    definition: `Deals${narrowedTo(asked)} with a close date from ${period.from} to ${period.to}, won or open, by the probability that the CRM gives their stage`,
    query: sql`select case when is_won then 'closed' when probability >= 0.8 then 'commit' when probability >= 0.5 then 'best' else 'pipeline' end as bucket,
        count(*)::int as count, coalesce(sum(amount), 0)::float8 as sum,
        (coalesce(sum(sum(amount) filter (where is_won)) over (), 0))::float8 as won,
        round(coalesce(sum(sum(amount * case when is_won then 1 else coalesce(probability, 0) end)) over (), 0))::float8 as all_expected,
        (coalesce(sum(sum(amount)) over (), 0))::float8 as if_all_closes
      from ${dealsSource(asked.scope)}
      where ${allOf([sql`deal.is_won or not deal.is_closed`, within(sql`deal.close_date`, period), ours, ...dealFilters(asked)])}
      group by 1 order by 1`,
    row: Bucket,
  });
  if (rows.length === 0)
    return {
      ...emptyDraft,
      outcome: 'nothing',
      text: `No deal${narrowedTo(asked)} closes in that time (${spanOf(period)}).`,
      queries: [ran],
    };
  function of(name: string): number {
    return rows.find(({ bucket }) => bucket === name)?.sum ?? 0;
  }
  const { won: low = 0, all_expected: expected = 0, if_all_closes: high = 0 } = rows[0] ?? {};
  const range = await forecastRange({ asked, period, before: 1 });
  const before = 1 + range.queries.length;
  const gap = await quotaGap({ asked, period, closed: low, commit: of('commit'), before });
  return {
    ...emptyDraft,
    text: `Forecast${narrowedTo(asked)} for ${spanOf(period)}: ${money(low, asked.currency)} won so far, ${money(expected, asked.currency)} expected by the probabilities of the stages, ${money(high, asked.currency)} if everything open closes.${range.text}${gap.text}`,
    lines: linesOf({ rows, currency: asked.currency }),
    figures: [
      ...rows.slice(0, 1).map(({ bucket, sum }) => ({
        name: bucketNames[bucket] ?? bucket,
        value: sum,
        unit: asked.currency,
        query: 0,
        column: 'sum',
      })),
      { name: 'won so far', value: low, unit: asked.currency, query: 0, column: 'won' },
      { name: 'expected by the stages', value: expected, unit: asked.currency, query: 0, column: 'all_expected' },
      { name: 'if everything open closes', value: high, unit: asked.currency, query: 0, column: 'if_all_closes' },
      ...range.figures,
      ...gap.figures,
    ],
    queries: [ran, ...range.queries, ...gap.queries],
    unknown: ['The buckets go by the probabilities that the CRM gives to stages.', ...range.unknown, ...gap.unknown],
    actions:
      period.to === openEnd
        ? []
        : [{ label: 'See the range', command: `sophia pipeline forecast --period ${period.from}..${period.to}` }],
  };
}

function linesOf({ rows, currency }: { rows: readonly z.infer<typeof Bucket>[]; currency: string }): DraftLine[] {
  return Object.entries(bucketNames).flatMap(([name, title]) => {
    const row = rows.find(({ bucket }) => bucket === name);
    if (row === undefined) return [];
    return [{ text: `${title}: ${counts(row.count, 'deal')}, ${money(row.sum, currency)}`, proofs: [] }];
  });
}
