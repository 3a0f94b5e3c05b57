import { type Crm, CrmDetailType, CrmRecordType } from '#contracts';
import type { Context } from '#platform/context';
import { type ErrorCode, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { liveRecord } from '../live-record.ts';
import { crmDetails, crmRecords } from '../tables.ts';

/** What a CRM answers that does not let us read a kind of records, or has no such kind in the account. */
const refusals: ReadonlySet<string> = new Set<ErrorCode>([
  'vendor.missing-scope',
  'vendor.invalid-value',
  'vendor.not-found',
  'vendor.refused',
]);

type MirroredType = CrmRecordType | CrmDetailType;

/** Whether the CRM refuses records of a kind that an account need not have. */
export function isKeptFromUs({
  crm,
  objectType,
  error,
}: {
  crm: Pick<Crm, 'optionalTypes'>;
  objectType: MirroredType | 'note';
  error: unknown;
}): boolean {
  if (!crm.optionalTypes.includes(objectType)) return false;
  return error instanceof SophiaError && refusals.has(error.code);
}

/** Whether records of the kind are in the mirror: what was read once and is refused now is a fault. */
export async function isMirrored({ ctx, objectType }: { ctx: Context; objectType: MirroredType }): Promise<boolean> {
  const detail = CrmDetailType.safeParse(objectType);
  if (detail.success) return isDetailMirrored({ ctx, objectType: detail.data });
  const rows = await ctx.db
    .select({ id: crmRecords.id })
    .from(crmRecords)
    .where(liveRecord({ ctx, objectType: CrmRecordType.parse(objectType) }))
    .limit(1);
  return rows.length > 0;
}

async function isDetailMirrored({ ctx, objectType }: { ctx: Context; objectType: CrmDetailType }): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: crmDetails.id })
    .from(crmDetails)
    .where(and(eq(crmDetails.workspaceId, ctx.workspaceId), eq(crmDetails.objectType, objectType)))
    .limit(1);
  return rows.length > 0;
}
