import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, count, eq, isNull, or } from '#platform/sql';
import { seenItem } from './seen-item.ts';
import { ledgerItems } from './tables.ts';

/** How many calls, of all days, have neither arrived nor a gap that says why; history has arrived once it is followed. */
export async function countUnderWay({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<number> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: null } });
  const { workspaceId, excluded, gapCause, backfill, followedAt, proposedAt, writtenAt } = ledgerItems;
  const [row] = await ctx.db
    .select({ calls: count() })
    .from(ledgerItems)
    .where(
      and(
        eq(workspaceId, ctx.workspaceId),
        isNull(excluded),
        isNull(gapCause),
        or(
          and(eq(backfill, true), isNull(followedAt)),
          and(eq(backfill, false), or(isNull(proposedAt), isNull(writtenAt))),
        ),
        seenItem(ctx),
      ),
    );
  return row?.calls ?? 0;
}
