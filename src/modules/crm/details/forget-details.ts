import type { CrmDetailType } from '#contracts';
import { syncCursors } from '#modules/intake';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { and, eq, like, or } from '#platform/sql';
import { crmAssociations, crmDetails } from '../tables.ts';

/** Deletes all of a kind that is not to be read any more, with its ties, in ctx's transaction. Returns how many went. */
export async function forgetDetails({ ctx, objectType }: { ctx: Context; objectType: CrmDetailType }): Promise<number> {
  const rows = await ctx.db
    .delete(crmDetails)
    .where(and(eq(crmDetails.workspaceId, ctx.workspaceId), eq(crmDetails.objectType, objectType)))
    .returning({ id: crmDetails.id });
  if (rows.length === 0) return 0;
  const { fromType, toType } = crmAssociations;
  await ctx.db
    .delete(crmAssociations)
    .where(and(eq(crmAssociations.workspaceId, ctx.workspaceId), or(eq(fromType, objectType), eq(toType, objectType))));
  // Read again from the beginning, should it be allowed once more.
  await ctx.db
    .delete(syncCursors)
    .where(and(eq(syncCursors.workspaceId, ctx.workspaceId), like(syncCursors.stream, `${objectType}:%`)));
  const resource = { type: 'workspace', id: ctx.workspaceId } as const;
  await audit({ ctx, action: 'crm.details_forgotten', resource, details: { objectType, vanished: rows.length } });
  return rows.length;
}
