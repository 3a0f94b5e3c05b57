import type { DeadLetter, LedgerGap } from '#contracts';
import { isAllowed } from '#modules/access';
import { listMisplacedCalls } from '#modules/changesets';
import { listDeadLetters } from '#modules/intake';
import { type LedgerReading, readLedger } from '#modules/ledger';
import { listUndecidedCalls } from '#modules/matching';
import type { ConnectedContext } from '#platform/context';

const mostUndecided = 200;
const mostDeadLetters = 200;

interface ShownLedger extends LedgerReading {
  readonly undecided: LedgerGap[];
  /** How many more there are of days before the first one. */
  readonly undecidedBefore: number;
  readonly deadLetters: DeadLetter[];
}

/**
 * The ledger with what was written where it does not belong, the calls of which nothing decides what they are about,
 * and, for who may read the inbox, what failed there in every try.
 */
export async function showLedger({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: { since: string | null; gapLimit: number };
}): Promise<ShownLedger> {
  const ledger = await readLedger({ ctx, input });
  const window = { since: ledger.since, limit: mostUndecided };
  const { misplaced } = await listMisplacedCalls({ ctx, input: window });
  const undecided = await listUndecidedCalls({ ctx, input: window });
  const { deadLetters } = isAllowed({ ctx, action: 'inbox.read' })
    ? await listDeadLetters({ ctx, input: { source: null, since: null, limit: mostDeadLetters } })
    : { deadLetters: [] };
  return { ...ledger, gaps: [...ledger.gaps, ...misplaced], ...undecided, deadLetters };
}
