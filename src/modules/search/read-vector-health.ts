import { authorise } from '#modules/access';
import { and, eq } from '#platform/sql';
import { engineOf, type SearchContext } from './search-context.ts';
import { storeActions } from './status/store-actions.ts';
import { searchModels, searchStores } from './tables.ts';

export interface VectorHealth {
  /** Of the provider and of the store, each a sentence; empty where all is well. */
  readonly problems: readonly string[];
  /** What somebody can do about them. */
  readonly action: string | null;
  /** Whether vectors of another model than the one of the settings still answer. */
  readonly isMoving: boolean;
}

/** How the provider of the embedding and the store did the last time, in two statements and without asking them. */
export async function readVectorHealth({ ctx }: { ctx: SearchContext }): Promise<VectorHealth> {
  authorise({ ctx, action: 'search.read', resource: { type: 'search', id: null } });
  const { embedder, place } = engineOf(ctx);
  const models = await ctx.db.select().from(searchModels).where(eq(searchModels.workspaceId, ctx.workspaceId));
  const [row] =
    place.store === null
      ? []
      : await ctx.db
          .select({ problem: searchStores.problem })
          .from(searchStores)
          .where(and(eq(searchStores.workspaceId, ctx.workspaceId), eq(searchStores.store, place.store.kind)));
  const ofModel = models.find(({ model }) => model === embedder.model)?.problem ?? null;
  const ofStore = place.store === null ? place.problem : (row?.problem ?? null);
  const ofPlace = place.store === null ? place.action : storeActions[place.store.kind];
  return {
    problems: [ofModel, ofStore].filter((problem) => problem !== null),
    action:
      ofStore === null
        ? 'Check the key and the address of that provider; sophia search reindex tries at once.'
        : ofPlace,
    isMoving: models.some(({ model, answers }) => answers && model !== embedder.model),
  };
}
