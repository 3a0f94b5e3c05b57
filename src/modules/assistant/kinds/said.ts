import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { claimsSource } from '../query/sources.ts';
import { stretchOf, withoutMarks } from '../query/stretch-of.ts';
import { answerList, type Listing } from './answer-list.ts';
import { allOf, counts, emptyDraft, runQuery } from './draft.ts';
import { aboutSubject, ofDeals, within } from './filters.ts';
import type { Groups } from './group-rows.ts';
import type { Asked, Draft, DraftLine } from './question-kind.ts';

export const SaidRow = z.object({
  call_id: z.string(),
  title: z.string(),
  date: z.string().nullable(),
  company: z.string().nullable(),
  quote: z.string(),
  turn: z.number(),
  speaker: z.string(),
  note: z.string().nullable(),
});
export type SaidRow = z.infer<typeof SaidRow>;

/** A quote that is a name or a number is shown with the words around it. */
const shortQuote = 30;
const wordsAround = stretchOf({
  text: sql`spoken.text`,
  from: sql`greatest(1, claim.start_offset - 60)`,
  length: 180,
});
export const quoteWithWords = sql`case when length(quote) >= ${shortQuote} then quote else coalesce((
        select ${wordsAround} from turns spoken
        where spoken.call_version_id = claim.version_id and spoken.turn = claim.turn), quote) end`;
const saidColumns = sql`call_id, title, call_date::text as date, company, turn, speaker, ${quoteWithWords} as quote`;

/** A sentence of a call as a line, with the turn that it opens. */
export function saidLine({ call_id: callId, title, date, company, quote, turn, speaker, note }: SaidRow): DraftLine {
  const where = [company, date].filter((part) => part !== null).join(', ');
  return {
    text: `${speaker}${where === '' ? '' : ` (${where})`}: “${quote}”${note === null ? '' : `, ${note}`}`,
    proofs: [{ type: 'turn', callId, title, date, turn, quote: withoutMarks(quote), speaker }],
  };
}

type SaidListing = Pick<Listing<SaidRow>, 'asked' | 'definition' | 'where' | 'text' | 'nothing' | 'unit'> & {
  readonly list: string;
  readonly note?: SQL;
  readonly distinct?: SQL;
  readonly limit?: number;
  readonly actions?: Draft['actions'];
};

/** What can be counted by, of what was said. */
const saidGroups: Groups = {
  owner: sql`claim.rep`,
  account: sql`claim.company`,
  kind: sql`replace(claim.kind, '_', ' ')`,
  month: sql`to_char(claim.call_date, 'YYYY-MM')`,
};

/** What was found in calls under one heading of the analyses, the newest first. */
export function listSaid({ asked, list, note, where, ...rest }: SaidListing): Promise<Draft> {
  return answerList({
    asked,
    from: claimsSource(asked.scope),
    where: [sql`claim.list = ${list}`, ...where],
    order: sql`call_date desc nulls last, call_id desc, turn`,
    columns: sql`${saidColumns}, ${note ?? sql`null::text`} as note`,
    row: SaidRow,
    line: saidLine,
    groups: saidGroups,
    ...rest,
  });
}

/** Whom and which days the question narrows what was said to. */
export function saidFilters(asked: Asked): SQL[] {
  const { slots, focus } = asked;
  return [
    ...aboutSubject(asked, { company: sql`claim.company_id`, deal: sql`claim.deal_id` }),
    ...(focus.owner === null ? [] : [sql`claim.rep_owner_id = ${focus.owner.id}`]),
    ...(focus.contact === null ? [] : [sql`lower(claim.speaker) = ${focus.contact.name.toLowerCase()}`]),
    ...(slots.period === null ? [] : [within(sql`claim.call_date`, slots.period)]),
    ...ofDeals(asked, sql`claim.deal_id`),
  ];
}

const Counted = z.object({ name: z.string().nullable(), count: z.number(), calls: z.number(), total: z.number() });

/** How often each value of a column stands under one heading. */
export async function countSaid({
  asked,
  list,
  by,
  definition,
  where,
  text,
  nothing,
  unit,
  limit = 12,
}: {
  asked: Asked;
  list: string;
  by: SQL;
  definition: string;
  where: readonly SQL[];
  text: (first: { name: string; count: number; total: number }) => string;
  nothing: string;
  unit: string;
  limit?: number;
}): Promise<Draft> {
  const { rows, ran } = await runQuery({
    asked,
    definition,
    query: sql`select ${by} as name, count(*)::int as count, count(distinct claim.call_id)::int as calls, (sum(count(*)) over ())::int as total
      from ${claimsSource(asked.scope)}
      where ${allOf([sql`claim.list = ${list}`, ...where])}
      group by 1 order by count desc, name
      limit ${limit}`,
    row: Counted,
  });
  const [first] = rows;
  if (first === undefined) return { ...emptyDraft, outcome: 'nothing', text: nothing, queries: [ran] };
  return {
    ...emptyDraft,
    text: text({ name: spoken(first.name), count: first.count, total: first.total }),
    lines: rows.map(({ name, count, calls }) => ({
      text: `${spoken(name)}: ${count} in ${counts(calls, 'call')}`,
      proofs: [],
    })),
    figures: [
      { name: spoken(first.name), value: first.count, unit, query: 0, column: 'count' },
      { name: `all ${unit}`, value: first.total, unit, query: 0, column: 'total' },
    ],
    queries: [ran],
  };
}

function spoken(value: string | null): string {
  return (value ?? 'of no kind').replaceAll('_', ' ');
}
