import { sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { allOf, counts, money, runQuery } from './draft.ts';
import { closingIn, dealFilters, narrowedTo, periodName, subjectName } from './filters.ts';
import { DealRow, isOpen, listDeals, worthOf } from './list-deals.ts';
import type { Asked, Draft } from './question-kind.ts';

/** “Does Larkspur Hill still have an open deal?” is answered with yes or no. */
const asksWhether = /^\W*(?:(?:so|and|but)\s+)?(?:do|does|did|has|have|is|are)\b/i;
const mostEnded = 3;

/** Open deals; where a company is named that has none, what its last ones became. */
export async function openDeals(asked: Asked): Promise<Draft> {
  const wanted = asksWhether.test(asked.text) && subjectName(asked) !== null;
  const draft = await listDeals({
    asked,
    definition: `Open deals${narrowedTo(asked)}${periodName(asked)}`,
    where: [isOpen, ...dealFilters(asked), ...closingIn(asked)],
    text: ({ count, sum }) =>
      `${wanted ? 'Yes: ' : ''}${counts(count, 'open deal')}${narrowedTo(asked)}${periodName(asked)}, worth ${worthOf(sum, asked)}.`,
    nothing: `${wanted ? 'No: there' : 'There'} is no open deal${narrowedTo(asked)}${periodName(asked)}.`,
  });
  return draft.outcome === 'nothing' && subjectName(asked) !== null ? withEnded({ asked, draft }) : draft;
}

/** What is no longer open closed at some time, in whatever stage and period was asked for. */
async function withEnded({ asked, draft }: { asked: Asked; draft: Draft }): Promise<Draft> {
  const { focus } = asked;
  const slots = { ...asked.slots, stage: null, amount: null, competitor: null, created: null, lacks: [], team: null };
  const about = { ...asked, slots, focus: { ...focus, owner: null } };
  const { rows, ran } = await runQuery({
    asked,
    definition: `Deals${narrowedTo(about)} that closed, the last ones first`,
    query: sql`select id, name, stage, amount::float8 as amount, currency, close_date::text as close_date, owner,
        case when is_won then 'won' else 'lost' end as note
      from ${dealsSource(asked.scope)}
      where ${allOf([sql`deal.is_closed`, ...dealFilters(about)])}
      order by close_date desc nulls last, name
      limit ${mostEnded}`,
    row: DealRow,
  });
  if (rows.length === 0) return { ...draft, queries: [...draft.queries, ran] };
  return {
    ...draft,
    outcome: 'answered',
    text: `${draft.text} What closed last:`,
    lines: rows.map(({ id, name, note, amount, currency, close_date: day, owner }) => ({
      text: [
        `${name}: ${note ?? ''}${day === null ? '' : ` ${day}`}`,
        amount === null ? 'no amount' : money(amount, currency ?? asked.currency),
        ...(owner === null ? [] : [owner]),
      ].join(', '),
      proofs: [{ type: 'record', isDeal: true, recordId: id, name }],
    })),
    queries: [...draft.queries, ran],
  };
}
