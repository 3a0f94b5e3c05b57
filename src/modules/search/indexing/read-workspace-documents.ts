import { workspaceDocuments } from '#modules/documents';
import type { Context } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { chunkDocument } from '../chunks/chunk-document.ts';
import type { Document } from '../chunks/document.ts';

/** Documents of the workspace as documents of search; what is gone is left out. */
export async function readWorkspaceDocuments({
  ctx,
  documentIds,
}: {
  ctx: Context;
  documentIds: readonly string[];
}): Promise<Document[]> {
  if (documentIds.length === 0) return [];
  const rows = await ctx.db
    .select()
    .from(workspaceDocuments)
    .where(and(eq(workspaceDocuments.workspaceId, ctx.workspaceId), inArray(workspaceDocuments.id, [...documentIds])));
  return rows.map(({ id, title, text, format, importance, version, updatedAt }) => ({
    collection: 'business-context',
    kind: 'document',
    subjectId: id,
    callId: null,
    recordId: null,
    workspaceDocumentId: id,
    title,
    day: updatedAt.toISOString().slice(0, 10),
    metadata: {
      entity_type: 'document',
      entity_id: id,
      last_updated: updatedAt.toISOString(),
      importance_score: importance,
    },
    sourceVersion: String(version),
    chunks: chunkDocument({ title, text, hasHeadings: format !== 'text' }),
  }));
}
