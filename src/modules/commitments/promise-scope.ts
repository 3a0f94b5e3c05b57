import { eq, or, type SQL } from '#platform/sql';
import { commitments } from './tables.ts';

/** Whose promises are looked at together: those of a deal, and those of its company. */
export interface PromiseScope {
  readonly dealRecordId: string | null;
  readonly companyRecordId: string | null;
}

/** The condition for it; null where the call is about neither. */
export function inScope({ dealRecordId, companyRecordId }: PromiseScope): SQL | null {
  const scope: SQL[] = [];
  if (dealRecordId !== null) scope.push(eq(commitments.dealRecordId, dealRecordId));
  if (companyRecordId !== null) scope.push(eq(commitments.companyRecordId, companyRecordId));
  return or(...scope) ?? null;
}
