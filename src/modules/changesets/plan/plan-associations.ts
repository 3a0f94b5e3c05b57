import type { DraftChange } from '#contracts';
import { findVoice } from './find-voice.ts';
import { nameOf, type PlanInput, referenceTo } from './plan-input.ts';
import { noteOf } from './proof-of.ts';

/** How sure it is that a contact belongs to the deal: one who spoke, and one whom only the list of the call names. */
const spokenConfidence = 0.9;
const listedConfidence = 0.6;

/** Who spoke in a call about the deal, or was on its list, and is not tied to it yet. */
export function planAssociations({ report, call, deal, contacts }: PlanInput): DraftChange[] {
  if (deal === null) return [];
  const tied = new Set(deal.contacts.map(({ externalId }) => externalId));
  return contacts
    .filter(({ objectType, externalId }) => objectType === 'contact' && !tied.has(externalId))
    .map((contact) => {
      const hasSpoken = findVoice({ report, contact, contacts }) !== null;
      const note = hasSpoken
        ? `${nameOf(contact)} spoke in the call.`
        : `${nameOf(contact)} is on the list of the call; no words in it are known to be theirs.`;
      return {
        target: referenceTo(deal.deal),
        targetName: nameOf(deal.deal),
        action: { type: 'associate', to: referenceTo(contact) },
        evidence: [noteOf({ callId: call.callId, note })],
        confidence: hasSpoken ? spokenConfidence : listedConfidence,
        rule: 'contact-took-part',
      };
    });
}
