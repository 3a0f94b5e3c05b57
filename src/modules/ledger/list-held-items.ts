import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq, gt, isNotNull, isNull, lt } from '#platform/sql';
import { seenItem } from './seen-item.ts';
import { ledgerItems } from './tables.ts';

export interface ListHeldItemsInput {
  readonly source: string;
  /** Only calls that began before. */
  readonly before: Date;
  /** The id behind which the list goes on. */
  readonly after: string | null;
  readonly limit: number;
}

interface HeldItem {
  readonly externalId: string;
  readonly title: string | null;
  readonly day: string;
}

/** The calls before an instant whose words are held, by the source's ids. */
export async function listHeldItems({ ctx, input }: Verb<ListHeldItemsInput>): Promise<{ held: HeldItem[] }> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: null } });
  const rows = await ctx.db
    .select({ externalId: ledgerItems.externalId, title: ledgerItems.title, day: ledgerItems.day })
    .from(ledgerItems)
    .where(
      and(
        eq(ledgerItems.workspaceId, ctx.workspaceId),
        eq(ledgerItems.source, input.source),
        lt(ledgerItems.startedAt, input.before),
        isNotNull(ledgerItems.storedAt),
        isNull(ledgerItems.excluded),
        input.after === null ? undefined : gt(ledgerItems.externalId, input.after),
        seenItem(ctx),
      ),
    )
    .orderBy(asc(ledgerItems.externalId))
    .limit(input.limit);
  return { held: rows };
}
