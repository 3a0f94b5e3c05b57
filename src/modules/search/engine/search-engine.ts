import type { VectorStore } from '#platform/vectors';
import { ChunkMemory } from './chunk-memory.ts';
import { createWordEmbedder } from './create-word-embedder.ts';
import type { Embedder } from './embedder.ts';

/** Where vectors are compared: in a store, or in memory where there is none; then why, where one was asked for. */
export type VectorPlace =
  | { readonly store: VectorStore }
  | { readonly store: null; readonly problem: string | null; readonly action: string | null };

/** What searching and indexing work with in this process. */
export interface SearchEngine {
  /** The one of the settings, by which everything is to be embedded. */
  readonly embedder: Embedder;
  readonly place: VectorPlace;
  /** Another by its name, so that what it has made can still be asked; null where it cannot be had any more. */
  embedderOf(model: string): Embedder | null;
  /** The chunks of a workspace as far as this process has read them, with the vectors of a model or without any. */
  memoryOf(workspaceId: string, vectors?: { readonly model: string; readonly dimensions: number } | null): ChunkMemory;
  /** Forgets a call at once, before anybody asks. */
  forgetCall(options: { readonly workspaceId: string; readonly callId: string }): void;
}

export interface SearchEngineOptions {
  readonly embedder?: Embedder;
  /** Embedders of models that were configured before. */
  readonly findEmbedder?: (model: string) => Embedder | null;
  readonly place?: VectorPlace;
}

/** One for each process: it holds the chunks of the workspaces that are searched. */
export function createSearchEngine({
  embedder = createWordEmbedder(),
  findEmbedder = () => null,
  place = { store: null, problem: null, action: null },
}: SearchEngineOptions = {}): SearchEngine {
  const memories = new Map<string, ChunkMemory>();
  const words = createWordEmbedder();
  const others = new Map<string, Embedder | null>([
    [words.model, words],
    [embedder.model, embedder],
  ]);
  return {
    embedder,
    place,
    embedderOf: (model) => {
      const known = others.get(model);
      if (known !== undefined) return known;
      const found = findEmbedder(model);
      others.set(model, found);
      return found;
    },
    memoryOf: (workspaceId, vectors = embedder) => {
      const { model, dimensions } = vectors ?? { model: null, dimensions: 0 };
      const known = memories.get(workspaceId);
      if (known !== undefined && known.model === model && known.dimensions === dimensions) return known;
      const memory = new ChunkMemory(dimensions, model);
      memories.set(workspaceId, memory);
      return memory;
    },
    forgetCall: ({ workspaceId, callId }) => memories.get(workspaceId)?.dropCall(callId),
  };
}
