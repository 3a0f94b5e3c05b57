import { DocumentReference } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { findDocument } from './get-document.ts';
import { workspaceDocuments } from './tables.ts';

/** Takes a document away, and with it all of it that is searched. Throws `document.not-found`. */
export async function removeDocument({
  ctx,
  input,
}: Verb<DocumentReference>): Promise<{ documentId: string; name: string }> {
  authorise({ ctx, action: 'document.manage', resource: { type: 'document', id: input.document } });
  const { document } = parseInput({ schema: DocumentReference, input, what: 'a document' });
  return transact({ ctx }, async (inner) => {
    const { id: documentId, name, version, contentHash } = await findDocument({ ctx: inner, document });
    await inner.db
      .delete(workspaceDocuments)
      .where(and(eq(workspaceDocuments.workspaceId, inner.workspaceId), eq(workspaceDocuments.id, documentId)));
    await audit({
      ctx: inner,
      action: 'document.removed',
      resource: { type: 'document', id: documentId },
      details: { name, version, contentHash },
    });
    return { documentId, name };
  });
}
