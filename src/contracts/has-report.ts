import type { LedgerGap, LedgerStation } from './ledger.ts';

const behindAnalysis: ReadonlySet<LedgerStation> = new Set(['proposed', 'written', 'announced']);

/** Whether a call with such a gap has a report: it has one from its analysis on. */
export function hasReport<Gap extends Pick<LedgerGap, 'callId' | 'missing'>>(
  gap: Gap,
): gap is Gap & { readonly callId: string } {
  return gap.callId !== null && behindAnalysis.has(gap.missing);
}
