import type { WorkspaceDocument } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { asc } from '#platform/sql';
import { listedColumns, seenDocument } from './seen-document.ts';
import { workspaceDocuments } from './tables.ts';
import { toDocument } from './to-document.ts';

/** The documents of the workspace that the actor may see, by name. */
export async function listDocuments({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ documents: WorkspaceDocument[] }> {
  authorise({ ctx, action: 'document.read', resource: { type: 'document', id: null } });
  const rows = await ctx.db
    .select(listedColumns)
    .from(workspaceDocuments)
    .where(seenDocument(ctx))
    .orderBy(asc(workspaceDocuments.name));
  return { documents: rows.map(toDocument) };
}
