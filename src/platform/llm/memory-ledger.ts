import type { SpendEntry, SpendLedger } from './budget.ts';

/** A ledger that lives as long as the process; for single commands and tests. */
export function createMemoryLedger(): SpendLedger & { readonly entries: readonly SpendEntry[] } {
  const entries: SpendEntry[] = [];
  return {
    entries,
    total: async () => ({
      costMicroUsd: entries.reduce((sum, entry) => sum + (entry.costMicroUsd ?? 0), 0),
      unpricedTokens: entries.reduce(
        (sum, entry) => sum + (entry.costMicroUsd === null ? entry.inputTokens + entry.outputTokens : 0),
        0,
      ),
    }),
    record: async (entry) => {
      entries.push(entry);
    },
  };
}
