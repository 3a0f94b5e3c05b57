import type { CrmReference, DraftChange } from '#contracts';
import { identityOf } from '../identity-of.ts';
import type { WrittenActivity } from '../list-written-activities.ts';
import { nameOf, type PlanRecord, referenceTo } from './plan-input.ts';
import { noteOf } from './proof-of.ts';

/**
 * An activity that stands in the CRM already is tied to what the call is known to be about now, and not written twice.
 * Where somebody has said what it is about, taking it off what it is not about is proposed.
 */
export function planActivityTies({
  callId,
  drafts,
  written,
  about,
  isCorrected,
}: {
  callId: string;
  /** What the call plans otherwise. */
  drafts: readonly DraftChange[];
  written: readonly WrittenActivity[];
  /** The deal or lead, and the contacts. */
  about: readonly PlanRecord[];
  isCorrected: boolean;
}): DraftChange[] {
  const planned = new Set(drafts.filter(({ action }) => action.type === 'create_activity').map(identityOf));
  return written
    .filter(({ identity }) => planned.has(identity))
    .flatMap(({ reference, standsOn }) => {
      const missing = about.filter((record) => !has(standsOn, record));
      const wrong = isCorrected ? standsOn.filter((record) => !has(about, record)) : [];
      return [
        ...missing.map((record) => tieDraft({ callId, record, action: { type: 'associate', to: reference } })),
        ...wrong.map((record) => tieDraft({ callId, record, action: { type: 'dissociate', from: reference } })),
      ];
    });
}

function has(records: readonly PlanRecord[], { objectType, externalId }: PlanRecord): boolean {
  return records.some((record) => record.objectType === objectType && record.externalId === externalId);
}

function tieDraft({
  callId,
  record,
  action,
}: {
  callId: string;
  record: PlanRecord;
  action: { type: 'associate'; to: CrmReference } | { type: 'dissociate'; from: CrmReference };
}): DraftChange {
  const isTied = action.type === 'associate';
  const { objectType } = isTied ? action.to : action.from;
  const note = isTied
    ? `The ${objectType} was written before it was known that the call is about ${nameOf(record)}.`
    : `Somebody has said what the call is about, and ${nameOf(record)} is no part of it; the ${objectType} stands there still.`;
  return {
    target: referenceTo(record),
    targetName: nameOf(record),
    action,
    evidence: [noteOf({ callId, note })],
    confidence: 1,
    rule: isTied ? 'activity-on-record' : 'activity-off-record',
  };
}
