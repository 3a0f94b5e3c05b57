import type { DealAsOf, DealPosition } from '#contracts';
import { formatMoney } from '#platform/wording';

const compared = {
  state: 'State',
  stage: 'Stage',
  owner: 'Owner',
  amountMinor: 'Amount',
  currency: 'Currency',
  closeDay: 'Close date',
} as const satisfies Partial<Record<keyof DealPosition, string>>;

interface Compared extends Pick<DealAsOf, 'isTrue' | 'wasKnown' | 'day'> {
  /** Whether it was there, and nobody told as what. */
  readonly isUntold: boolean;
}

/** Where what was true and what was known then differ, and of what that cannot be said. */
export function differencesOf(compared: Compared): Pick<DealAsOf, 'differences' | 'unknown'> {
  const { isTrue, wasKnown, isUntold } = compared;
  const known = new Set(wasKnown.calls.map(({ callId }) => callId));
  const held = new Set(isTrue.calls.map(({ callId }) => callId));
  const late = isTrue.calls.filter(({ callId }) => !known.has(callId));
  const gone = wasKnown.calls.filter(({ callId, date }) => date !== null && !held.has(callId));
  return {
    differences: [
      ...(wasKnown.origin === null || isUntold ? [] : positionsDiffer({ isTrue, wasKnown })),
      ...late.map(
        ({ title, date, knownSince }) => `The call ${titled(title)} of ${date} is known since ${knownSince}.`,
      ),
      ...gone.map(
        ({ title }) =>
          `The call ${titled(title)} was taken to be about it then, and is not among its calls of that time now.`,
      ),
    ],
    unknown: unknownOf(compared),
  };
}

function unknownOf({ wasKnown, day, isUntold }: Compared): string[] {
  const untold = `The CRM tells no history of its stage: what it was at the end of ${day} is not known.`;
  const words =
    'How severe its warnings were, and their words of then, are not kept: a warning that stands is brought up to date.';
  return [
    ...nightUnknown({ origin: wasKnown.origin, day }),
    ...(isUntold ? [untold] : []),
    ...wasKnown.calls
      .filter(({ date }) => date === null)
      .map(({ title }) => `The call ${titled(title)} has no date: whether it had taken place by then is not known.`),
    ...(wasKnown.warnings.length === 0 ? [] : [words]),
  ];
}

function nightUnknown({ origin, day }: { origin: DealAsOf['wasKnown']['origin']; day: string }): string[] {
  if (origin === 'nightly') return [];
  if (origin === null)
    return [`The night of ${day} was not frozen: what was known of the deal in the CRM then is not known.`];
  return [`The night of ${day} was rebuilt later from the history of the CRM: that it was known then is not certain.`];
}

function positionsDiffer({ isTrue, wasKnown }: Pick<DealAsOf, 'isTrue' | 'wasKnown'>): string[] {
  const [now, then] = [isTrue.position, wasKnown.position];
  if (now === null && then === null) return [];
  if (then === null) return ['It was there, and was not known.'];
  if (now === null) return ['It was known then, and is not there by what is known now.'];
  return Object.entries(compared).flatMap(([key, label]) => {
    const [before, after] = [valueOf({ position: then, key }), valueOf({ position: now, key })];
    return before === after ? [] : [`${label}: ${before} was known, ${after} was true.`];
  });
}

function valueOf({ position, key }: { position: DealPosition; key: string }): string {
  if (key === 'amountMinor') {
    return position.amountMinor === null ? 'none' : formatMoney(position.amountMinor, position.currency);
  }
  const found = Object.entries(position).find(([name]) => name === key)?.[1] ?? null;
  return found === null ? 'none' : String(found);
}

function titled(title: string | null): string {
  return title === null ? 'without a title' : `“${title}”`;
}
