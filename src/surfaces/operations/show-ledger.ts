import { type LedgerReading, readLedger } from '#modules/ledger';
import { listUndecidedCalls } from '#modules/matching';
import type { Verb } from '#platform/context';

const mostUndecided = 200;

/** The ledger, and the calls from its first day on of which nothing decides what they are about. */
export async function showLedger({
  ctx,
  input,
}: Verb<{ since: string | null; gapLimit: number }>): Promise<
  LedgerReading & Awaited<ReturnType<typeof listUndecidedCalls>>
> {
  const ledger = await readLedger({ ctx, input });
  return { ...ledger, ...(await listUndecidedCalls({ ctx, input: { since: ledger.since, limit: mostUndecided } })) };
}
