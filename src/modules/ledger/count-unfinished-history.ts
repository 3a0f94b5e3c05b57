import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, count, eq, gte, isNotNull, isNull } from '#platform/sql';
import { seenItem } from './seen-item.ts';
import { ledgerItems } from './tables.ts';

/** What nothing has moved for so long is not on its way any more. */
const stillMovingMs = 2 * 3_600_000;

/** How many calls of the history are stored and on their way to being followed up. */
export async function countUnfinishedHistory({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<number> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: null } });
  const [row] = await ctx.db
    .select({ calls: count() })
    .from(ledgerItems)
    .where(
      and(
        eq(ledgerItems.workspaceId, ctx.workspaceId),
        eq(ledgerItems.backfill, true),
        isNull(ledgerItems.excluded),
        isNull(ledgerItems.gapCause),
        isNotNull(ledgerItems.storedAt),
        isNull(ledgerItems.followedAt),
        seenItem(ctx),
        gte(ledgerItems.updatedAt, new Date(ctx.clock.now().getTime() - stillMovingMs)),
      ),
    );
  return row?.calls ?? 0;
}
