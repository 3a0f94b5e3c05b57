import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and } from '#platform/sql';
import { itemKey } from './ensure-item.ts';
import { seenItem } from './seen-item.ts';
import { ledgerItems } from './tables.ts';

export interface LedgerItem {
  readonly backfill: boolean;
  /** Why the call is kept out; null where it is not. */
  readonly excluded: string | null;
  readonly announced: boolean;
}

/** What the ledger says of one call; null where it does not know it, or the actor does not see it. */
export async function getLedgerItem({
  ctx,
  input,
}: Verb<{ source: string; externalId: string }>): Promise<LedgerItem | null> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: input.externalId } });
  const [row] = await ctx.db
    .select()
    .from(ledgerItems)
    .where(and(itemKey({ ctx, item: input }), seenItem(ctx)));
  if (row === undefined) return null;
  return { backfill: row.backfill, excluded: row.excluded, announced: row.announcedAt !== null };
}
