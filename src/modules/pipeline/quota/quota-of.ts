import type { PipelineSpan, QuotaGap } from '#contracts';
import type { pipelineQuotas } from '../tables.ts';
import { tileQuotas } from './tile-quotas.ts';

type QuotaRow = typeof pipelineQuotas.$inferSelect;

export interface FoundQuota extends Pick<QuotaGap, 'currency' | 'quotaMinor' | 'basis' | 'owners'> {
  /** The quotas that it is the sum of. */
  readonly quotaIds: readonly string[];
  /** Whose deals alone count toward it; null for those of all that is asked for. */
  readonly ownerIds: readonly string[] | null;
}

/** What is to be won in a period in a currency: what is set for just that, otherwise the sum of what owners have. */
export function quotaOf({
  set,
  ofOwners,
  currency,
  period,
}: {
  /** The quotas of the one that is asked for. */
  set: readonly QuotaRow[];
  /** The quotas of the owners in it. */
  ofOwners: readonly QuotaRow[];
  currency: string;
  period: PipelineSpan;
}): FoundQuota | null {
  const own = tileQuotas({ quotas: set.filter((each) => each.currency === currency), period });
  if (own !== null) return { ...summed(own), currency, basis: 'set', owners: 0, ownerIds: null };
  const parts = sumOfOwners({ quotas: ofOwners.filter((each) => each.currency === currency), period });
  return parts === null ? null : { ...parts, currency, basis: 'owners', owners: parts.ownerIds.length };
}

function summed(quotas: readonly QuotaRow[]): Pick<FoundQuota, 'quotaMinor' | 'quotaIds'> {
  return {
    quotaMinor: quotas.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    quotaIds: quotas.map(({ id }) => id),
  };
}

/** Of those owners that have one for the whole period. */
function sumOfOwners({
  quotas,
  period,
}: {
  quotas: readonly QuotaRow[];
  period: PipelineSpan;
}): (Pick<FoundQuota, 'quotaMinor' | 'quotaIds'> & { ownerIds: string[] }) | null {
  const tiled = [...new Set(quotas.map(({ subjectId }) => subjectId))].flatMap(
    (id) => tileQuotas({ quotas: quotas.filter(({ subjectId }) => subjectId === id), period }) ?? [],
  );
  const ownerIds = [...new Set(tiled.map(({ subjectId }) => subjectId))].sort();
  return ownerIds.length === 0 ? null : { ...summed(tiled), ownerIds };
}
