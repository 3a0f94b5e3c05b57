import type { CrmAssociation } from '#contracts';
import type { Context } from '#platform/context';
import { crmAssociations } from '../tables.ts';

const rowsPerStatement = 1000;

/** Keeps the ties of records in the mirror, in ctx's transaction; one that is there already stays as it is. */
export async function insertTies({
  ctx,
  source,
  ties,
}: {
  ctx: Context;
  source: string;
  ties: readonly CrmAssociation[];
}): Promise<void> {
  const syncedAt = ctx.clock.now();
  const rows = ties.map(({ from, to, labels }) => ({
    workspaceId: ctx.workspaceId,
    source,
    fromType: from.objectType,
    fromExternalId: from.externalId,
    toType: to.objectType,
    toExternalId: to.externalId,
    labels,
    syncedAt,
  }));
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await ctx.db
      .insert(crmAssociations)
      .values(rows.slice(start, start + rowsPerStatement))
      .onConflictDoNothing();
  }
}
