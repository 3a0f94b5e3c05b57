import type { VectorStoreStatus } from '#contracts';
import type { Context } from '#platform/context';
import { and, count, eq, isNotNull, sql } from '#platform/sql';
import type { VectorStore } from '#platform/vectors';
import { engineOf, type SearchContext } from '../search-context.ts';
import { isOfStore } from '../storing/open-store.ts';
import { unsent } from '../storing/unsent.ts';
import { searchStored, searchStores, searchVectors } from '../tables.ts';
import { storeActions } from './store-actions.ts';

/** How the store stands beside the database; in memory nothing can be out of step. */
export async function readStoreStatus({
  ctx,
  answering,
}: {
  ctx: SearchContext;
  /** The model whose vectors answer. */
  answering: string;
}): Promise<VectorStoreStatus> {
  const { place } = engineOf(ctx);
  if (place.store === null) {
    const [own] = await ctx.db
      .select({ held: count() })
      .from(searchVectors)
      .where(and(eq(searchVectors.workspaceId, ctx.workspaceId), eq(searchVectors.model, answering)));
    const { problem, action } = place;
    return { ...nothing, kind: 'memory', state: 'ready', held: own?.held ?? 0, problem, action };
  }
  return readStore({ ctx, store: place.store, answering });
}

const nothing = { toSend: 0, toRemove: 0, checkedAt: null, foundMissing: 0, foundForeign: 0 };

async function readStore({
  ctx,
  store,
  answering,
}: {
  ctx: Context;
  store: VectorStore;
  answering: string;
}): Promise<VectorStoreStatus> {
  const { workspaceId } = ctx;
  const { kind } = store;
  const [row] = await ctx.db.select().from(searchStores).where(isOfStore({ ctx, store }));
  const [own] = await ctx.db
    .select({ held: count() })
    .from(searchStored)
    .where(
      and(eq(searchStored.workspaceId, workspaceId), eq(searchStored.store, kind), isNotNull(searchStored.sentAt)),
    );
  const differences = await ctx.db.execute<{ to_send: string; to_remove: string }>(sql`select
    (select count(*) ${unsent({ workspaceId, store: kind, model: answering })}) as to_send,
    (select count(*) from search_stored as stored where stored.workspace_id = ${workspaceId} and stored.store = ${kind}
      and not exists (select from search_vectors as vector
        where vector.chunk_id = stored.chunk_id and vector.model = ${answering})) as to_remove`);
  const problem = row?.problem ?? null;
  return {
    kind,
    state: problem !== null ? 'failing' : (row?.filledAt ?? null) === null ? 'filling' : 'ready',
    held: own?.held ?? 0,
    toSend: Number(differences.rows[0]?.to_send ?? 0),
    toRemove: Number(differences.rows[0]?.to_remove ?? 0),
    checkedAt: row?.checkedAt?.toISOString() ?? null,
    foundMissing: row?.foundMissing ?? 0,
    foundForeign: row?.foundForeign ?? 0,
    problem,
    action: problem === null ? null : storeActions[kind],
  };
}
