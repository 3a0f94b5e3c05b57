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
 * The lead that a call is worked for where it is about no deal: one that is open, be it made after the call, or one that
 * was open when the call took place. Of several, that which the host owns goes before others, and then the newest.
 */
export function chooseLead({ call, leads }: { call: CallFacts; leads: readonly LeadFacts[] }): ChosenLead | null {
  const open = leads.filter((lead) => lead.closedAt === null || wasOpen({ lead, call }));
  const ordered = open.toSorted(
    (one, other) =>
      Number(isOwnedByHost({ lead: other, call })) - Number(isOwnedByHost({ lead: one, call })) ||
      compare(other.createdAt, one.createdAt) ||
      compare(one.recordId, other.recordId),
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

function wasOpen({
  lead: { createdAt, closedAt },
  call: { startedAt },
}: {
  lead: LeadFacts;
  call: CallFacts;
}): boolean {
  return startedAt !== null && closedAt !== null && createdAt <= startedAt && startedAt < closedAt;
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function isOwnedByHost({ lead, call }: { lead: LeadFacts; call: CallFacts }): boolean {
  return lead.ownerId !== null && lead.ownerId === call.hostOwnerId;
}
