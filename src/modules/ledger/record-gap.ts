import type { GapCause, LedgerStation } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { publish } from '#platform/events';
import { changeGaps } from './change-gaps.ts';
import { ensureItem } from './ensure-item.ts';
import { gapsOf } from './gaps-of.ts';
import { stationColumns } from './station-columns.ts';
import type { GapBehind } from './tables.ts';

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
 * Notes what keeps a call from a station, and announces it once for each cause; it stands before what keeps the call
 * from others. A station that was reached has no gap before it, and what its source lists no more has no transcript
 * to wait for.
 */
export async function recordGap({ ctx, input }: Verb<RecordGapInput>): Promise<null> {
  authorise({ ctx, action: 'ledger.record', resource: { type: 'ledger', id: input.externalId } });
  const now = ctx.clock.now();
  await ensureItem({ ctx, item: input, now });
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
