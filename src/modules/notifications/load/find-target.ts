import { CrmRecordType, type CrmReference } from '#contracts';
import { type CrmRecordRow, findRecord } from '#modules/crm';
import type { Context } from '#platform/context';

/** The record of the mirror that a change refers to; null for activities, which are not mirrored, and for what is unknown. */
export async function findTarget({
  ctx,
  target,
}: {
  ctx: Context;
  target: CrmReference | null;
}): Promise<CrmRecordRow | null> {
  const objectType = CrmRecordType.safeParse(target?.objectType);
  if (target === null || !objectType.success) return null;
  return findRecord({ ctx, input: { objectType: objectType.data, externalId: target.externalId } });
}
