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
  const from = dates[dates.findIndex((date) => date === pushes[0]) - 1];
  return {
    holds: true,
    severity: pushes.length > atLeast ? 'high' : 'medium',
    explanation: `The close date was pushed ${timesOf(pushes.length)} in ${withinDays} days: from ${from?.day} to ${pushes.map(({ day }) => day).join(', then ')}.`,
    evidence: pushes.map(({ value, at, source }) => ({ type: 'change', property: 'closedate', value, at, source })),
  };
}

function timesOf(count: number): string {
  if (count === 0) return 'never';
  return count === 1 ? 'once' : `${count} times`;
}
