import type { GapCause, LedgerStation } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { publish } from '#platform/events';
import { ensureItem, itemKey } from './ensure-item.ts';
import { stationColumns } from './station-columns.ts';
import { ledgerItems } from './tables.ts';

export interface RecordGapInput {
  readonly source: string;
  readonly externalId: string;
  readonly missing: LedgerStation;
  readonly cause: GapCause;
  readonly detail: string;
  readonly nextAttemptAt: Date | null;
  readonly title?: string | null;
  readonly startedAt?: Date | null;
}

/**
 * Notes what keeps a call from its next station, and announces it once for each cause. A station that was reached has
 * no gap before it, and what its source lists no more has no transcript to wait for.
 */
export async function recordGap({ ctx, input }: Verb<RecordGapInput>): Promise<null> {
  authorise({ ctx, action: 'ledger.record', resource: { type: 'ledger', id: input.externalId } });
  const now = ctx.clock.now();
  const row = await ensureItem({ ctx, item: input, now });
  if (row[stationColumns[input.missing]] !== null || row.excluded !== null) return null;
  if (row.gapCause === 'vanished_at_source' && input.cause.startsWith('transcript_')) return null;
  const isKnown = row.gapCause === input.cause && row.gapMissing === input.missing;
  await ctx.db
    .update(ledgerItems)
    .set({
      gapMissing: input.missing,
      gapCause: input.cause,
      gapDetail: input.detail,
      gapSince: isKnown ? row.gapSince : now,
      gapAttempts: (isKnown ? row.gapAttempts : 0) + 1,
      gapNextAttemptAt: input.nextAttemptAt,
      updatedAt: now,
    })
    .where(itemKey({ ctx, item: input }));
  if (!isKnown) {
    const { source, externalId, cause } = input;
    await publish({ ctx, event: { type: 'gap.found', source, externalId, cause } });
  }
  return null;
}
