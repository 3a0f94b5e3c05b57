import type { LedgerStation } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, isNull, sql } from '#platform/sql';
import { itemKey } from './ensure-item.ts';
import { columnsOf, gapsOf } from './gaps-of.ts';
import { stationColumns } from './station-columns.ts';
import { type GapBehind, ledgerItems } from './tables.ts';

type ItemRow = typeof ledgerItems.$inferSelect;

/**
 * Writes what `change` makes of the gaps of a call, which returns null where they stay. Where another process has
 * written gaps meanwhile, `change` is asked again: two that note gaps do not undo each other.
 */
export async function changeGaps({
  ctx,
  item,
  change,
  before,
}: {
  ctx: Context;
  item: { readonly source: string; readonly externalId: string };
  /** The station that a gap is noted before: where it is reached meanwhile, `change` is asked again too. */
  before?: LedgerStation;
  change: (row: ItemRow) => readonly GapBehind[] | null;
}): Promise<void> {
  const key = itemKey({ ctx, item });
  for (;;) {
    const [row] = await ctx.db.select().from(ledgerItems).where(key);
    const gaps = row === undefined ? null : change(row);
    if (row === undefined || gaps === null) return;
    const asRead = and(
      key,
      sql`${ledgerItems.gapMissing} is not distinct from ${row.gapMissing}`,
      sql`${ledgerItems.gapCause} is not distinct from ${row.gapCause}`,
      eq(ledgerItems.gapAttempts, row.gapAttempts),
      eq(ledgerItems.gapsBehind, row.gapsBehind),
      before === undefined ? undefined : and(isNull(ledgerItems[stationColumns[before]]), isNull(ledgerItems.excluded)),
    );
    const columns = { ...columnsOf(gaps), updatedAt: ctx.clock.now() };
    const written = await ctx.db
      .update(ledgerItems)
      .set(columns)
      .where(asRead)
      .returning({ externalId: ledgerItems.externalId });
    if (written.length > 0) return;
  }
}

/** The gaps of a row without those that `isClosed` names, or null where it names none. */
export function gapsWithout(row: ItemRow, isClosed: (gap: GapBehind) => boolean): GapBehind[] | null {
  const gaps = gapsOf(row);
  const left = gaps.filter((gap) => !isClosed(gap));
  return left.length === gaps.length ? null : left;
}
