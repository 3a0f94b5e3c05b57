import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { crmDuplicates } from '../tables.ts';

/** The row of a pair. Throws `duplicate.not-found`. */
export async function loadDuplicate(ctx: Context, duplicateId: string): Promise<typeof crmDuplicates.$inferSelect> {
  const [row] = await ctx.db
    .select()
    .from(crmDuplicates)
    .where(and(eq(crmDuplicates.workspaceId, ctx.workspaceId), eq(crmDuplicates.id, duplicateId)));
  if (row !== undefined) return row;
  throw new SophiaError(
    'duplicate.not-found',
    `Expected the id of a pair of records in this workspace, found ${duplicateId}.`,
  );
}
