import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { mentionList } from '../battlecard/mention-list.ts';
import { claimsSource, dealsSource } from '../query/sources.ts';
import { withoutMarks } from '../query/stretch-of.ts';
import { allOf, counts, emptyDraft, runQuery } from './draft.ts';
import { onDeals, periodName, subjectName } from './filters.ts';
import type { Asked, Draft, DraftLine } from './question-kind.ts';
import { quoteWithWords, saidFilters } from './said.ts';

const mostDeals = 20;

const DealMention = z.object({
  deal_id: z.string(),
  deal: z.string(),
  count: z.number(),
  names: z.string().nullable(),
  total: z.number(),
  last: z.object({
    callId: z.string(),
    title: z.string(),
    date: z.string().nullable(),
    turn: z.number(),
    quote: z.string(),
    speaker: z.string(),
  }),
});
type DealMention = z.infer<typeof DealMention>;

/** The deals in whose calls a competitor was mentioned, the one that is named or any, each with what was said last. */
export async function dealsWithRival(asked: Asked): Promise<Draft> {
  const { slots, focus, scope } = asked;
  const rival = slots.competitor;
  const subject = subjectName(asked);
  const whose = `${focus.owner === null ? '' : ` of ${focus.owner.name}`}${subject === null ? '' : ` for ${subject}`}${onDeals(asked).replace(' on deals', '')}`;
  const isOne = rival === null ? [] : [sql`lower(claim.name) = ${rival.toLowerCase()}`];
  const { rows, ran } = await runQuery({
    asked,
    definition: `Deals${whose} in whose calls${periodName(asked)} ${rival ?? 'a competitor'} was mentioned, each with the newest mention`,
    query: sql`select claim.deal_id, claim.deal, count(*)::int as count, string_agg(distinct claim.name, ', ' order by claim.name) as names,
        (count(*) over ())::int as total,
        (array_agg(jsonb_build_object('callId', claim.call_id, 'title', claim.title, 'date', claim.call_date, 'turn', claim.turn, 'speaker', claim.speaker,
          'quote', ${quoteWithWords}) order by claim.call_date desc nulls last, claim.call_id desc, claim.turn))[1] as last
      from ${claimsSource(scope)}
      where ${allOf([sql`claim.list = ${mentionList} and claim.deal_id is not null`, ...isOne, ...ofOwner(asked), ...saidFilters(withoutOwner(asked))])}
      group by claim.deal_id, claim.deal order by count desc, claim.deal, claim.deal_id limit ${mostDeals}`,
    row: DealMention,
  });
  const who = rival ?? 'A competitor';
  const [first] = rows;
  if (first === undefined) {
    const [none, deal] = rival === null ? ['No competitor', 'any deal'] : [rival, 'no deal'];
    const text = `${none} was mentioned in the calls of ${deal}${whose}${periodName(asked)}.`;
    return { ...emptyDraft, outcome: 'nothing', text, queries: [ran] };
  }
  const more = first.total - rows.length;
  return {
    ...emptyDraft,
    text: `${who} was mentioned in the calls of ${counts(first.total, 'deal')}${whose}${periodName(asked)}.`,
    lines: rows.map((row) => lineOf({ row, rival })),
    figures: [
      { name: 'deals', value: first.total, unit: 'deals', query: 0, column: 'total' },
      { name: first.deal, value: first.count, unit: 'mentions', query: 0, column: 'count' },
    ],
    queries: [ran],
    unknown:
      more > 0
        ? [`${counts(more, 'more deal')} with as many mentions or fewer ${more === 1 ? 'is' : 'are'} not listed.`]
        : [],
  };
}

/** The deal with the number of mentions, and the last of them with the turn that it opens. */
function lineOf({ row, rival }: { row: DealMention; rival: string | null }): DraftLine {
  const { deal_id: recordId, deal, count, names, last } = row;
  const who = rival === null && names !== null ? ` of ${names}` : '';
  const when = last.date === null ? '' : ` (${last.date})`;
  return {
    text: `${deal}: ${counts(count, 'mention')}${who}; the last by ${last.speaker}${when}: “${last.quote}”`,
    proofs: [
      { type: 'record', isDeal: true, recordId, name: deal },
      { type: 'turn', ...last, quote: withoutMarks(last.quote) },
    ],
  };
}

/** “Maya's deals” are those that she owns, whoever led the call. */
function ofOwner({ focus, scope }: Asked): SQL[] {
  if (focus.owner === null) return [];
  return [sql`claim.deal_id in (select deal.id from ${dealsSource(scope)} where deal.owner_id = ${focus.owner.id})`];
}

function withoutOwner(asked: Asked): Asked {
  return { ...asked, focus: { ...asked.focus, owner: null } };
}
