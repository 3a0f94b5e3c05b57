import { z } from 'zod';
import type { AnswerFigure } from '#contracts';
import { type SQL, sql } from '#platform/sql';
import type { Axis } from '../entities/shape.ts';
import { allOf, counts, emptyDraft, runQuery } from './draft.ts';
import { type Groups, groupRows } from './group-rows.ts';
import type { Asked, Draft, DraftLine } from './question-kind.ts';

/** How many lines an answer lists; the number above them counts all. */
const mostLines = 12;

export interface Listing<Row> {
  readonly asked: Asked;
  /** What is counted, in words. */
  readonly definition: string;
  readonly from: SQL;
  readonly where: readonly SQL[];
  readonly order: SQL;
  readonly columns: SQL;
  readonly row: z.ZodType<Row>;
  readonly line: (row: Row) => DraftLine;
  /** The name of what is counted: `deals`. */
  readonly unit: string;
  /** The column whose sum is told as well, in the currency of the workspace. */
  readonly sum?: SQL;
  /** Counted apart: the column that must differ, where rows repeat. */
  readonly distinct?: SQL;
  readonly limit?: number;
  /** By which columns the rows can be counted, and one of them in a word, where a question asks for that. */
  readonly groups?: Groups;
  readonly noun?: string;
  /** What a superlative of the question goes by. */
  readonly ranks?: Ranks;
  readonly text: (found: { count: number; sum: number; rows: readonly Row[] }) => string;
  readonly nothing: string;
  readonly actions?: Draft['actions'];
  /** What can be done to what a line is about; told for the first few. */
  readonly deeds?: (row: Row) => Draft['actions'];
}

/** The columns of superlatives, each with what the most and the least of it are called. */
export type Ranks = Readonly<
  Partial<Record<Axis, { readonly column: SQL; readonly most: string; readonly least: string }>>
>;

const Total = z.object({
  count: z.number(),
  sum: z.number().nullable(),
  others: z.number(),
  without: z.number(),
  placed: z.number(),
});

/** Counts, sums and lists: the number from one query, the lines from another over the same rows. */
export async function answerList<Row>(given: Listing<Row>): Promise<Draft> {
  const grouped = groupedBy(given);
  if (grouped !== null) return grouped;
  const listing = ranked(given);
  const { asked, from, where, order, columns, row, line, sum, unit, definition, placedBy } = listing;
  const condition = allOf(where);
  const counted = listing.distinct === undefined ? sql`count(*)::int` : sql`count(distinct ${listing.distinct})::int`;
  const isOurs = sql`coalesce(currency, ${asked.currency}) = ${asked.currency}`;
  const sums =
    sum === undefined
      ? sql`null::float8 as sum, 0 as others, 0 as without`
      : sql`(sum(${sum}) filter (where ${isOurs}))::float8 as sum, (count(*) filter (where not (${isOurs})))::int as others,
        (count(*) filter (where ${sum} is null))::int as without`;
  const total = await runQuery({
    asked,
    definition,
    query: sql`select ${counted} as count, ${sums}, ${placedBy === undefined ? sql`0` : sql`count(${placedBy})::int`} as placed
      from ${from}
      where ${condition}`,
    row: Total,
  });
  const { count = 0, sum: amount = null, others = 0, without = 0, placed = 0 } = total.rows[0] ?? {};
  // What has no value to be compared by is counted, and stands in no order.
  const limit = placed > 0 ? Math.min(listing.limit ?? mostLines, placed) : (listing.limit ?? mostLines);
  const listed = await runQuery({
    asked,
    definition: `${definition}: the first ${limit}`,
    query: sql`select ${columns}
      from ${from}
      where ${condition}
      order by ${order}
      limit ${limit}`,
    row,
  });
  const queries = [total.ran, listed.ran];
  const figures = figuresOf({ unit, count, amount, hasSum: sum !== undefined, asked });
  if (count === 0) return { ...emptyDraft, outcome: 'nothing', text: listing.nothing, queries, figures };
  const isOrdered = placedBy === undefined || placed > 0;
  return {
    outcome: 'answered',
    text: (isOrdered ? listing : given).text({ count, sum: amount ?? 0, rows: listed.rows }),
    lines: listed.rows.map(line),
    figures,
    queries,
    unknown: [
      ...(isOrdered ? [] : ['What they would be compared by is known of none of them.']),
      ...(others > 0
        ? [`${counts(others, 'deal')} in another currency ${others === 1 ? 'is' : 'are'} not in the sum.`]
        : []),
      ...(without > 0 ? [`${counts(without, 'deal')} ${without === 1 ? 'has' : 'have'} no amount in the CRM.`] : []),
      ...(count > listed.rows.length && listing.distinct === undefined
        ? [`${count - listed.rows.length} more are not listed here.`]
        : []),
    ],
    actions: actionsOf({ listing, rows: listed.rows, count }),
  };
}

