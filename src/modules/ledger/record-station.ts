import type { LedgerStation } from '#contracts';
import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { sql } from '#platform/sql';
import { changeGaps, gapsWithout } from './change-gaps.ts';
import { ensureItem, itemKey } from './ensure-item.ts';
import { closesGap, stationColumns } from './station-columns.ts';
import { ledgerItems } from './tables.ts';

export interface RecordStationInput {
  readonly source: string;
  readonly externalId: string;
  readonly stations: readonly LedgerStation[];
  readonly title?: string | null;
  /** Where its source shows it. */
  readonly url?: string | null;
  readonly callId?: string | null;
  readonly startedAt?: Date | null;
  /** Older history: analyzed, and by default neither written nor announced. */
  readonly backfill?: boolean;
}

/**
 * Notes that a call has reached stations, the first time only, and closes the gaps that stood before one of them.
 * Bookkeeping of what other verbs did and audited, in whatever transaction they did it.
 */
export async function recordStation({ ctx, input }: Verb<RecordStationInput>): Promise<null> {
  authorise({ ctx, action: 'ledger.record', resource: { type: 'ledger', id: input.externalId } });
  const now = ctx.clock.now();
  let rows = await arrive({ ctx, input, now });
  if (rows.length === 0) {
    await ensureItem({ ctx, item: input, now });
    rows = await arrive({ ctx, input, now });
  }
  if (rows.some((row) => row.gapMissing !== null)) {
    await changeGaps({
      ctx,
      item: input,
      change: (row) =>
        gapsWithout(row, ({ missing }) => input.stations.some((reached) => closesGap({ missing, reached }))),
    });
  }
  return null;
}

/** The row that was brought up to date; nothing where there is no such row. */
async function arrive({
  ctx,
  input,
  now,
}: {
  ctx: Context;
  input: RecordStationInput;
  now: Date;
}): Promise<(typeof ledgerItems.$inferSelect)[]> {
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
    .returning();
}

function described({ title, url, callId, startedAt }: RecordStationInput): Partial<typeof ledgerItems.$inferInsert> {
  return {
    ...(title ? { title } : {}),
    ...(url ? { url } : {}),
    ...(callId ? { callId } : {}),
    ...(startedAt ? { startedAt, day: startedAt.toISOString().slice(0, 10) } : {}),
  };
}
