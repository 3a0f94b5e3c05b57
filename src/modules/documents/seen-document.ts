import { hiddenDocuments } from '#modules/access';
import type { Context } from '#platform/context';
import { and, eq, getTableColumns, type SQL, sql } from '#platform/sql';
import { workspaceDocuments } from './tables.ts';

/** The documents of the workspace that the actor sees. */
export function seenDocument(ctx: Context): SQL | undefined {
  const hidden = hiddenDocuments(ctx);
  return and(
    eq(workspaceDocuments.workspaceId, ctx.workspaceId),
    hidden === undefined ? undefined : sql`${workspaceDocuments.id} not in ${hidden}`,
  );
}

const { text, ...others } = getTableColumns(workspaceDocuments);

/** What a list shows of a document: not its text, but how long that is. */
export const listedColumns = { ...others, characters: sql<number>`length(${text})`.mapWith(Number) };
