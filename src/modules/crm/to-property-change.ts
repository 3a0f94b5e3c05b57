import type { CrmPropertyChange } from '#contracts';
import type { crmPropertyChanges } from './tables.ts';

/** A row of the history as it is told. */
export function toPropertyChange({
  property,
  value,
  at,
  source,
  sourceType,
  sourceId,
  userId,
}: typeof crmPropertyChanges.$inferSelect): CrmPropertyChange {
  return { property, value, at: at.toISOString(), source, sourceType, sourceId, userId };
}
