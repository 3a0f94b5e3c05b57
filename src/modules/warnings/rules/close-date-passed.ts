import { dayOf, daysBetween, instantOf } from '../days.ts';
import type { DealView, Verdict } from '../deal-view.ts';

const severeAfterDays = 30;

/** The day on which the deal was to close is over. */
export function closeDatePassed({ deal, changes, now }: DealView): Verdict {
  const closesAt = instantOf(deal.properties['closedate']);
  if (closesAt === null) return { holds: false, because: 'The deal has no close date.' };
  const day = dayOf(closesAt);
  if (day >= dayOf(now)) return { holds: false, because: `The close date is ${day}.` };
  const set = changes.find(({ property }) => property === 'closedate');
  return {
    holds: true,
    severity: daysBetween(closesAt, now) > severeAfterDays ? 'high' : 'medium',
    explanation: `The close date, ${day}, is over, and the deal is open.`,
    evidence: set === undefined ? [] : [{ type: 'change', ...pick(set) }],
  };
}

function pick({ property, value, at, source }: DealView['changes'][number]) {
  return { property, value, at, source };
}
