import { dayOf, daysBetween, instantOf } from '../days.ts';
import type { DealView, Verdict } from '../deal-view.ts';

/** The close date has gone to a later day again and again. */
export function closeDatePushed({ changes, limits, now }: DealView): Verdict {
  const { atLeast, withinDays } = limits.pushes;
  const dates = changes
    .filter(({ property }) => property === 'closedate')
    .flatMap(({ value, at, source }) => {
      const closesAt = instantOf(value);
      return closesAt === null ? [] : [{ value, at, source, day: dayOf(closesAt) }];
    })
    .toReversed();
  const pushes = dates.filter(
    ({ at, day }, place) => place > 0 && day > (dates[place - 1]?.day ?? '') && daysBetween(at, now) <= withinDays,
  );
  if (pushes.length < atLeast) {
    return {
      holds: false,
      because: `The close date was pushed ${timesOf(pushes.length)} in ${withinDays} days.`,
    };
  }
  return {
    holds: true,
    severity: pushes.length > atLeast ? 'high' : 'medium',
    explanation: `The close date was pushed ${timesOf(pushes.length)} in ${withinDays} days, each time to a later day than the one before: ${movesOf({ dates, pushes })}.`,
    evidence: pushes.map(({ value, at, source }) => ({ type: 'change', property: 'closedate', value, at, source })),
  };
}

interface Dated {
  readonly day: string;
}

/** The pushes in order; where the day was set to an earlier one in between, the day that a push began from too. */
function movesOf({ dates, pushes }: { dates: readonly Dated[]; pushes: readonly Dated[] }): string {
  return pushes
    .map((push, place) => {
      const before = dates[dates.indexOf(push) - 1]?.day ?? '';
      if (place === 0) return `from ${before} to ${push.day}`;
      return before === pushes[place - 1]?.day ? `to ${push.day}` : `from ${before}, set in between, to ${push.day}`;
    })
    .join(', then ');
}

function timesOf(count: number): string {
  if (count === 0) return 'never';
  return count === 1 ? 'once' : `${count} times`;
}
