import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { allOf, emptyDraft, percent, runQuery } from './draft.ts';
import { dimensionNames, firstPlace, groupsNotListed, mostGroups, sharedBy } from './first-place.ts';
import type { Asked, Draft } from './question-kind.ts';

const Rate = z.object({ name: z.string().nullable(), won: z.number(), lost: z.number() });
type Rate = z.infer<typeof Rate>;

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
      group by 1 order by (count(*) < ${fewest}), (${by}) is null, ${share} ${isLeast ? sql`asc` : sql`desc`}, name`,
    row: Rate,
  });
  if (rows.length === 0)
    return { ...emptyDraft, outcome: 'nothing', text: `No deal${about} has closed.`, queries: [ran] };
  const lines = rows.slice(0, mostGroups).map(({ name, won, lost }) => ({
    text:
      won + lost < fewest
        ? `${name ?? 'none'}: ${won} won, ${lost} lost, too few for a rate`
        : `${name ?? 'none'}: ${percent(won / (won + lost))} (${won} won, ${lost} lost)`,
    proofs: [],
  }));
  const draft = { ...emptyDraft, lines, queries: [ran], unknown: groupsNotListed(rows) };
  const found = firstPlace({ rows: rows.filter(({ won, lost }) => won + lost >= fewest), value: rateOf });
  if (found === null) {
    const { group } = asked.slots;
    const whose =
      group !== null && rows.some(({ name }) => name === null) ? ` that has a ${dimensionNames[group.by]}` : '';
    const text = `None of them${whose} has the ${fewest} closed deals${about} that a win rate takes.`;
    return { ...draft, outcome: 'insufficient', text };
  }
  const { first, names } = found;
  const figures = [
    { name: 'won', value: first.won, unit: 'deals', query: 0, column: 'won' },
    { name: 'lost', value: first.lost, unit: 'deals', query: 0, column: 'lost' },
  ];
  const place = `${isLeast ? 'lowest' : 'highest'} win rate${about}`;
  const value = percent(rateOf(first));
  const text =
    names.length === 1
      ? `The ${place} is that of ${names[0] ?? ''} with ${value}.`
      : sharedBy({ names, place: `the ${place}`, value });
  return { ...draft, figures, text };
}

function rateOf({ won, lost }: Rate): number {
  return won / (won + lost);
}
