import { sql } from '#platform/sql';
import { callsSource } from '../query/sources.ts';
import { asksReps } from './asks-reps.ts';
import { counts, emptyDraft } from './draft.ts';
import { dealFilters, inTime, narrowedTo, periodOr, spanOf, within } from './filters.ts';
import { isOpen, listDeals, worthOf } from './list-deals.ts';
import type { Asked, Draft } from './question-kind.ts';

const asksWho = /^\W*who\b/i;

/** Open deals of which, and with whose company, there was no call in a time; “who has not” counts them by owner. */
export async function dealsWithoutCalls(named: Asked): Promise<Draft> {
  const byOwner = named.slots.group === null && (asksWho.test(named.text) || asksReps.test(named.text));
  const group = byOwner ? ({ by: 'owner', order: 'most', of: 'count' } as const) : named.slots.group;
  const asked = { ...named, slots: { ...named.slots, group } };
  const period = periodOr(asked, 'last 30 days');
  if (period.from > asked.today)
    return {
      ...emptyDraft,
      outcome: 'insufficient',
      text: `That time (${spanOf(period)}) has not begun, so which deals will have had no call in it is not known. Ask of a time that has begun, such as the last 30 days.`,
    };
  const called = sql`${callsSource(asked.scope)} where ${within(sql`call.call_date`, period)}`;
  return listDeals({
    asked,
    definition: `Open deals${narrowedTo(asked)} without a call about them or with their company from ${period.from} to ${period.to}`,
    where: [
      isOpen,
      sql`deal.id not in (select call.deal_id from ${called} and call.deal_id is not null)`,
      sql`deal.company_id is null or deal.company_id not in (select call.company_id from ${called} and call.company_id is not null)`,
      ...dealFilters(asked),
    ],
    text: ({ count, sum }) =>
      `${counts(count, 'open deal')}${narrowedTo(asked)}, worth ${worthOf(sum, asked)}, ${count === 1 ? 'has' : 'have'} had no call with the customer ${inTime(period)}.`,
    nothing: `Of every open deal${narrowedTo(asked)} there was a call with the customer ${inTime(period)}.`,
  });
}
