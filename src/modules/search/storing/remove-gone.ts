import type { Context } from '#platform/context';
import { and, eq, inArray, sql } from '#platform/sql';
import type { VectorStore } from '#platform/vectors';
import { searchStored, searchVectors } from '../tables.ts';
import { collections, type StoreRow, spaceOf } from './open-store.ts';

/** Takes out of the store what has no vector in the database any more: first there, then from what is written down. */
export async function removeGone({
  ctx,
  store,
  row,
  limit,
}: {
  ctx: Context;
  store: VectorStore;
  row: StoreRow;
  limit: number;
}): Promise<number> {
  const isOurs = and(eq(searchStored.workspaceId, ctx.workspaceId), eq(searchStored.store, store.kind));
  const gone = await ctx.db
    .select({ chunkId: searchStored.chunkId, collection: searchStored.collection })
    .from(searchStored)
    .where(
      and(
        isOurs,
        sql`not exists (select from ${searchVectors} where ${searchVectors.chunkId} = ${searchStored.chunkId}
          and ${searchVectors.model} = ${row.model})`,
      ),
    )
    .limit(limit);
  for (const collection of collections) {
    const chunkIds = gone.filter((one) => one.collection === collection).map(({ chunkId }) => chunkId);
    if (chunkIds.length === 0) continue;
    await store.remove({ space: spaceOf({ row, collection }), chunkIds });
    await ctx.db.delete(searchStored).where(and(isOurs, inArray(searchStored.chunkId, chunkIds)));
  }
  return gone.length;
}
