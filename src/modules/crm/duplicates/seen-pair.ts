import { seenRecordId } from '#modules/access';
import type { Context } from '#platform/context';
import { and, type SQL } from '#platform/sql';
import { crmDuplicates } from '../tables.ts';

/** The condition under which the actor sees a pair: both records are seen. Undefined for whoever sees all. */
export function seenPair(ctx: Context): SQL | undefined {
  return and(seenRecordId(ctx, crmDuplicates.keptRecordId), seenRecordId(ctx, crmDuplicates.otherRecordId));
}
