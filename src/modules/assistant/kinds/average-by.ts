import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { allOf, counts, emptyDraft, money, runQuery } from './draft.ts';
import type { Asked, Draft } from './question-kind.ts';

const Mean = z.object({ name: z.string().nullable(), count: z.number(), average: z.number() });

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
      {
        name: `average of ${first.name ?? 'none'}`,
        value: first.average,
        unit: asked.currency,
        query: 0,
        column: 'average',
      },
      { name: 'deals', value: first.count, unit: 'deals', query: 0, column: 'count' },
    ],
    queries: [ran],
  };
}
