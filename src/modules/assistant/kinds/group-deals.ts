import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { allOf, counts, emptyDraft, money, runQuery } from './draft.ts';
import { type Asked, type Draft } from './question-kind.ts';

const Group = z.object({
  name: z.string().nullable(),
  count: z.number(),
  sum: z.number().nullable(),
  others: z.number(),
});

/** Open or won deals by stage or by owner: number and sum of each. */
export async function groupDeals({
  asked,
  definition,
  by,
  where,
  order,
  text,
  nothing,
}: {
  asked: Asked;
  definition: string;
  by: SQL;
  where: readonly SQL[];
  order: SQL;
  text: (total: { count: number; sum: number }) => string;
  nothing: string;
}): Promise<Draft> {
  const ours = sql`coalesce(currency, ${asked.currency}) = ${asked.currency}`;
  const { rows, ran } = await runQuery({
    asked,
    definition,
    query: sql`select ${by} as name, count(*)::int as count, (sum(amount) filter (where ${ours}))::float8 as sum,
        (count(*) filter (where not (${ours})))::int as others
      from ${dealsSource(asked.scope)}
      where ${allOf(where)}
      group by ${by} order by ${order}`,
    row: Group,
  });
  if (rows.length === 0) return { ...emptyDraft, outcome: 'nothing', text: nothing, queries: [ran] };
  const total = {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    sum: rows.reduce((sum, row) => sum + (row.sum ?? 0), 0),
  };
  const others = rows.reduce((sum, row) => sum + row.others, 0);
  return {
    ...emptyDraft,
    text: text(total),
    lines: rows.map(({ name, count, sum }) => ({
      text: `${name ?? 'none'}: ${counts(count, 'deal')}, ${money(sum ?? 0, asked.currency)}`,
      proofs: [],
    })),
    figures: [
      { name: rows[0]?.name ?? 'none', value: rows[0]?.count ?? 0, unit: 'deals', query: 0, column: 'count' },
      {
        name: `amount of ${rows[0]?.name ?? 'none'}`,
        value: rows[0]?.sum ?? 0,
        unit: asked.currency,
        query: 0,
        column: 'sum',
      },
    ],
    queries: [ran],
    unknown:
      others > 0
        ? [`${counts(others, 'deal')} in another currency ${others === 1 ? 'is' : 'are'} not in the sums.`]
        : [],
    actions: [{ label: 'List deals', command: 'sophia deals list' }],
  };
}
