export { embedPending } from './embed-pending.ts';
export { createProviderEmbedder } from './engine/create-provider-embedder.ts';
export { createWordEmbedder } from './engine/create-word-embedder.ts';
export type { Embedder } from './engine/embedder.ts';
export { WordRarityFile } from './engine/load-word-rarity.ts';
export { createSearchEngine, type SearchEngine, type VectorPlace } from './engine/search-engine.ts';
export { stemsOf } from './engine/terms.ts';
export { getSearchStatus } from './get-search-status.ts';
export { indexPending } from './index-pending.ts';
export { prepareDocuments, replaceDocuments } from './indexing/store-documents.ts';
export { noteChanges } from './note-changes.ts';
export { readVectorHealth } from './read-vector-health.ts';
export { repairSearch } from './repair-search.ts';
export { repairStore } from './repair-store.ts';
export { engineOf, type SearchContext } from './search-context.ts';
export { searchWorkspace } from './search-workspace.ts';
export { sweepChanges } from './sweep-changes.ts';
export { syncStore } from './sync-store.ts';
export {
  searchChanges,
  searchChunks,
  searchDocuments,
  searchModels,
  searchPending,
  searchStored,
  searchStores,
  searchVectors,
} from './tables.ts';
export { warmSearch } from './warm-search.ts';
