import type { GapCause, LedgerStation } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { publish } from '#platform/events';
import { and, isNotNull, isNull } from '#platform/sql';
import { changeGaps } from './change-gaps.ts';
import { ensureItem, itemKey } from './ensure-item.ts';
import { gapsOf } from './gaps-of.ts';
import { stationColumns } from './station-columns.ts';
import { type GapBehind, ledgerItems } from './tables.ts';

export interface RecordGapInput {
  readonly source: string;
  readonly externalId: string;
  readonly missing: LedgerStation;
  readonly cause: GapCause;
  readonly detail: string;
  readonly nextAttemptAt: Date | null;
  /** Something more is to reach the station than what has reached it: it is reached no longer. */
  readonly reopens?: boolean;
  readonly title?: string | null;
  readonly startedAt?: Date | null;
}

/**
 * Notes what keeps a call from a station, and announces it once for each cause; it stands before what keeps the call
 * from others. A station that was reached has no gap before it, and what its source lists no more has no transcript
 * to wait for.
 */
export async function recordGap({ ctx, input }: Verb<RecordGapInput>): Promise<null> {
  authorise({ ctx, action: 'ledger.record', resource: { type: 'ledger', id: input.externalId } });
  const now = ctx.clock.now();
  await ensureItem({ ctx, item: input, now });
  if (input.reopens === true) await reopen({ ctx, input });
  let isNew = false;
  await changeGaps({
    ctx,
    item: input,
    before: input.missing,
    change: (row) => {
      isNew = false;
      if (row[stationColumns[input.missing]] !== null || row.excluded !== null) return null;
      const gaps = gapsOf(row);
      const isVanished = gaps.some(({ cause }) => cause === 'vanished_at_source');
      if (isVanished && input.cause.startsWith('transcript_')) return null;
      const known = gaps.find(({ missing, cause }) => missing === input.missing && cause === input.cause);
      isNew = known === undefined;
      return [...gaps.filter(({ missing }) => missing !== input.missing), gapFrom({ input, known, now })];
    },
  });
  if (isNew) {
    const { source, externalId, cause } = input;
    await publish({ ctx, event: { type: 'gap.found', source, externalId, cause } });
  }
  return null;
}

async function reopen({ ctx, input }: Verb<RecordGapInput>): Promise<void> {
  const column = stationColumns[input.missing];
  const reached = and(itemKey({ ctx, item: input }), isNotNull(ledgerItems[column]), isNull(ledgerItems.excluded));
  await ctx.db
    .update(ledgerItems)
    .set({ [column]: null })
    .where(reached);
}

function gapFrom({ input, known, now }: { input: RecordGapInput; known: GapBehind | undefined; now: Date }): GapBehind {
  return {
    missing: input.missing,
    cause: input.cause,
    detail: input.detail,
    since: known?.since ?? now.toISOString(),
    attempts: (known?.attempts ?? 0) + 1,
    nextAttemptAt: input.nextAttemptAt?.toISOString() ?? null,
  };
}
