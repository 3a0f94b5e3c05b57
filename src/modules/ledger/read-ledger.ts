import type { LedgerDay, LedgerGap } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { countUnderWay } from './count-under-way.ts';
import type { Drift } from './drift.ts';
import { listDrifts } from './list-drifts.ts';
import { listGaps } from './list-gaps.ts';
import { listLedgerDays } from './list-ledger-days.ts';

const usualDays = 30;
const mostDrifts = 50;

export interface LedgerReading {
  /** The first day. */
  readonly since: string;
  readonly days: LedgerDay[];
  readonly gaps: LedgerGap[];
  readonly drifts: Drift[];
  /** Calls of all days that have not arrived yet and have no gap. */
  readonly underWay: number;
}

/** The days of the ledger from `since` on, the last thirty where none is named, every open gap, every drift
 * and how many calls are on their way. */
export async function readLedger({
  ctx,
  input,
}: Verb<{ since: string | null; gapLimit: number }>): Promise<LedgerReading> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: null } });
  const usual = new Date(ctx.clock.now().getTime() - usualDays * 86_400_000).toISOString().slice(0, 10);
  const since = input.since ?? usual;
  const { days } = await listLedgerDays({ ctx, input: { since } });
  const { gaps } = await listGaps({ ctx, input: { limit: input.gapLimit } });
  const { drifts } = await listDrifts({ ctx, input: { since, limit: mostDrifts } });
  return { since, days, gaps, drifts, underWay: await countUnderWay({ ctx }) };
}
