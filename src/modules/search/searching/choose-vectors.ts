import type { Context } from '#platform/context';
import { and, eq } from '#platform/sql';
import type { VectorStore } from '#platform/vectors';
import type { Embedder } from '../engine/embedder.ts';
import { engineOf, type SearchContext } from '../search-context.ts';
import type { StoreRow } from '../storing/open-store.ts';
import { searchModels, searchStores } from '../tables.ts';

/** By whose vectors a question is answered, and where they are compared. */
export interface VectorSource {
  readonly model: string;
  /** Null where the model that made the vectors cannot be had any more. */
  readonly embedder: Embedder | null;
  /** The vectors that the memory of this process has to hold; null where the store compares. */
  readonly inMemory: { readonly model: string; readonly dimensions: number } | null;
  readonly inStore: { readonly store: VectorStore; readonly row: StoreRow } | null;
}

/** The model that answers, and the store once it holds everything; until then vectors are compared in memory. */
export async function chooseVectors(ctx: SearchContext): Promise<VectorSource> {
  const engine = engineOf(ctx);
  const { store } = engine.place;
  const { model, dimensions, row } = await readAnswering({ ctx, store });
  const answering = model ?? engine.embedder.model;
  const isFilled = store !== null && row !== null && row.filledAt !== null && row.model === model;
  return {
    model: answering,
    embedder: engine.embedderOf(answering),
    inMemory: isFilled ? null : { model: answering, dimensions: dimensions ?? engine.embedder.dimensions },
    inStore: isFilled ? { store, row } : null,
  };
}

async function readAnswering({ ctx, store }: { ctx: Context; store: VectorStore | null }) {
  const [found] = await ctx.db
    .select({ model: searchModels.model, dimensions: searchModels.dimensions, row: searchStores })
    .from(searchModels)
    .leftJoin(
      searchStores,
      and(eq(searchStores.workspaceId, searchModels.workspaceId), eq(searchStores.store, store?.kind ?? 'memory')),
    )
    .where(and(eq(searchModels.workspaceId, ctx.workspaceId), eq(searchModels.answers, true)));
  return found ?? { model: null, dimensions: null, row: null };
}
