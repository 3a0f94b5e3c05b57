import type { DealAsOf, DealPosition } from '#contracts';
import { formatMoney } from '#platform/wording';
import { counted, plain, words } from './wording.ts';

/** A deal at the end of a day as people read it: what was true, what was known then, and where the two differ. */
export function describeDealAsOf({ recordId, name, day, isTrue, wasKnown, differences, unknown }: DealAsOf): string {
  return [
    `${plain(name ?? recordId)} at the end of ${day}:`,
    `  true, by all that is known by now: ${positionLine(isTrue.position)}; ${counted(isTrue.calls.length, 'call')} had taken place`,
    `  known then: ${wasKnown.origin === null ? 'no frozen night' : positionLine(wasKnown.position)}; ${counted(wasKnown.calls.length, 'call')} known`,
    ...wasKnown.warnings.map(({ kind, since }) => `  warned then: ${words(kind)}, since ${since}`),
    ...(differences.length === 0
      ? ['  Both say the same.']
      : ['  They differ:', ...differences.map((each) => `    ${plain(each)}`)]),
    ...unknown.map((sentence) => `  Not known: ${plain(sentence)}`),
  ].join('\n');
}

function positionLine(position: DealPosition | null): string {
  if (position === null) return 'no stage is known';
  const { state, stage, owner, amountMinor, currency, closeDay } = position;
  return [
    plain(stage ?? state),
    amountMinor === null ? 'no amount' : formatMoney(amountMinor, currency),
    closeDay === null ? 'no close date' : `closes ${closeDay}`,
    plain(owner ?? 'no owner'),
  ].join(', ');
}
