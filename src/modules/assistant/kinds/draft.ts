import { z } from 'zod';
import type { AnswerFigure, AnswerQuery } from '#contracts';
import { type SQL, sql } from '#platform/sql';
import { inlineParameters } from '../query/inline-parameters.ts';
import type { Asked, Draft, DraftLine } from './question-kind.ts';

/** How many lines an answer lists; the number above them counts all. */
const mostLines = 12;

/** Runs a query for an answer and keeps it in a form that can be run again. */
export async function runQuery<Row>({
  asked,
  definition,
  query,
  row,
}: {
  asked: Asked;
  definition: string;
  query: SQL;
  row: z.ZodType<Row>;
}): Promise<{ rows: Row[]; ran: AnswerQuery }> {
  const { rows } = await asked.ctx.db.execute(query);
  return { rows: z.array(row).parse(rows), ran: { definition, sql: inlineParameters(query) } };
}

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
  readonly text: (found: { count: number; sum: number; rows: readonly Row[] }) => string;
  readonly nothing: string;
  readonly actions?: Draft['actions'];
}

const Total = z.object({ count: z.number(), sum: z.number().nullable(), others: z.number(), without: z.number() });

/** Counts, sums and lists: the number from one query, the lines from another over the same rows. */
export async function answerList<Row>(listing: Listing<Row>): Promise<Draft> {
  const { asked, from, where, order, columns, row, line, sum, unit, definition } = listing;
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
    query: sql`select ${counted} as count, ${sums}
      from ${from}
      where ${condition}`,
    row: Total,
  });
  const listed = await runQuery({
    asked,
    definition: `${definition}: the first ${listing.limit ?? mostLines}`,
    query: sql`select ${columns}
      from ${from}
      where ${condition}
      order by ${order}
      limit ${listing.limit ?? mostLines}`,
    row,
  });
  const { count = 0, sum: amount = null, others = 0, without = 0 } = total.rows[0] ?? {};
  const queries = [total.ran, listed.ran];
  const figures = figuresOf({ unit, count, amount, hasSum: sum !== undefined, asked });
  if (count === 0) return { ...emptyDraft, outcome: 'nothing', text: listing.nothing, queries, figures };
  return {
    outcome: 'answered',
    text: listing.text({ count, sum: amount ?? 0, rows: listed.rows }),
    lines: listed.rows.map(line),
    figures,
    queries,
    unknown: [
      ...(others > 0
        ? [`${counts(others, 'deal')} in another currency ${others === 1 ? 'is' : 'are'} not in the sum.`]
        : []),
      ...(without > 0 ? [`${counts(without, 'deal')} ${without === 1 ? 'has' : 'have'} no amount in the CRM.`] : []),
      ...(count > listed.rows.length && listing.distinct === undefined
        ? [`${count - listed.rows.length} more are not listed here.`]
        : []),
    ],
    actions: listing.actions ?? [],
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

export const emptyDraft: Draft = {
  outcome: 'answered',
  text: '',
  lines: [],
  figures: [],
  queries: [],
  unknown: [],
  actions: [],
};

export function allOf(conditions: readonly SQL[]): SQL {
  return conditions.length === 0
    ? sql`true`
    : sql.join(
        conditions.map((one) => sql`(${one})`),
        sql` and `,
      );
}

/** `1 deal`, `3 deals`, `2 companies`. */
export function counts(count: number, noun: string): string {
  const many = noun.endsWith('y') && !/[aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : many}`;
}

export function money(amount: number, currency: string): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount);
}

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
