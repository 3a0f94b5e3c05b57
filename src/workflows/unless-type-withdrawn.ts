import type { CrmRecordType } from '#contracts';
import type { Context } from '#platform/context';
import { unlessWithdrawn } from './unless-withdrawn.ts';

/** What an account need not have, as people call it: without the others there is nothing to go on with. */
const optionalLabels: Partial<Record<CrmRecordType, string>> = { lead: 'Leads' };

/**
 * The same for one kind of records: what an account need not have stops nothing where it is not to be read any more.
 */
export async function unlessTypeWithdrawn<Result>({
  ctx,
  objectType,
  read,
}: {
  ctx: Context;
  objectType: CrmRecordType;
  read: () => Promise<Result>;
}): Promise<Result | null> {
  const label = optionalLabels[objectType];
  return label === undefined ? read() : unlessWithdrawn({ ctx, label, read });
}
