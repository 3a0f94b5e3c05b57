import { dayOf, daysBetween } from '../days.ts';
import { type DealView, unknownVerdict, type Verdict } from '../deal-view.ts';

/** An e-mail that is dated ahead is none: nobody has agreed to anything by it. */
const planned: ReadonlySet<string> = new Set(['task', 'meeting', 'call']);

/** No next step stands in the CRM, no call agreed on a meeting, and no open task or meeting lies ahead. A promise is none. */
export function noNextStep({ deal, stepFields, activities, limits, meetings, now }: DealView): Verdict {
  const isWritten = stepFields.some((field) => (deal.properties[field] ?? '').trim() !== '');
  if (isWritten) return { holds: false, because: 'A next step is written down.' };
  const [agreed] = meetings;
  if (agreed !== undefined) return { holds: false, because: `A call agreed on a meeting for ${agreed.day}.` };
  if (activities === null) return unknownVerdict;
  const ahead = activities.find(
    ({ kind, at, done }) =>
      planned.has(kind) &&
      done !== true &&
      Date.parse(at) >= now.getTime() &&
      -daysBetween(at, now) <= limits.nextStepWithinDays,
  );
  if (ahead !== undefined) return { holds: false, because: `A ${ahead.kind} stands on ${dayOf(ahead.at)}.` };
  return {
    holds: true,
    severity: 'low',
    explanation: `The CRM has no next step, no call has agreed on a meeting ahead, and no open task, meeting or call stands in the ${limits.nextStepWithinDays} days ahead. What was promised is not counted.`,
    evidence: [],
  };
}
