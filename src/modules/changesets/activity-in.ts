import { type ChangeAction, CrmActivityType } from '#contracts';

/** The kind of activity that is written, or tied to a record or taken off it; null where it is about none. */
export function activityIn(action: ChangeAction): CrmActivityType | null {
  if (action.type === 'create_activity') return action.objectType;
  const other = action.type === 'associate' ? action.to : action.type === 'dissociate' ? action.from : null;
  return CrmActivityType.safeParse(other?.objectType).data ?? null;
}
