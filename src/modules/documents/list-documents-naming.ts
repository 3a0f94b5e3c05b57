import type { WorkspaceDocument } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, asc, eq, or, sql } from '#platform/sql';
import { DocumentsNaming } from './schema.ts';
import { listedColumns, seenDocument } from './seen-document.ts';
import { workspaceDocuments } from './tables.ts';
import { toDocument } from './to-document.ts';

/** The documents that the actor may see and whose text has one of these words in it, with their texts, by name. */
export async function listDocumentsNaming({
  ctx,
  input,
}: Verb<DocumentsNaming>): Promise<{ documents: (WorkspaceDocument & { readonly text: string })[] }> {
  authorise({ ctx, action: 'document.read', resource: { type: 'document', id: null } });
  const { words, audience } = parseInput({ schema: DocumentsNaming, input, what: 'words of documents' });
  const rows = await ctx.db
    .select({ ...listedColumns, text: workspaceDocuments.text })
    .from(workspaceDocuments)
    .where(
      and(
        seenDocument(ctx),
        audience === null ? undefined : eq(workspaceDocuments.audience, audience),
        or(...words.map((word) => sql`strpos(lower(${workspaceDocuments.text}), lower(${word})) > 0`)),
      ),
    )
    .orderBy(asc(workspaceDocuments.name));
  return { documents: rows.map((row) => ({ ...toDocument(row), text: row.text })) };
}
