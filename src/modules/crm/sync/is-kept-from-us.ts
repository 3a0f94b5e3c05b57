import type { Crm, CrmRecordType } from '#contracts';
import { SophiaError } from '#platform/errors';

/** Whether the CRM refuses records of a kind that an account need not have, for want of a right to read them. */
export function isKeptFromUs({
  crm,
  objectType,
  error,
}: {
  crm: Pick<Crm, 'optionalTypes'>;
  objectType: CrmRecordType;
  error: unknown;
}): boolean {
  if (!(error instanceof SophiaError) || error.code !== 'vendor.missing-scope') return false;
  return crm.optionalTypes.includes(objectType);
}
