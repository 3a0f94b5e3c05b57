import { dayOf, daysBetween } from '../days.ts';
import type { DealView, Verdict } from '../deal-view.ts';

/** The deal has been in its stage for longer than the stage allows. A stage that is set again to itself has not begun anew. */
export function stuckInStage({ deal, changes, days, stage, now }: DealView): Verdict {
  const stages = changes.filter(({ property }) => property === 'dealstage').toReversed();
  const current = deal.properties['dealstage'] ?? null;
  const before = stages.findLastIndex(({ value }) => value !== current);
  const entered = stages[before + 1];
  const since = entered?.at ?? deal.createdAt;
  if (daysBetween(since, now) <= days.stuckDays) {
    return { holds: false, because: `The deal came into the stage ${stage} on ${dayOf(since)}.` };
  }
  return {
    holds: true,
    severity: daysBetween(since, now) > 2 * days.stuckDays ? 'high' : 'medium',
    explanation: `The deal has been in the stage ${stage} since ${dayOf(since)}. There a deal is stuck after ${days.stuckDays} days.`,
    evidence:
      entered === undefined
        ? []
        : [{ type: 'change', property: 'dealstage', value: entered.value, at: entered.at, source: entered.source }],
  };
}
