import { nameKey } from '#modules/people';
import { dayOf } from '../days.ts';
import type { DealView, Departure, Verdict } from '../deal-view.ts';
import { hasLeftWords } from '../has-left-words.ts';

/**
 * A call has told that a contact of the deal has left, by name. It holds until the contact is off the deal, or speaks
 * in a later call. Words that name nobody of the deal say nothing of it.
 */
export function championLeft(view: DealView): Verdict {
  for (const departure of view.departures) {
    const contact = whoLeft({ view, departure });
    if (contact === null) continue;
    const name = contact.name ?? 'A contact';
    const { callId, quote, speaker, turn, startMs, at } = departure;
    return {
      holds: true,
      severity: 'high',
      explanation: `${name}${hasLeftWords} as a call on ${dayOf(at)} told.`,
      evidence: [{ type: 'quote', callId, quote, speaker, turn, startMs }],
    };
  }
  return { holds: false, because: 'Nobody who has left stands on the deal.' };
}

function whoLeft({ view, departure }: { view: DealView; departure: Departure }): DealView['contacts'][number] | null {
  const said = ` ${nameKey(departure.quote)} `;
  const named = view.contacts.filter(({ name }) => {
    const key = nameKey(name ?? '');
    const [first = ''] = key.split(' ');
    return key !== '' && first.length > 1 && (said.includes(` ${key} `) || said.includes(` ${first} `));
  });
  const whole = named.filter(({ name }) => said.includes(` ${nameKey(name ?? '')} `));
  const [contact, other] = whole.length > 0 ? whole : named;
  if (contact === undefined || other !== undefined) return null;
  const key = nameKey(contact.name ?? '');
  const spokeLater = view.calls.some(
    ({ callId, startedAt, buyers }) =>
      (callId === departure.callId || startedAt > departure.at) && buyers.some((buyer) => nameKey(buyer) === key),
  );
  return spokeLater ? null : contact;
}
