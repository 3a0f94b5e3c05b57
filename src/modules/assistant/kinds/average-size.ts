import { z } from 'zod';
import { sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { averageBy } from './average-by.ts';
import { allOf, emptyDraft, money, runQuery } from './draft.ts';
import { dealFilters, narrowedTo, periodName, within } from './filters.ts';
import { dealGroupOf, isOpen } from './list-deals.ts';
import { type Asked, type Draft } from './question-kind.ts';

const Average = z.object({ count: z.number(), average: z.number().nullable() });

/** The mean amount of open deals, or of won ones where the question says so. */
export async function averageSize(asked: Asked): Promise<Draft> {
  const wantsWon = /\b(?:won|win|wins|closed)\b/i.test(asked.text);
  const what = wantsWon ? 'won deals' : 'open deals';
  const { period } = asked.slots;
  const where = [
    wantsWon ? sql`deal.is_won` : isOpen,
    sql`deal.amount is not null and coalesce(deal.currency, ${asked.currency}) = ${asked.currency}`,
    ...(period === null ? [] : [within(sql`deal.close_date`, period)]),
    ...dealFilters(asked),
  ];
  const by = dealGroupOf(asked);
  if (by !== null) return averageBy({ asked, by, where, what: `${what}${narrowedTo(asked)}${periodName(asked)}` });
  const { rows, ran } = await runQuery({
    asked,
    definition: `The average amount of ${what}${narrowedTo(asked)}${periodName(asked)} that have one`,
    query: sql`select count(*)::int as count, avg(amount)::float8 as average
      from ${dealsSource(asked.scope)}
      where ${allOf(where)}`,
    row: Average,
  });
  const { count = 0, average = null } = rows[0] ?? {};
  if (average === null)
    return {
      ...emptyDraft,
      outcome: 'nothing',
      text: `There are no ${what}${narrowedTo(asked)} with an amount.`,
      queries: [ran],
    };
  return {
    ...emptyDraft,
    text: `The average of ${count} ${what}${narrowedTo(asked)}${periodName(asked)} is ${money(Math.round(average * 100) / 100, asked.currency)}.`,
    figures: [
      { name: 'average', value: average, unit: asked.currency, query: 0, column: 'average' },
      { name: 'deals', value: count, unit: 'deals', query: 0, column: 'count' },
    ],
    queries: [ran],
  };
}
