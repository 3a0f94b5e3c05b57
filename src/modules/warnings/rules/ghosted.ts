import { dayOf, daysBetween } from '../days.ts';
import { type DealView, unknownVerdict, type Verdict } from '../deal-view.ts';

/** After the last call we wrote again and again, and nobody has answered. */
export function ghosted({ calls, activities, limits, now }: DealView): Verdict {
  const [last] = calls;
  if (last === undefined) return { holds: false, because: 'There was no call.' };
  if (activities === null) return unknownVerdict;
  const { days, emails } = limits.ghosted;
  const since = activities.filter(
    ({ kind, at }) => kind === 'email' && at > last.endedAt && Date.parse(at) <= now.getTime(),
  );
  const answer = since.find(({ direction }) => direction !== 'outgoing');
  if (answer !== undefined) return { holds: false, because: `The buyer wrote on ${dayOf(answer.at)}.` };
  if (daysBetween(last.endedAt, now) <= days) {
    return { holds: false, because: `There was a call on ${dayOf(last.startedAt)}.` };
  }
  if (since.length < emails) return { holds: false, because: `Fewer than ${emails} e-mails followed the last call.` };
  return {
    holds: true,
    severity: 'high',
    explanation: `Since the call on ${dayOf(last.startedAt)} we have written ${since.length === 1 ? 'once' : `${since.length} times`}, and nobody has answered.`,
    evidence: [
      { type: 'call', callId: last.callId, title: last.title, at: last.startedAt },
      ...since
        .slice(0, 5)
        .map(({ kind, externalId, at, direction }) => ({ type: 'activity', kind, externalId, at, direction }) as const),
    ],
  };
}
