import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { answerList, type Listing, type Ranks } from './answer-list.ts';
import { money } from './draft.ts';
import type { Groups } from './group-rows.ts';
import { type Asked, type Draft, type DraftLine } from './question-kind.ts';

/** A deal as answers list it. */
export const DealRow = z.object({
  id: z.string(),
  name: z.string(),
  stage: z.string().nullable(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  close_date: z.string().nullable(),
  owner: z.string().nullable(),
  note: z.string().nullable(),
});
export type DealRow = z.infer<typeof DealRow>;

type DealListing = Pick<Listing<DealRow>, 'asked' | 'definition' | 'where' | 'text' | 'nothing'> & {
  readonly order?: SQL;
  readonly note?: SQL;
  readonly limit?: number;
  readonly noSum?: true;
  /** The same deals with further columns. */
  readonly from?: SQL;
  readonly ranks?: Ranks;
};

/** A list of deals as every question about several of them has it. */
export function listDeals({ asked, note, order, noSum, ...rest }: DealListing): Promise<Draft> {
  return answerList({
    asked,
    from: dealsSource(asked.scope),
    order: order ?? sql`close_date nulls last, name`,
    columns: sql`id, name, stage, amount::float8 as amount, currency, close_date::text as close_date, owner, ${note ?? ageOf(asked)} as note`,
    row: DealRow,
    line: (row) => dealLine(row, asked),
    unit: 'deals',
    ...(noSum === true ? {} : { sum: sql`amount` }),
    actions: [{ label: 'List deals', command: 'sophia deals list' }],
    noun: 'deal',
    groups: dealGroups,
    ranks: dealRanks,
    ...rest,
  }).then((draft) => withNotCompared({ draft, asked }));
}

/** The oldest and the newest are shown with their day. */
function ageOf({ slots: { rank } }: Asked): SQL {
  return rank?.by === 'time' ? sql`'created ' || created_date::text` : sql`null::text`;
}

/** What deals can be counted by. */
export const dealGroups: Groups = {
  stage: sql`deal.stage`,
  owner: sql`deal.owner`,
  account: sql`deal.company`,
  competitor: sql`coalesce(deal.competitor, case when deal.has_competitor then 'not shown here' end)`,
  pipeline: sql`deal.pipeline`,
  reason: sql`coalesce(replace(deal.lost_reason, '_', ' '), case when deal.has_lost_reason then 'not shown here' end)`,
  month: sql`to_char(deal.close_date, 'YYYY-MM')`,
  quarter: sql`to_char(deal.close_date, 'YYYY "Q"Q')`,
};

/** The column that a rate or a mean is asked for by; null where it is asked for as a whole. */
export function dealGroupOf({ slots: { group } }: Asked): SQL | null {
  return group === null ? null : (dealGroups[group.by] ?? null);
}

/** What superlatives of deals go by. */
export const dealRanks = {
  size: { column: sql`amount`, most: 'largest', least: 'smallest' },
  time: { column: sql`created_date`, most: 'newest', least: 'oldest' },
  close: { column: sql`close_date`, most: 'last to close', least: 'first to close' },
} satisfies Ranks;

/** A bound says nothing of what has no amount, or one in another currency. */
export function withNotCompared({ draft, asked }: { draft: Draft; asked: Asked }): Draft {
  if (asked.slots.amount === null) return draft;
  const sentence = `Deals without an amount, or with one that is not in ${asked.slots.amount.currency ?? asked.currency}, are not compared.`;
  return { ...draft, unknown: [...draft.unknown, sentence] };
}

function dealLine(row: DealRow, asked: Asked): DraftLine {
  const facts = [
    row.stage,
    row.amount === null ? 'no amount' : money(row.amount, row.currency ?? asked.currency),
    row.close_date === null ? 'no close date' : `closes ${row.close_date}`,
    row.owner,
    row.note,
  ].filter((fact) => fact !== null);
  return {
    text: `${row.name}: ${facts.join(', ')}`,
    proofs: [{ type: 'record', isDeal: true, recordId: row.id, name: row.name }],
  };
}

export function worthOf(sum: number, asked: Asked): string {
  return money(sum, asked.currency);
}

export const isOpen = sql`not deal.is_closed`;
