import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { allOf, counts, emptyDraft, money, percent, runQuery } from './draft.ts';
import { dealGroups } from './list-deals.ts';
import type { Asked, Draft } from './question-kind.ts';

const Rate = z.object({ name: z.string().nullable(), won: z.number(), lost: z.number() });
const Mean = z.object({ name: z.string().nullable(), count: z.number(), average: z.number() });

/** The column that a rate or a mean is asked for by; null where it is asked for as a whole. */
export function groupOf({ slots: { group } }: Asked): SQL | null {
  return group === null ? null : (dealGroups[group.by] ?? null);
}

/** The win rate of each group that has enough closed deals; of the others it is said that they have too few. */
export async function winRateBy({
  asked,
  by,
  where,
  about,
  fewest,
}: {
  asked: Asked;
  by: SQL;
  where: readonly SQL[];
  about: string;
  fewest: number;
}): Promise<Draft> {
  const isLeast = asked.slots.group?.order === 'least';
  const share = sql`(count(*) filter (where is_won))::float8 / count(*)`;
  const { rows, ran } = await runQuery({
    asked,
    definition: `Deals won and lost${about}, by ${asked.slots.group?.by ?? 'group'}`,
    query: sql`select ${by} as name, (count(*) filter (where is_won))::int as won, (count(*) filter (where not is_won))::int as lost
      from ${dealsSource(asked.scope)}
      where ${allOf([sql`deal.is_closed`, ...where])}
      group by 1 order by (count(*) < ${fewest}), ${share} ${isLeast ? sql`asc` : sql`desc`}, name`,
    row: Rate,
  });
  if (rows.length === 0)
    return { ...emptyDraft, outcome: 'nothing', text: `No deal${about} has closed.`, queries: [ran] };
  const [first] = rows.filter(({ won, lost }) => won + lost >= fewest);
  const lines = rows.map(({ name, won, lost }) => ({
    text:
      won + lost < fewest
        ? `${name ?? 'none'}: ${won} won, ${lost} lost, too few for a rate`
        : `${name ?? 'none'}: ${percent(won / (won + lost))} (${won} won, ${lost} lost)`,
    proofs: [],
  }));
  const draft = { ...emptyDraft, lines, queries: [ran] };
  if (first === undefined)
    return { ...draft, outcome: 'insufficient', text: `None of them has the ${fewest} closed deals${about} that a win rate takes.` };
  const figures = [
    { name: 'won', value: first.won, unit: 'deals', query: 0, column: 'won' },
    { name: 'lost', value: first.lost, unit: 'deals', query: 0, column: 'lost' },
  ];
  const text = `The ${isLeast ? 'lowest' : 'highest'} win rate${about} is that of ${first.name ?? 'none'} with ${percent(first.won / (first.won + first.lost))}.`;
  return { ...draft, figures, text };
}

/** The mean amount of each group. */
export async function averageBy({
  asked,
  by,
  where,
  what,
}: {
  asked: Asked;
  by: SQL;
  where: readonly SQL[];
  what: string;
}): Promise<Draft> {
  const isLeast = asked.slots.group?.order === 'least';
  const { rows, ran } = await runQuery({
    asked,
    definition: `The average amount of ${what} that have one, by ${asked.slots.group?.by ?? 'group'}`,
    query: sql`select ${by} as name, count(*)::int as count, avg(amount)::float8 as average
      from ${dealsSource(asked.scope)}
      where ${allOf(where)}
      group by 1 order by average ${isLeast ? sql`asc` : sql`desc`}, name`,
    row: Mean,
  });
  const [first] = rows;
  if (first === undefined)
    return { ...emptyDraft, outcome: 'nothing', text: `There are no ${what} with an amount.`, queries: [ran] };
  function rounded(average: number): string {
    return money(Math.round(average * 100) / 100, asked.currency);
  }
  return {
    ...emptyDraft,
    text: `The ${isLeast ? 'lowest' : 'highest'} average of ${what} is that of ${first.name ?? 'none'} with ${rounded(first.average)}.`,
    lines: rows.map(({ name, count, average }) => ({
      text: `${name ?? 'none'}: ${rounded(average)} in ${counts(count, 'deal')}`,
      proofs: [],
    })),
    figures: [
      { name: `average of ${first.name ?? 'none'}`, value: first.average, unit: asked.currency, query: 0, column: 'average' },
      { name: 'deals', value: first.count, unit: 'deals', query: 0, column: 'count' },
    ],
    queries: [ran],
  };
}
