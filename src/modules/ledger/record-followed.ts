import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { sql } from '#platform/sql';
import { changeGaps, gapsWithout } from './change-gaps.ts';
import { itemKey } from './ensure-item.ts';
import { closesGap } from './station-columns.ts';
import { ledgerItems } from './tables.ts';

/**
 * Notes that a call of the history was matched and followed, the first time only: it reaches no station by that, and
 * nothing keeps it from being proposed any more. Bookkeeping of what other verbs did and audited.
 */
export async function recordFollowed({ ctx, input }: Verb<{ source: string; externalId: string }>): Promise<null> {
  authorise({ ctx, action: 'ledger.record', resource: { type: 'ledger', id: input.externalId } });
  const now = ctx.clock.now();
  await ctx.db
    .update(ledgerItems)
    .set({
      followedAt: sql`coalesce(${ledgerItems.followedAt}, ${sql.param(now, ledgerItems.followedAt)})`,
      updatedAt: now,
    })
    .where(itemKey({ ctx, item: input }));
  await changeGaps({
    ctx,
    item: input,
    change: (row) => gapsWithout(row, ({ missing }) => closesGap({ missing, reached: 'proposed' })),
  });
  return null;
}
