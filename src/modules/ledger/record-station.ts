import type { LedgerStation } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { ensureItem, itemKey, noGap } from './ensure-item.ts';
import { closesGap, stationColumns } from './station-columns.ts';
import { ledgerItems } from './tables.ts';

export interface RecordStationInput {
  readonly source: string;
  readonly externalId: string;
  readonly stations: readonly LedgerStation[];
  readonly title?: string | null;
  readonly callId?: string | null;
  readonly startedAt?: Date | null;
  /** Older history: analyzed, and by default neither written nor announced. */
  readonly backfill?: boolean;
}

/**
 * Notes that a call has reached stations, the first time only, and closes the gap that stood before one of them.
 * Bookkeeping of what other verbs did and audited, in whatever transaction they did it.
 */
export async function recordStation({ ctx, input }: Verb<RecordStationInput>): Promise<null> {
  authorise({ ctx, action: 'ledger.record', resource: { type: 'ledger', id: input.externalId } });
  const now = ctx.clock.now();
  const row = await ensureItem({ ctx, item: input, now });
  const reached = Object.fromEntries(
    input.stations.flatMap((station) => {
      const column = stationColumns[station];
      return row[column] === null ? [[column, now]] : [];
    }),
  );
  const { gapMissing } = row;
  const isClosed =
    gapMissing !== null && input.stations.some((station) => closesGap({ missing: gapMissing, reached: station }));
  await ctx.db
    .update(ledgerItems)
    .set({
      ...reached,
      ...described(input),
      ...(isClosed ? noGap : {}),
      updatedAt: now,
    })
    .where(itemKey({ ctx, item: input }));
  return null;
}

function described({ title, callId, startedAt }: RecordStationInput): Partial<typeof ledgerItems.$inferInsert> {
  return {
    ...(title ? { title } : {}),
    ...(callId ? { callId } : {}),
    ...(startedAt ? { startedAt, day: startedAt.toISOString().slice(0, 10) } : {}),
  };
}
