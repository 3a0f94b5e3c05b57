import { z } from 'zod';
import { fewestClosedDeals } from '#contracts';
import { type SQL, sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { allOf, counts, emptyDraft, runQuery } from './draft.ts';
import { dealGroupOf } from './list-deals.ts';
import { type Asked, type Draft } from './question-kind.ts';
import { winRateBy } from './win-rate-by.ts';

const Rate = z.object({ won: z.number(), lost: z.number(), percent: z.number().nullable() });

/** Won of all that closed; hidden below five, where it would be chance. */
export async function winRate({
  asked,
  where,
  about,
}: {
  asked: Asked;
  where: readonly SQL[];
  about: string;
}): Promise<Draft> {
  const by = dealGroupOf(asked);
  if (by !== null) return winRateBy({ asked, by, where, about, fewest: fewestClosedDeals });
  const { rows, ran } = await runQuery({
    asked,
    definition: `Deals won and lost${about}`,
    query: sql`select (count(*) filter (where is_won))::int as won, (count(*) filter (where not is_won))::int as lost,
        round(100.0 * count(*) filter (where is_won) / nullif(count(*), 0), 1)::float8 as percent
      from ${dealsSource(asked.scope)}
      where ${allOf([sql`deal.is_closed`, ...where])}`,
    row: Rate,
  });
  const { won = 0, lost = 0, percent = null } = rows[0] ?? {};
  const figures = [
    { name: 'won', value: won, unit: 'deals', query: 0, column: 'won' },
    { name: 'lost', value: lost, unit: 'deals', query: 0, column: 'lost' },
  ];
  const draft = { ...emptyDraft, figures, queries: [ran] };
  if (won + lost === 0) return { ...draft, outcome: 'nothing', text: `No deal${about} has closed.` };
  if (won + lost < fewestClosedDeals) {
    const text = `Only ${counts(won + lost, 'deal')}${about} ${won + lost === 1 ? 'has' : 'have'} closed (${won} won, ${lost} lost): insufficient signal for a win rate, which takes ${fewestClosedDeals}.`;
    return { ...draft, outcome: 'insufficient', text };
  }
  return {
    ...draft,
    figures: [...figures, { name: 'win rate', value: percent ?? 0, unit: '%', query: 0, column: 'percent' }],
    text: `The win rate${about} is ${percent ?? 0} %: ${won} won and ${lost} lost.`,
  };
}
