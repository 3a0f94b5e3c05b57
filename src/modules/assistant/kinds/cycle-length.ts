import { z } from 'zod';
import { fewestClosedDeals } from '#contracts';
import { sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { allOf, counts, emptyDraft, runQuery } from './draft.ts';
import { dealFilters, narrowedTo, periodName, within } from './filters.ts';
import { type Asked, type Draft } from './question-kind.ts';

const Days = z.object({ count: z.number(), average: z.number().nullable(), median: z.number().nullable() });

/** How long a deal takes that is won. */
export async function cycleLength(asked: Asked): Promise<Draft> {
  const { period } = asked.slots;
  const { rows, ran } = await runQuery({
    asked,
    definition: `Days from creation to close date of deals won${narrowedTo(asked)}${periodName(asked)}`,
    query: sql`select count(*)::int as count, avg(close_date - created_date)::float8 as average,
        percentile_cont(0.5) within group (order by close_date - created_date)::float8 as median
      from ${dealsSource(asked.scope)}
      where ${allOf([sql`deal.is_won and deal.close_date >= deal.created_date`, ...(period === null ? [] : [within(sql`deal.close_date`, period)]), ...dealFilters(asked)])}`,
    row: Days,
  });
  const { count = 0, average = null, median = null } = rows[0] ?? {};
  const figures = [{ name: 'deals won', value: count, unit: 'deals', query: 0, column: 'count' }];
  if (count < fewestClosedDeals || average === null || median === null) {
    return {
      ...emptyDraft,
      outcome: 'insufficient',
      text: `Only ${counts(count, 'deal')}${narrowedTo(asked)} ${count === 1 ? 'was' : 'were'} won: insufficient signal for a length of the sale, which takes ${fewestClosedDeals}.`,
      figures,
      queries: [ran],
    };
  }
  return {
    ...emptyDraft,
    text: `A deal${narrowedTo(asked)} that is won takes ${Math.round(median)} days in the middle, ${Math.round(average)} on average (${counts(count, 'deal')}).`,
    figures: [
      ...figures,
      { name: 'average', value: average, unit: 'days', query: 0, column: 'average' },
      { name: 'median', value: median, unit: 'days', query: 0, column: 'median' },
    ],
    queries: [ran],
  };
}
