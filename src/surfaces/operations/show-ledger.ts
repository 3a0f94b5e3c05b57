import { listMisplacedCalls } from '#modules/changesets';
import { type LedgerReading, readLedger } from '#modules/ledger';
import { listUndecidedCalls } from '#modules/matching';
import type { Verb } from '#platform/context';

const mostUndecided = 200;

/** The ledger with what was written where it does not belong, and the calls of which nothing decides what they are about. */
export async function showLedger({
  ctx,
  input,
}: Verb<{ since: string | null; gapLimit: number }>): Promise<
  LedgerReading & Awaited<ReturnType<typeof listUndecidedCalls>>
> {
  const ledger = await readLedger({ ctx, input });
  const window = { since: ledger.since, limit: mostUndecided };
  const { misplaced } = await listMisplacedCalls({ ctx, input: window });
  const undecided = await listUndecidedCalls({ ctx, input: window });
  return { ...ledger, gaps: [...ledger.gaps, ...misplaced], ...undecided };
}
