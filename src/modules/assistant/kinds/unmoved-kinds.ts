import { type SQL, sql } from '#platform/sql';
import { type Period, shiftDay } from '../entities/period.ts';
import { dealsSource, movesSource } from '../query/sources.ts';
import { counts, emptyDraft } from './draft.ts';
import { closingIn, dealFilters, inTime, narrowedTo, periodName } from './filters.ts';
import { dealRanks, isOpen, listDeals, worthOf } from './list-deals.ts';
import type { Asked, Draft, QuestionKind } from './question-kind.ts';

/** Of a question that names no days. */
const usualDays = 30;

/** In which time a deal did not come to its stage, in words, and which of the days are of its closing. */
interface Unmoved {
  readonly asked: Asked;
  readonly from: string;
  readonly to: string;
  /** `have been in their stage for more than 30 days (since before 2026-10-17)`. */
  readonly stayed: readonly [one: string, several: string];
  readonly said: string;
}

/** Open deals that came to their stage before a time and have not left it, by the history of the CRM. */
async function unmovedDeals(named: Asked): Promise<Draft> {
  const { asked, from, to, stayed, said } = unmovedOf(named);
  if (from > shiftDay(asked.today, 1))
    return {
      ...emptyDraft,
      outcome: 'insufficient',
      text: 'That time has not begun, so which deals will not have moved in it is not known. Ask of a time that has begun, such as the last 30 days.',
    };
  const about = `${narrowedTo(asked)}${periodName(asked)}`;
  return listDeals({
    asked,
    from: withStay(asked, to),
    definition: `Open deals${about} that came to their stage before ${from} and did not change it until ${to}; without a history of stages, the day on which they came in counts`,
    where: [isOpen, sql`stage_since < ${from}::date`, ...dealFilters(asked), ...closingIn(asked)],
    order: sql`stage_since, name`,
    ...(to < asked.today
      ? {}
      : { note: sql`'there since ' || stage_since::text || ' (' || (${asked.today}::date - stage_since) || ' days)'` }),
    ranks: {
      ...dealRanks,
      length: { column: sql`${to}::date - stage_since`, most: 'longest there', least: 'shortest there' },
    },
    text: ({ count, sum }) =>
      `${counts(count, 'open deal')}${about} ${stayed[count === 1 ? 0 : 1]}, worth ${worthOf(sum, asked)}.${said}`,
    nothing: `No open deal${about} ${stayed[0]}.${said}`,
  });
}

function unmovedOf(asked: Asked): Unmoved {
  const { stay, period } = asked.slots;
  const { today } = asked;
  if (stay === null && period === null && asksForAll(asked)) {
    const tomorrow = shiftDay(today, 1);
    return { asked, from: tomorrow, to: today, stayed: ['stands in its stage', 'stand in their stage'], said: '' };
  }
  if (stay !== null) return { asked, from: stay.from, to: today, stayed: stayedFor(stay), said: '' };
  if (period !== null && !isOfClosing({ asked, period })) {
    const to = period.to > today ? today : period.to;
    const words = `moved to another stage ${inTime(period)}`;
    const without = { ...asked, slots: { ...asked.slots, period: null } };
    return { asked: without, from: period.from, to, stayed: [`has not ${words}`, `have not ${words}`], said: '' };
  }
  const from = shiftDay(today, -usualDays);
  return {
    asked,
    from,
    to: today,
    stayed: stayedFor({ from, name: `more than ${usualDays} days` }),
    said: ` No number of days was named, so more than ${usualDays} are meant; “not moved in 14 days” names another.`,
  };
}

/** “How long has it been there” and “the longest” go by no number of days. */
function asksForAll({ slots, text }: Asked): boolean {
  return slots.rank?.by === 'length' || /\bhow long\b/i.test(text);
}

function stayedFor({ from, name }: { from: string; name: string }): Unmoved['stayed'] {
  const time = `for ${name} (since before ${from})`;
  return [`has been in its stage ${time}`, `have been in their stage ${time}`];
}

/** “Which deals closing this quarter have not moved” says when they close, and not since when they stand. */
function isOfClosing({ asked, period }: { asked: Asked; period: Period }): boolean {
  const words = asked.text.toLowerCase().split(period.name)[0] ?? '';
  return /\b(?:clos\w+|due|end\w*|up|expected|renew\w*)(?: (?:in|on|by|during|within|for))?(?: the)? ?$/.test(words);
}

/** Open deals with the day on which they came to the stage that they had at the end of a time; their history is read once. */
function withStay({ scope }: Asked, to: string): SQL {
  return sql`(
    with entered as materialized (
      select move.deal_id, max(move.day) as day
      from ${movesSource(scope)}
      where move.property = 'dealstage' and move.value is distinct from move.before and move.day <= ${to}::date
      group by move.deal_id
    )
    select deal.*, coalesce(entered.day, deal.created_date) as stage_since
    from ${dealsSource(scope)} left join entered on entered.deal_id = deal.id
  ) deal`;
}

export const unmovedKinds: readonly QuestionKind[] = [
  {
    id: 'deals.unmoved',
    what: 'Open deals that have been in their stage for a time',
    takesStay: true,
    says: /\b(?:not|never|no|nothing|without|\w+n['’]?t)\b.*\b(?:mov\w*|progress\w*|advanc\w*|budged?|chang\w*|stages?)\b|\b(?:stuck|stalled|stages?|sat|sit|sitting|stayed|remain\w*|parked|linger\w*|stagnant|unmoved|standstill)\b|\{stay\}/i,
    examples: [
      'which deals have not moved {period}',
      'which deals havent moved {period}',
      'which deals have not moved {stay}',
      'which deals havent moved {stay}',
      'deals that have not moved {stay}',
      'which deals did not move {period}',
      'which deals have not changed stage {period}',
      'which deals did not change stage {period}',
      'which deals have not progressed {stay}',
      'which deals are not moving',
      'which of {rep} deals have not moved {stay}',
      'which of {rep} deals have not moved {period}',
      'deals closing {period} that have not moved {stay}',
      'which deals have been in a stage {stay}',
      'which deals have been in the same stage {stay}',
      'which deals have been in {stage} {stay}',
      'deals in {stage} {stay}',
      'deals sitting in {stage} {stay}',
      'which deals have been stuck {stay}',
      'which deals are stuck {stay}',
      'deals stuck in their stage {stay}',
      'stuck deals {stay}',
      'deals of {rep} stuck {stay}',
      'how many deals are stuck {stay}',
      'how many deals have not moved {stay}',
      'what has been stuck {stay}',
      'what has not moved {stay}',
      'deals {stay} in their stage',
      'which deal has been in its stage the longest',
      'which renewals have not moved {stay}',
      'has {account} been in its stage {stay}',
      'how long has {account} been in its stage',
      'how long has {account} been in {stage}',
      'which deals have been in their stage the longest',
    ],
    answer: unmovedDeals,
  },
];
