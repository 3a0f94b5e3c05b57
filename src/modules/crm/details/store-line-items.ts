import type { Context } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { crmAssociations } from '../tables.ts';
import type { TiedLineItems } from './read-line-items.ts';
import { storeDetails } from './store-details.ts';

/** Puts the line items that deals have now in the place of those they had, in ctx's transaction. */
export async function storeLineItems({
  ctx,
  source,
  dealIds,
  read,
}: {
  ctx: Context;
  source: string;
  dealIds: readonly string[];
  read: TiedLineItems;
}): Promise<void> {
  if (dealIds.length === 0) return;
  await ctx.db
    .delete(crmAssociations)
    .where(
      and(
        eq(crmAssociations.workspaceId, ctx.workspaceId),
        eq(crmAssociations.source, source),
        eq(crmAssociations.fromType, 'deal'),
        inArray(crmAssociations.fromExternalId, [...dealIds]),
        eq(crmAssociations.toType, 'line_item'),
      ),
    );
  await storeDetails({ ctx, source, objectType: 'line_item', read: { ...read, gone: [] } });
}
