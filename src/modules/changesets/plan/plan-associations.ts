import type { DraftChange } from '#contracts';
import { nameOf, type PlanInput, referenceTo } from './plan-input.ts';
import { noteOf } from './proof-of.ts';

/** Who took part in a call about the deal and is not tied to it yet. */
export function planAssociations({ call, deal, contacts }: PlanInput): DraftChange[] {
  if (deal === null) return [];
  const tied = new Set(deal.contacts.map(({ externalId }) => externalId));
  return contacts
    .filter(({ objectType, externalId }) => objectType === 'contact' && !tied.has(externalId))
    .map((contact) => ({
      target: referenceTo(deal.deal),
      targetName: nameOf(deal.deal),
      action: { type: 'associate', to: referenceTo(contact) },
      evidence: [noteOf({ callId: call.callId, note: `${nameOf(contact)} took part in the call.` })],
      confidence: 0.9,
      rule: 'contact-took-part',
    }));
}
