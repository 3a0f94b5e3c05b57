import type { SearchCollection } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, inArray, sql } from '#platform/sql';
import type { VectorEntry, VectorStore } from '#platform/vectors';
import { searchStored } from '../tables.ts';
import { attributesOf } from './attributes-of.ts';
import { collections, type StoreRow, spaceOf } from './open-store.ts';
import { unsent } from './unsent.ts';

type Row = Readonly<{
  chunk_id: string;
  vector: Buffer;
  collection: SearchCollection;
  metadata: unknown;
  call_id: string | null;
}>;

/** Sends vectors that are not in the store, the latest first; each is written down before. */
export async function sendNew({
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
  const { workspaceId } = ctx;
  const found = await ctx.db.execute<Row>(sql`select vector.chunk_id, vector.vector, document.collection,
      document.metadata, document.call_id
    ${unsent({ workspaceId, store: store.kind, model: row.model })} order by vector.id desc limit ${limit}`);
  for (const collection of collections) {
    const own = found.rows.filter((one) => one.collection === collection);
    if (own.length === 0) continue;
    const chunkIds = own.map(({ chunk_id: chunkId }) => Number(chunkId));
    await ctx.db
      .insert(searchStored)
      .values(chunkIds.map((chunkId) => ({ workspaceId, store: store.kind, collection, chunkId, sentAt: null })))
      .onConflictDoNothing();
    await store.upsert({ space: spaceOf({ row, collection }), entries: own.map(toEntry) });
    const isSent = and(
      eq(searchStored.workspaceId, workspaceId),
      eq(searchStored.store, store.kind),
      inArray(searchStored.chunkId, chunkIds),
    );
    await ctx.db.update(searchStored).set({ sentAt: ctx.clock.now() }).where(isSent);
  }
  return found.rows.length;
}

function toEntry({ chunk_id: chunkId, vector, metadata, call_id: callId }: Row): VectorEntry {
  const bytes = new Uint8Array(vector);
  return {
    chunkId: Number(chunkId),
    vector: new Float32Array(bytes.buffer, 0, Math.floor(bytes.byteLength / 4)),
    attributes: attributesOf({ metadata, callId }),
  };
}
