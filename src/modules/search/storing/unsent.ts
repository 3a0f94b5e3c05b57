import type { VectorStoreKind } from '#contracts';
import { type SQL, sql } from '#platform/sql';

/** From where a statement reads what is to be sent to a store. A vector of zeros is near nothing and stays here. */
export function unsent({
  workspaceId,
  store,
  model,
}: {
  workspaceId: string;
  store: VectorStoreKind;
  model: string;
}): SQL {
  return sql`from search_vectors as vector
      join search_chunks as chunk on chunk.id = vector.chunk_id
      join search_documents as document on document.id = chunk.document_id
      left join search_stored as stored on stored.workspace_id = vector.workspace_id
        and stored.store = ${store} and stored.chunk_id = vector.chunk_id
    where vector.workspace_id = ${workspaceId} and vector.model = ${model} and stored.sent_at is null
      and btrim(vector.vector, '\\x00'::bytea) <> ''::bytea`;
}
