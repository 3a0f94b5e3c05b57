import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { allOf, counts, emptyDraft, money, runQuery } from './draft.ts';
import { dimensionNames, firstPlace, groupsNotListed, mostGroups, sharedBy } from './first-place.ts';
import type { Asked, Draft } from './question-kind.ts';

const Mean = z.object({ name: z.string().nullable(), count: z.number(), average: z.number() });
type Mean = z.infer<typeof Mean>;

/** The mean amount of each group, and which has the highest or the lowest; what has no name comes last. */
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
      group by 1 order by (${by}) is null, average ${isLeast ? sql`asc` : sql`desc`}, name`,
    row: Mean,
  });
  const [first] = rows;
  if (first === undefined)
    return { ...emptyDraft, outcome: 'nothing', text: `There are no ${what} with an amount.`, queries: [ran] };
  return {
    ...emptyDraft,
    text: sentenceOf({ asked, rows, what }),
    lines: rows.slice(0, mostGroups).map(({ name, count, average }) => ({
      text: `${name ?? 'none'}: ${money(cents(average), asked.currency)} in ${counts(count, 'deal')}`,
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
    unknown: groupsNotListed(rows),
  };
}

/** The one with the first place, or all whose averages are the same to the cent. */
function sentenceOf({ asked, rows, what }: { asked: Asked; rows: readonly Mean[]; what: string }): string {
  const { group } = asked.slots;
  const found = firstPlace({ rows, value: ({ average }) => cents(average) });
  if (found === null) return `None of them has a ${group === null ? 'name' : dimensionNames[group.by]}.`;
  const { first, names } = found;
  const place = `${group?.order === 'least' ? 'lowest' : 'highest'} average of ${what}`;
  const value = money(cents(first.average), asked.currency);
  return names.length === 1
    ? `The ${place} is that of ${names[0] ?? ''} with ${value}.`
    : sharedBy({ names, place: `the ${place}`, value });
}

function cents(average: number): number {
  return Math.round(average * 100) / 100;
}
