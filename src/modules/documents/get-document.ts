import { DocumentReference, type WorkspaceDocument } from '#contracts';
import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, or } from '#platform/sql';
import { listedColumns, seenDocument } from './seen-document.ts';
import { workspaceDocuments } from './tables.ts';
import { toDocument } from './to-document.ts';

/** A document with its text, by its name or id. Throws `document.not-found`, also for one that the actor may not see. */
export async function getDocument({
  ctx,
  input,
}: Verb<DocumentReference>): Promise<WorkspaceDocument & { readonly text: string }> {
  authorise({ ctx, action: 'document.read', resource: { type: 'document', id: input.document } });
  const { document } = parseInput({ schema: DocumentReference, input, what: 'a document' });
  const row = await findDocument({ ctx, document });
  return { ...toDocument(row), text: row.text };
}

/** The row by name or id. Throws `document.not-found`. */
export async function findDocument({ ctx, document }: { ctx: Context; document: string }) {
  const [row] = await ctx.db
    .select({ ...listedColumns, text: workspaceDocuments.text })
    .from(workspaceDocuments)
    .where(and(seenDocument(ctx), or(eq(workspaceDocuments.id, document), eq(workspaceDocuments.name, document))))
    .limit(1);
  if (row !== undefined) return row;
  throw new SophiaError('document.not-found', `Expected a document called "${document}", found none.`);
}