/** More lines with deeds of their own would bury the answer. */
const mostWithDeeds = 3;

/** Where each line has its own, a command that has to be told of which is for the further ones. */
function actionsOf<Row>({
  listing: { actions = [], deeds },
  rows,
  count,
}: {
  listing: Listing<Row>;
  rows: readonly Row[];
  count: number;
}): Draft['actions'] {
  if (deeds === undefined) return actions;
  const own = rows.slice(0, mostWithDeeds).flatMap(deeds);
  return [...own, ...actions.filter(({ command }) => count > mostWithDeeds || !command.includes('<id>'))];
}

/** The same rows counted by what the question names: `per rep`, `which stage has the most`. */
function groupedBy<Row>({ sum, distinct, unit, noun, groups, ...listing }: Listing<Row>): Promise<Draft> | null {
  const { group } = listing.asked.slots;
  const by = group === null ? undefined : groups?.[group.by];
  if (group === null || by === undefined) return null;
  return groupRows({
    asked: listing.asked,
    definition: listing.definition,
    from: listing.from,
    where: listing.where,
    text: ({ count, sum: amount }) => listing.text({ count, sum: amount, rows: [] }),
    nothing: listing.nothing,
    ...(listing.actions === undefined ? {} : { actions: listing.actions }),
    by,
    grouping: group,
    unit,
    noun: noun ?? unit.replace(/s$/, ''),
    ...(sum === undefined ? {} : { sum }),
    ...(distinct === undefined ? {} : { distinct }),
  });
}

/** How many a superlative lists where the question gives no number. */
const mostRanked = 5;

/** The same rows by the superlative of the question, the one that is meant named in the sentence. */
function ranked<Row>(listing: Listing<Row>): Listing<Row> & { readonly placedBy?: SQL } {
  const { rank } = listing.asked.slots;
  const axis = rank === null ? undefined : listing.ranks?.[rank.by];
  if (rank === null || axis === undefined) return listing;
  const { column } = axis;
  const word = axis[rank.order];
  return {
    ...listing,
    definition: `${listing.definition}, the ${word} first`,
    placedBy: column,
    order:
      rank.order === 'most'
        ? sql`${column} desc nulls last, ${listing.order}`
        : sql`${column} asc nulls last, ${listing.order}`,
    limit: rank.count ?? mostRanked,
    text: (found) => {
      const [first] = found.rows;
      const all = listing.text(found);
      return first === undefined ? all : `${all} The ${word}: ${listing.line(first).text}.`;
    },
  };
}

function figuresOf({
  unit,
  count,
  amount,
  hasSum,
  asked,
}: {
  unit: string;
  count: number;
  amount: number | null;
  hasSum: boolean;
  asked: Asked;
}): AnswerFigure[] {
  const figures: AnswerFigure[] = [{ name: unit, value: count, unit, query: 0, column: 'count' }];
  if (hasSum && amount !== null)
    figures.push({ name: 'amount', value: amount, unit: asked.currency, query: 0, column: 'sum' });
  return figures;
}
