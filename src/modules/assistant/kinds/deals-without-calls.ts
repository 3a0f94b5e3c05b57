import { sql } from '#platform/sql';
import { callsSource } from '../query/sources.ts';
import { counts } from './draft.ts';
import { dealFilters, narrowedTo, periodOr, spanOf, within } from './filters.ts';
import { isOpen, listDeals, worthOf } from './list-deals.ts';
import type { Asked, Draft } from './question-kind.ts';

const asksWho =
  /^\W*(?:who|(?:which|what) (?:of (?:my|our|the) )?(?:reps?|sellers?|salespeople|representatives|aes))\b/i;

/** Open deals of which, and with whose company, there was no call in a time; “who has not” counts them by owner. */
export function dealsWithoutCalls(named: Asked): Promise<Draft> {
  const byOwner = named.slots.group === null && asksWho.test(named.text);
  const group = byOwner ? ({ by: 'owner', order: 'most', of: 'count' } as const) : named.slots.group;
  const asked = { ...named, slots: { ...named.slots, group } };
  const period = periodOr(asked, 'last 30 days');
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
      `${counts(count, 'open deal')}${narrowedTo(asked)}, worth ${worthOf(sum, asked)}, ${count === 1 ? 'has' : 'have'} had no call with the customer in that time (${spanOf(period)}).`,
    nothing: `Of every open deal${narrowedTo(asked)} there was a call with the customer in that time (${spanOf(period)}).`,
  });
}
