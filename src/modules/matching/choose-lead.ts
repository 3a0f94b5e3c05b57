import type { CallFacts } from './choose-deal.ts';

/** A lead of somebody who took part in a call. */
export interface LeadFacts {
  readonly recordId: string;
  readonly name: string | null;
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly ownerId: string | null;
  /** The name of the contact in the call whose lead it is. */
  readonly contact: string;
}

export interface ChosenLead {
  readonly recordId: string;
  readonly name: string | null;
  readonly confidence: number;
  readonly because: readonly string[];
}

/**
 * The lead that a call is worked for where it is about no deal: one that is open, or was when the call took place. Of
 * several, that which the host owns goes before others, and then the newest; null where there is none.
 */
export function chooseLead({ call, leads }: { call: CallFacts; leads: readonly LeadFacts[] }): ChosenLead | null {
  const open = leads.filter(({ closedAt }) => closedAt === null || (call.startedAt ?? '') < closedAt);
  const ordered = open.toSorted(
    (one, other) =>
      Number(isOwnedByHost({ lead: other, call })) - Number(isOwnedByHost({ lead: one, call })) ||
      (one.createdAt < other.createdAt ? 1 : -1),
  );
  const [lead] = ordered;
  if (lead === undefined) return null;
  const because = [
    `${lead.contact} is its contact`,
    ...(isOwnedByHost({ lead, call }) ? ['the host owns it'] : []),
    ...(ordered.length > 1 ? [`it is one of ${ordered.length} open leads of those in the call`] : []),
  ];
  return { recordId: lead.recordId, name: lead.name, confidence: ordered.length > 1 ? 0.6 : 0.9, because };
}

function isOwnedByHost({ lead, call }: { lead: LeadFacts; call: CallFacts }): boolean {
  return lead.ownerId !== null && lead.ownerId === call.hostOwnerId;
}
