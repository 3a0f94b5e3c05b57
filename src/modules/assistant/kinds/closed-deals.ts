import { z } from 'zod';
import { wordsOfAnotherCall } from '#contracts';
import { sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { counts, emptyDraft, runQuery } from './draft.ts';
import { dealFilters, narrowedTo, periodName, periodOrEver, spanOf, within } from './filters.ts';
import { listDeals, worthOf } from './list-deals.ts';
import { type Asked, type Draft, type QuestionKind } from './question-kind.ts';

const whyExamples = [
  'why do we lose deals',
  'why did we lose deals {period}',
  'top reasons for losing',
  'lost reasons {period}',
  'what are the reasons deals were lost',
  'why are we losing',
  'why did we lose {account}',
  'loss reasons',
  'what is the most common reason for lost deals',
];

/** “What did we lose and why”: the reason of the CRM stands with what was lost. */
const tellsWhy = /^(?:why|for (?:what|which) reasons?|what (?:was|were) the reasons?)\b/i;

/** Deals that were won or lost. */
export const closedDealKinds: readonly QuestionKind[] = [
  closedKind({
    id: 'deals.won',
    isWon: true,
    what: 'Deals won in a period',
    examples: [
      'which deals did we win {period}',
      'what did we win {period}',
      'deals won {period}',
      'deals {rep} closed {period}',
      'deals that {rep} closed {period}',
      'which deals did {rep} close {period}',
      'what did {rep} close {period}',
      'closed won {period}',
      'how many deals did {rep} win {period}',
      'how much did we close {period}',
      'what have we closed {period}',
      'how much revenue did we win {period}',
      'show won deals',
      'our wins {period}',
      'bookings {period}',
      'which renewals did we win {period}',
      'how many deals were won {period}',
    ],
  }),
  closedKind({
    id: 'deals.lost',
    isWon: false,
    what: 'Deals lost in a period',
    examples: [
      'how many deals did we lose to {competitor}',
      'did we lose deals to {competitor}',
      'which deals did we lose {period}',
      'what did we lose {period}',
      'deals lost {period}',
      'closed lost {period}',
      'how many deals did {rep} lose {period}',
      'how much did we lose {period}',
      'show lost deals',
      'our losses {period}',
      'which customers churned {period}',
      'how many deals were lost {period}',
      'which accounts did we lose',
    ],
  }),
  lostReasons(),
];

function closedKind({
  id,
  isWon,
  what,
  examples,
}: {
  id: string;
  isWon: boolean;
  what: string;
  examples: string[];
}): QuestionKind {
  const word = isWon ? 'won' : 'lost';
  return {
    id,
    what,
    examples,
    ...(isWon ? {} : { alsoTells: tellsWhy }),
    answer: (asked) => {
      const period = periodOrEver(asked, 'this quarter');
      return listDeals({
        asked,
        definition: `Deals${narrowedTo(asked)} in a stage that is ${word}, with a close date in that time (${spanOf(period)})`,
        where: [
          sql`deal.is_closed`,
          isWon ? sql`deal.is_won` : sql`not deal.is_won`,
          within(sql`deal.close_date`, period),
          ...dealFilters(asked),
        ],
        order: sql`close_date desc, name`,
        ...(isWon ? {} : { note: sql`lost_reason` }),
        text: ({ count, sum }) =>
          `${counts(count, 'deal')}${narrowedTo(asked)} ${count === 1 ? 'was' : 'were'} ${word} in that time (${spanOf(period)}), worth ${worthOf(sum, asked)}.`,
        nothing: `No deal${narrowedTo(asked)} was ${word} in that time (${spanOf(period)}).`,
      });
    },
  };
}

const Reason = z.object({
  reason: z.string().nullable(),
  is_kept: z.boolean(),
  count: z.number(),
  total: z.number(),
  names: z.array(z.string()),
});

function lostReasons(): QuestionKind {
  return {
    id: 'deals.lost_reasons',
    what: 'Why deals were lost, by the reason in the CRM',
    examples: whyExamples,
    alsoTells: tellsWhy,
    answer: whyLost,
  };
}

async function whyLost(asked: Asked): Promise<Draft> {
  const { period } = asked.slots;
  const where = [
    sql`deal.is_closed and not deal.is_won`,
    ...(period === null ? [] : [within(sql`deal.close_date`, period)]),
    ...dealFilters(asked),
  ];
  const { rows, ran } = await runQuery({
    asked,
    definition: `Lost deals${narrowedTo(asked)}${periodName(asked)} by the reason that the CRM gives`,
    query: sql`select lost_reason as reason, lost_reason is null and has_lost_reason as is_kept, count(*)::int as count, (sum(count(*)) over ())::int as total, array_agg(name order by name) as names
        from ${dealsSource(asked.scope)}
        where ${sql.join(
          where.map((one) => sql`(${one})`),
          sql` and `,
        )}
        group by 1, 2 order by lost_reason is null, count desc, reason`,
    row: Reason,
  });
  if (rows.length === 0)
    return {
      ...emptyDraft,
      outcome: 'nothing',
      text: `No deal${narrowedTo(asked)} was lost${periodName(asked)}.`,
      queries: [ran],
    };
  const total = rows[0]?.total ?? 0;
  const unsaid = rows.find(({ reason, is_kept: isKept }) => reason === null && !isKept)?.count ?? 0;
  const [first] = rows.filter(({ reason }) => reason !== null);
  return {
    ...emptyDraft,
    text: `${counts(total, 'deal')}${narrowedTo(asked)} ${total === 1 ? 'was' : 'were'} lost${periodName(asked)}${first === undefined ? '' : `; most often because of ${words(first.reason)} (${first.count})`}.`,
    lines: rows.map(({ reason, is_kept: isKept, count, names }) => ({
      text: `${reason === null ? (isKept ? wordsOfAnotherCall : 'no reason given') : words(reason)}: ${count} (${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''})`,
      proofs: [],
    })),
    figures: [
      ...(first === undefined
        ? []
        : [{ name: words(first.reason), value: first.count, unit: 'deals', query: 0, column: 'count' }]),
      { name: 'lost deals', value: total, unit: 'deals', query: 0, column: 'total' },
    ],
    queries: [ran],
    unknown: unsaid === 0 ? [] : [`The CRM gives no reason for ${counts(unsaid, 'deal')}.`],
  };
}

function words(value: string | null): string {
  return (value ?? '').replaceAll('_', ' ');
}
