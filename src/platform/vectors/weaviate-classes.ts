import type { SearchCollection } from '#contracts';

interface WeaviateProperty {
  readonly name: string;
  readonly dataType: readonly string[];
}

const shared = {
  vectorizer: 'none',
  vectorIndexType: 'hnsw',
  vectorIndexConfig: { distance: 'cosine' },
  multiTenancyConfig: { enabled: true, autoTenantCreation: false },
} as const;

/** The two collections as Weaviate is told to make them. */
export const weaviateClasses: Readonly<Record<SearchCollection, object>> = {
  'call-insights': {
    class: 'CallInsight',
    ...shared,
    properties: [
      ...idsOf(['chunk_id']),
      ...textsOf(['call_date', 'sentiment', 'deal_stage', 'contact_id', 'deal_id', 'call_id']),
      { name: 'key_topics', dataType: ['text[]'] },
    ] satisfies WeaviateProperty[],
  },
  'business-context': {
    class: 'BusinessContext',
    ...shared,
    properties: [
      ...idsOf(['chunk_id']),
      ...textsOf(['entity_type', 'entity_id', 'last_updated']),
      { name: 'importance_score', dataType: ['number'] },
    ] satisfies WeaviateProperty[],
  },
};

export function classOf(collection: SearchCollection): 'CallInsight' | 'BusinessContext' {
  return collection === 'call-insights' ? 'CallInsight' : 'BusinessContext';
}

/** The description of a class that Sophia may make anew; null for its beginning. */
export function madeBySophia(dimensions: number | null): string {
  return `Made by Sophia, from her database${dimensions === null ? '' : `, for vectors of ${dimensions} dimensions`}`;
}

function idsOf(names: readonly string[]): WeaviateProperty[] {
  return names.map((name) => ({ name, dataType: ['int'] }));
}

function textsOf(names: readonly string[]): WeaviateProperty[] {
  return names.map((name) => ({ name, dataType: ['text'] }));
}
