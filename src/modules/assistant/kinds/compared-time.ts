import { z } from 'zod';
import { fewestClosedDeals } from '#contracts';
import { sql } from '#platform/sql';
import type { Period } from '../entities/period.ts';
import { dealsSource } from '../query/sources.ts';
import type { ComparedPart } from './compared-part.ts';
import { allOf, counts, money, percent, runQuery } from './draft.ts';
import { dealFilters, narrowedTo, within } from './filters.ts';
import { isOpen } from './list-deals.ts';
import type { Asked } from './question-kind.ts';
import { callsPart } from './rep-standing.ts';

const Sums = z.object({
  won: z.number(),
  won_sum: z.number(),
  lost: z.number(),
  created: z.number(),
  created_sum: z.number(),
  open: z.number(),
  open_sum: z.number(),
  others: z.number(),
});

/** What came of a time: won, lost, what came in, what is still to close in it, calls. */
export async function comparedTime(asked: Asked, period: Period): Promise<ComparedPart[]> {
  const { currency } = asked;
  const ours = sql`coalesce(deal.currency, ${currency}) = ${currency}`;
  const [closes, came] = [within(sql`deal.close_date`, period), within(sql`deal.created_date`, period)];
  const [won, open] = [sql`deal.is_won and ${closes}`, sql`${isOpen} and ${closes}`];
  const { rows, ran } = await runQuery({
    asked,
    definition: `Deals${narrowedTo(asked)} that closed, came in or are to close from ${period.from} to ${period.to}`,
    query: sql`select (count(*) filter (where ${won}))::int as won, coalesce(sum(deal.amount) filter (where ${won} and ${ours}), 0)::float8 as won_sum,
        (count(*) filter (where deal.is_closed and not deal.is_won and ${closes}))::int as lost,
        (count(*) filter (where ${came}))::int as created, coalesce(sum(deal.amount) filter (where ${came} and ${ours}), 0)::float8 as created_sum,
        (count(*) filter (where ${open}))::int as open, coalesce(sum(deal.amount) filter (where ${open} and ${ours}), 0)::float8 as open_sum,
        (count(*) filter (where (${closes} or ${came}) and not (${ours})))::int as others
      from ${dealsSource(asked.scope)}
      where ${allOf(dealFilters(asked))}`,
    row: Sums,
  });
  const [sums] = rows;
  return [...(sums === undefined ? [] : partsOf({ sums, currency, ran })), await callsPart(asked, period)];
}

function partsOf({
  sums,
  currency,
  ran,
}: {
  sums: z.infer<typeof Sums>;
  currency: string;
  ran: ComparedPart['ran'];
}): ComparedPart[] {
  const { won, won_sum: wonSum, lost, created, created_sum: createdSum, open, open_sum: openSum, others } = sums;
  const plain = { proofs: [], figures: [], ran, unknown: [] };
  const deals = { unit: 'deals' };
  const sum = { unit: currency };
  return [
    {
      ...plain,
      label: 'Won',
      text: `${counts(won, 'deal')}, worth ${money(wonSum, currency)}`,
      figures: [
        { ...deals, name: 'won deals', value: won, column: 'won' },
        { ...sum, name: 'won', value: wonSum, column: 'won_sum' },
      ],
      unknown: others === 0 ? [] : ['Deals in another currency are counted and not in the sums.'],
    },
    {
      ...plain,
      label: 'Lost',
      text: counts(lost, 'deal'),
      figures: [{ ...deals, name: 'lost deals', value: lost, column: 'lost' }],
    },
    {
      ...plain,
      label: 'Win rate',
      text: won + lost < fewestClosedDeals ? 'insufficient signal' : percent(won / (won + lost)),
      unknown: won + lost < fewestClosedDeals ? [`A win rate takes ${fewestClosedDeals} closed deals.`] : [],
    },
    {
      ...plain,
      label: 'Came in',
      text: `${counts(created, 'deal')}, worth ${money(createdSum, currency)}`,
      figures: [
        { ...deals, name: 'deals that came in', value: created, column: 'created' },
        { ...sum, name: 'came in', value: createdSum, column: 'created_sum' },
      ],
    },
    {
      ...plain,
      label: 'Open, to close in it',
      text: `${counts(open, 'deal')}, worth ${money(openSum, currency)}`,
      figures: [
        { ...deals, name: 'open deals', value: open, column: 'open' },
        { ...sum, name: 'open', value: openSum, column: 'open_sum' },
      ],
    },
  ];
}
