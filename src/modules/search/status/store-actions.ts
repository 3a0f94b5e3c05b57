import type { VectorStore } from '#platform/vectors';

const again = 'It is tried again by itself; sophia search reindex tries at once.';

/** What somebody can do where a store fails. */
export const storeActions: Readonly<Record<VectorStore['kind'], string>> = {
  pgvector: `See that the database server runs. ${again}`,
  pinecone: `Check PINECONE_API_KEY and the indexes call-insights and business-context. ${again}`,
  weaviate: `Check WEAVIATE_URL, WEAVIATE_API_KEY and the classes CallInsight and BusinessContext. ${again}`,
};
