import { z } from 'zod';
import type { AnswerFigure } from '#contracts';
import { sql } from '#platform/sql';
import { callsSource, dealsSource } from '../query/sources.ts';
import { allOf, counts, emptyDraft, money, runQuery } from './draft.ts';
import { dealFilters, narrowedTo, oneOf, periodOr, spanOf, within } from './filters.ts';
import type { Asked, Draft } from './question-kind.ts';

const mostReps = 20;

const Rep = z.object({
  id: z.string(),
  name: z.string(),
  won: z.number(),
  won_sum: z.number(),
  lost: z.number(),
  open: z.number(),
  open_sum: z.number(),
  others: z.number(),
  total: z.number(),
  largest_id: z.string().nullable(),
  largest: z.string().nullable(),
});
type Rep = z.infer<typeof Rep>;
const Calls = z.object({ owner_id: z.string(), count: z.number() });

/** How each of our people does beside the others: what they won and lost in a period, what is open, calls. */
export async function repComparison(asked: Asked): Promise<Draft> {
  const { currency, scope } = asked;
  const period = periodOr(asked, 'this quarter');
  const ours = sql`coalesce(deal.currency, ${currency}) = ${currency}`;
  const [isOpen, isIn] = [sql`not deal.is_closed`, sql`deal.is_closed and ${within(sql`deal.close_date`, period)}`];
  const largest = sql`order by deal.amount desc nulls last, deal.id) filter (where ${isOpen} and ${ours})`;
  const { rows, ran } = await runQuery({
    asked,
    definition: `Representatives${narrowedTo(asked)} with what they won and lost from ${period.from} to ${period.to}, and what is open of theirs`,
    query: sql`select deal.owner_id as id, coalesce(deal.owner, deal.owner_id) as name, (count(*) over ())::int as total,
        (count(*) filter (where ${isIn} and deal.is_won))::int as won, (count(*) filter (where ${isIn} and not deal.is_won))::int as lost,
        coalesce(sum(deal.amount) filter (where ${isIn} and deal.is_won and ${ours}), 0)::float8 as won_sum,
        (count(*) filter (where ${isOpen}))::int as open,
        coalesce(sum(deal.amount) filter (where ${isOpen} and ${ours}), 0)::float8 as open_sum,
        (count(*) filter (where not (${ours})))::int as others,
        (array_agg(deal.id ${largest})[1] as largest_id, (array_agg(deal.name ${largest})[1] as largest
      from ${dealsSource(scope)}
      where ${allOf([sql`deal.owner_id is not null and (${isOpen} or ${isIn})`, ...dealFilters(asked)])}
      group by deal.owner_id, deal.owner order by won_sum desc, open_sum desc, name, id limit ${mostReps}`,
    row: Rep,
  });
  const [first] = rows;
  if (first === undefined) {
    const text = `No representative${narrowedTo(asked)} has a deal that is open or closed in ${spanOf(period)}.`;
    return { ...emptyDraft, outcome: 'nothing', text, queries: [ran] };
  }
  const calls = await runQuery({
    asked,
    definition: `Calls that they led from ${period.from} to ${period.to}`,
    query: sql`select call.rep_owner_id as owner_id, count(*)::int as count from ${callsSource(scope)}
      where ${allOf([
        within(sql`call.call_date`, period),
        oneOf(
          sql`call.rep_owner_id`,
          rows.map(({ id }) => id),
        ),
      ])}
      group by 1 order by count desc, owner_id`,
    row: Calls,
  });
  const led = new Map(calls.rows.map(({ owner_id: id, count }) => [id, count]));
  const more = first.total - rows.length;
  return {
    ...emptyDraft,
    text: `How ${counts(first.total, 'representative')}${narrowedTo(asked)} ${first.total === 1 ? 'stands' : 'stand'}, by what was won in ${spanOf(period)}:`,
    lines: rows.map((rep) => ({
      text: lineOf({ rep, calls: led.get(rep.id) ?? 0, currency }),
      proofs:
        rep.largest_id === null
          ? []
          : [{ type: 'record', isDeal: true, recordId: rep.largest_id, name: rep.largest ?? '' }],
    })),
    figures: figuresOf({ first, currency }),
    queries: [ran, calls.ran],
    unknown: [
      ...(rows.some(({ others }) => others > 0) ? ['Deals in another currency are counted and not in the sums.'] : []),
      ...(more > 0 ? [`${counts(more, 'more representative')} ${more === 1 ? 'is' : 'are'} not listed.`] : []),
    ],
  };
}

function lineOf({ rep, calls, currency }: { rep: Rep; calls: number; currency: string }): string {
  const { name, won, won_sum: wonSum, lost, open, open_sum: openSum, largest } = rep;
  const first = largest === null ? '' : `, the largest ${largest}`;
  return `${name}: ${counts(won, 'deal')} won, worth ${money(wonSum, currency)}, ${lost} lost; ${counts(open, 'open deal')}, worth ${money(openSum, currency)}${first}; ${counts(calls, 'call')} led`;
}

function figuresOf({ first, currency }: { first: Rep; currency: string }): AnswerFigure[] {
  return [
    { name: `${first.name}, won`, value: first.won_sum, unit: currency, query: 0, column: 'won_sum' },
    { name: 'representatives', value: first.total, unit: 'representatives', query: 0, column: 'total' },
  ];
}
