import { z } from 'zod';
import type { AnswerFigure } from '#contracts';
import { type SQL, sql } from '#platform/sql';
import type { Dimension, Grouping } from '../entities/shape.ts';
import { allOf, counts, emptyDraft, money, runQuery } from './draft.ts';
import { dimensionNames, firstPlace, groupsNotListed, mostGroups, sharedBy } from './first-place.ts';
import type { Asked, Draft } from './question-kind.ts';

/** By which columns things can be counted. */
export type Groups = Readonly<Partial<Record<Dimension, SQL>>>;

const Group = z.object({
  name: z.string().nullable(),
  count: z.number(),
  sum: z.number().nullable(),
  others: z.number(),
  total_count: z.number(),
  total_sum: z.number().nullable(),
});
type Group = z.infer<typeof Group>;

interface GroupedListing {
  readonly asked: Asked;
  readonly definition: string;
  readonly from: SQL;
  readonly where: readonly SQL[];
  readonly by: SQL;
  readonly grouping: Grouping;
  /** Of groups that nobody compares, such as stages in their own order; by count, or sum, where it is left out. */
  readonly order?: SQL;
  /** One of what is counted: `deal`. */
  readonly noun: string;
  readonly unit: string;
  readonly sum?: SQL;
  readonly distinct?: SQL;
  readonly text: (total: { count: number; sum: number }) => string;
  readonly nothing: string;
  readonly actions?: Draft['actions'];
}

/** The number and the sum of things for each value of a column; which has the most or the least, where that was asked. */
export async function groupRows(listing: GroupedListing): Promise<Draft> {
  const { asked, definition, from, where, by, grouping, noun } = listing;
  const name = dimensionNames[grouping.by];
  const { rows, ran } = await runQuery({
    asked,
    definition: `${definition}, by ${name}`,
    query: sql`select ${by} as name, ${columnsOf(listing)},
        (sum(${countedOf(listing)}) over ())::int as total_count, ${totalSumOf(listing)} as total_sum
      from ${from}
      where ${allOf(where)}
      group by 1 order by ${orderOf(listing)}`,
    row: Group,
  });
  if (rows.length === 0) return { ...emptyDraft, outcome: 'nothing', text: listing.nothing, queries: [ran] };
  const others = rows.reduce((sum, row) => sum + row.others, 0);
  const [first] = rows;
  const total = { count: first?.total_count ?? 0, sum: first?.total_sum ?? 0 };
  return {
    ...emptyDraft,
    text: [
      listing.text(total).replace(/[.:]$/, grouping.order === null ? `, by ${name}:` : '.'),
      ...(grouping.order === null ? [] : [extremeOf({ listing, rows, name })]),
    ].join(' '),
    lines: rows
      .slice(0, mostGroups)
      .map((row) => ({ text: `${row.name ?? 'none'}: ${valuesOf({ listing, row })}`, proofs: [] })),
    figures: figuresOf({ listing, first }),
    queries: [ran],
    unknown: [
      ...(others > 0
        ? [`${counts(others, noun)} in another currency ${others === 1 ? 'is' : 'are'} not in the sums.`]
        : []),
      ...(grouping.order === 'least' ? [`What has none of them is not listed.`] : []),
      ...groupsNotListed(rows),
    ],
    actions: listing.actions ?? [],
  };
}

/** What stands first, and the whole. */
function figuresOf({ listing, first }: { listing: GroupedListing; first: Group | undefined }): AnswerFigure[] {
  const { asked, unit, sum } = listing;
  const name = first?.name ?? 'none';
  const [own = null, total = null] = sum === undefined ? [] : [first?.sum, first?.total_sum];
  const of = { query: 0, unit: asked.currency };
  return [
    { name, value: first?.count ?? 0, unit, query: 0, column: 'count' },
    ...(own === null ? [] : [{ ...of, name: `amount of ${name}`, value: own, column: 'sum' }]),
    { name: `all ${unit}`, value: first?.total_count ?? 0, unit, query: 0, column: 'total_count' },
    ...(total === null ? [] : [{ ...of, name: 'amount of all', value: total, column: 'total_sum' }]),
  ];
}

function countedOf({ distinct }: GroupedListing): SQL {
  return distinct === undefined ? sql`count(*)` : sql`count(distinct ${distinct})`;
}

function oursOf({ asked }: GroupedListing): SQL {
  return sql`coalesce(currency, ${asked.currency}) = ${asked.currency}`;
}

function totalSumOf(listing: GroupedListing): SQL {
  const { sum } = listing;
  if (sum === undefined) return sql`null::float8`;
  return sql`(sum(sum(${sum}) filter (where ${oursOf(listing)})) over ())::float8`;
}

function columnsOf(listing: GroupedListing): SQL {
  const { sum } = listing;
  const counted = sql`${countedOf(listing)}::int as count`;
  if (sum === undefined) return sql`${counted}, null::float8 as sum, 0 as others`;
  const ours = oursOf(listing);
  return sql`${counted}, (sum(${sum}) filter (where ${ours}))::float8 as sum, (count(*) filter (where not (${ours})))::int as others`;
}

/** Where the question leaves it open, people and accounts are compared by what their deals are worth. */
function comparesSums({ grouping, sum }: GroupedListing): boolean {
  if (sum === undefined || grouping.of === 'count') return false;
  return grouping.of === 'sum' || grouping.by === 'owner' || grouping.by === 'account';
}

function orderOf(listing: GroupedListing): SQL {
  const { grouping, order } = listing;
  if (grouping.order === null && order !== undefined) return order;
  const isTime = grouping.by === 'month' || grouping.by === 'quarter';
  if (grouping.order === null && isTime) return sql`name`;
  const value = comparesSums(listing) ? sql`sum` : sql`count`;
  // What has no name is none of those that are compared; the first row is the one that is named.
  const unnamed = grouping.order === null ? sql`` : sql`(${listing.by}) is null, `;
  return grouping.order === 'least'
    ? sql`${unnamed}${value} asc nulls first, name`
    : sql`${unnamed}${value} desc nulls last, name`;
}

/** The one that has the most, or all that share it. */
function extremeOf({ listing, rows, name }: { listing: GroupedListing; rows: readonly Group[]; name: string }): string {
  const { grouping, asked, noun } = listing;
  const isSum = comparesSums(listing);
  const place = firstPlace({ rows, value: (row) => (isSum ? (row.sum ?? 0) : row.count) });
  if (place === null) return `None of them has a ${name}.`;
  const { first, names } = place;
  const value = isSum ? money(first.sum ?? 0, asked.currency) : counts(first.count, noun);
  const word = grouping.order === 'least' ? 'least' : 'most';
  return names.length === 1
    ? `The ${name} with the ${word} is ${names[0] ?? ''} (${value}).`
    : sharedBy({ names, place: `the ${word}`, value });
}

function valuesOf({ listing, row }: { listing: GroupedListing; row: Group }): string {
  const number = counts(row.count, listing.noun);
  return listing.sum === undefined ? number : `${number}, ${money(row.sum ?? 0, listing.asked.currency)}`;
}
