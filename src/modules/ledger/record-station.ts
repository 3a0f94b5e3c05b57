import type { LedgerStation } from '#contracts';
import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { sql } from '#platform/sql';
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
  let gaps = await arrive({ ctx, input, now });
  if (gaps.length === 0) {
    await ensureItem({ ctx, item: input, now });
    gaps = await arrive({ ctx, input, now });
  }
  const isClosed = gaps.some(
    ({ missing }) => missing !== null && input.stations.some((reached) => closesGap({ missing, reached })),
  );
  if (isClosed)
    await ctx.db
      .update(ledgerItems)
      .set(noGap)
      .where(itemKey({ ctx, item: input }));
  return null;
}

/** The gap of the row that was brought up to date; nothing where there is no such row. */
async function arrive({
  ctx,
  input,
  now,
}: {
  ctx: Context;
  input: RecordStationInput;
  now: Date;
}): Promise<{ missing: string | null }[]> {
  const reached = Object.fromEntries(
    input.stations.map((station) => {
      const column = ledgerItems[stationColumns[station]];
      return [stationColumns[station], sql`coalesce(${column}, ${sql.param(now, column)})`];
    }),
  );
  return ctx.db
    .update(ledgerItems)
    .set({ ...reached, ...described(input), updatedAt: now })
    .where(itemKey({ ctx, item: input }))
    .returning({ missing: ledgerItems.gapMissing });
}

function described({ title, callId, startedAt }: RecordStationInput): Partial<typeof ledgerItems.$inferInsert> {
  return {
    ...(title ? { title } : {}),
    ...(callId ? { callId } : {}),
    ...(startedAt ? { startedAt, day: startedAt.toISOString().slice(0, 10) } : {}),
  };
}
