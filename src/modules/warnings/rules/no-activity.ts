import type { WarningEvidence } from '#contracts';
import { dayOf, daysBetween } from '../days.ts';
import { type DealView, unknownVerdict, type Verdict } from '../deal-view.ts';

interface Sign {
  readonly at: string;
  readonly what: string;
  readonly evidence: WarningEvidence | null;
}

/** Nothing has happened with the deal for as long as its stage allows: no call, activity or change by a person. */
export function noActivity(view: DealView): Verdict {
  if (view.activities === null) return unknownVerdict;
  const { now, days } = view;
  const last = signsOf(view)
    .filter(({ at }) => Date.parse(at) <= now.getTime())
    .reduce((newest, sign) => (sign.at > newest.at ? sign : newest));
  const quietDays = daysBetween(last.at, now);
  if (quietDays <= days.quietDays) return { holds: false, because: `${last.what} on ${dayOf(last.at)}.` };
  return {
    holds: true,
    severity: quietDays > 2 * days.quietDays ? 'high' : 'medium',
    explanation: `The last that happened: ${last.what.toLowerCase()} on ${dayOf(last.at)}. In the stage ${view.stage} a deal is quiet after ${days.quietDays} days.`,
    evidence: last.evidence === null ? [] : [last.evidence],
  };
}

const words = { note: 'A note', task: 'A task was done', call: 'A call', email: 'An e-mail', meeting: 'A meeting' };

function signsOf({ deal, calls, activities, lastByPerson }: DealView): Sign[] {
  return [
    { at: deal.createdAt, what: 'The deal was made', evidence: null },
    ...calls.map(({ callId, title, endedAt }) => ({
      at: endedAt,
      what: 'A call',
      evidence: { type: 'call', callId, title, at: endedAt } as const,
    })),
    ...(activities ?? [])
      .filter(({ done }) => done !== false)
      .map(({ kind, externalId, at, direction }) => ({
        at,
        what: words[kind],
        evidence: { type: 'activity', kind, externalId, at, direction } as const,
      })),
    ...(lastByPerson === null
      ? []
      : [
          {
            at: lastByPerson.at,
            what: `Somebody set ${lastByPerson.property}`,
            evidence: {
              type: 'change',
              property: lastByPerson.property,
              value: null,
              at: lastByPerson.at,
              source: lastByPerson.source,
            } as const,
          },
        ]),
  ];
}
