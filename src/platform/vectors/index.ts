export { createPineconeStore, type PineconeSettings } from './create-pinecone-store.ts';
export { createWeaviateStore, type WeaviateSettings } from './create-weaviate-store.ts';
export { type FoundPgvector, findPgvector } from './find-pgvector.ts';
export type {
  NearChunk,
  NearQuestion,
  VectorAttributes,
  VectorEntry,
  VectorSpace,
  VectorStore,
} from './vector-store.ts';
