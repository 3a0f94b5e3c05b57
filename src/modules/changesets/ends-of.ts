import type { CrmReference } from '#contracts';
import type { ChangeRow } from './move-change.ts';

/** The records that a call has to be about for a change of it: of what ties two records, both. Of companies nothing is planned. */
export function endsOf({
  targetType,
  targetId,
  action,
}: Pick<ChangeRow, 'targetType' | 'targetId' | 'action'>): CrmReference[] {
  const ends: CrmReference[] = [];
  if (targetId !== null && isOfCalls(targetType)) ends.push({ objectType: targetType, externalId: targetId });
  if (action.type === 'associate' && isOfCalls(action.to.objectType)) ends.push(action.to);
  return ends;
}

function isOfCalls(objectType: string | null): objectType is 'deal' | 'lead' | 'contact' {
  return objectType === 'deal' || objectType === 'lead' || objectType === 'contact';
}
