import type { Config } from '#config';
import type { VectorPlace } from '#modules/search';
import type { OpenDatabase } from '#platform/db';
import type { HttpClient } from '#platform/http-client';
import { createPineconeStore, createWeaviateStore, findPgvector } from '#platform/vectors';
import { workspaceIds } from './workspace-ids.ts';

/** Where vectors are compared, found out once when the process opens. */
export interface VectorPlaces {
  placeOf(workspaceId: string): VectorPlace;
}

/**
 * The store of the settings. One outside holds the vectors of the workspace `main` alone: example data stay on this
 * machine.
 */
export async function openVectorPlaces({
  config,
  database,
  httpClient,
}: {
  config: Config;
  database: OpenDatabase;
  httpClient: HttpClient;
}): Promise<VectorPlaces> {
  const { store, pinecone, weaviate } = config.search;
  const inMemory: VectorPlace = { store: null, problem: null, action: null };
  const { apiKey } = pinecone;
  if (store === 'pinecone' && apiKey !== null) {
    return onlyMain({ store: createPineconeStore({ settings: { ...pinecone, apiKey }, httpClient }) });
  }
  const { url } = weaviate;
  if (store === 'weaviate' && url !== null) {
    return onlyMain({ store: createWeaviateStore({ settings: { ...weaviate, url }, httpClient }) });
  }
  if (store !== 'pgvector' && (store !== 'auto' || database.kind === 'pglite')) return { placeOf: () => inMemory };
  const found = await findPgvector({ database });
  const place: VectorPlace =
    found.state === 'on'
      ? { store: found.store }
      : {
          store: null,
          problem: store === 'auto' ? null : `${found.reason} Vectors are compared in memory.`,
          action: store === 'auto' ? null : 'Install pgvector on the server, or set SOPHIA_VECTOR_STORE=memory.',
        };
  return { placeOf: () => place };
}

function onlyMain(place: VectorPlace): VectorPlaces {
  const inMemory: VectorPlace = { store: null, problem: null, action: null };
  return { placeOf: (workspaceId) => (workspaceId === workspaceIds.main ? place : inMemory) };
}
