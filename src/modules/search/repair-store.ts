import type { SearchCollection } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq, inArray } from '#platform/sql';
import type { VectorStore } from '#platform/vectors';
import { engineOf, type SearchContext } from './search-context.ts';
import { collections, isOfStore, openStore, type StoreRow, spaceOf } from './storing/open-store.ts';
import { searchStored, searchStores } from './tables.ts';

export interface RepairedStore {
  /** Written down as sent, and not there: sent again by the next `syncStore`. */
  readonly missing: number;
  /** There, and not of the database: taken out. */
  readonly foreign: number;
  /** Why the store could not be compared; null where it was, or where there is none. */
  readonly problem: string | null;
}

interface Found {
  readonly missing: number;
  readonly foreign: number;
  /** Whether a collection was gone and had to be made anew. */
  readonly isEmpty: boolean;
}

/** What was sent so lately may not be seen in the store yet. */
const settlingMs = 10 * 60_000;
const idsPerStatement = 1_000;

/** Compares the store with the database, entry by entry, and mends what differs both ways. */
export async function repairStore({ ctx }: { ctx: SearchContext }): Promise<RepairedStore> {
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  const { store } = engineOf(ctx).place;
  if (store === null) return { missing: 0, foreign: 0, problem: null };
  try {
    const row = await openStore({ ctx, store });
    if (row === null || row.preparedAt === null) return { missing: 0, foreign: 0, problem: null };
    const found = { missing: 0, foreign: 0, isEmpty: false };
    for (const collection of collections) {
      const own = await compare({ ctx, store, row, collection });
      found.missing += own.missing;
      found.foreign += own.foreign;
      found.isEmpty ||= own.isEmpty;
    }
    await noteChecked({ ctx, store, found });
    return { missing: found.missing, foreign: found.foreign, problem: null };
  } catch (error) {
    if (!(error instanceof SophiaError) || !error.code.startsWith('vendor.')) throw error;
    ctx.log.warn({ store: store.kind, problem: error.message }, 'The store of vectors could not be compared');
    await ctx.db
      .update(searchStores)
      .set({ problem: error.message, failedAt: ctx.clock.now() })
      .where(isOfStore({ ctx, store }));
    return { missing: 0, foreign: 0, problem: error.message };
  }
}

async function compare({
  ctx,
  store,
  row,
  collection,
}: {
  ctx: SearchContext;
  store: VectorStore;
  row: StoreRow;
  collection: SearchCollection;
}): Promise<Found> {
  const space = spaceOf({ row, collection });
  const before = new Date(ctx.clock.now().getTime() - settlingMs);
  const isEmpty = await store.prepare(space);
  const there = isEmpty ? new Set<number>() : await listAll({ store, row, collection });
  const isOurs = and(
    eq(searchStored.workspaceId, ctx.workspaceId),
    eq(searchStored.store, store.kind),
    eq(searchStored.collection, collection),
  );
  // After the listing: what is there was written down before it was sent.
  const known = await ctx.db
    .select({ chunkId: searchStored.chunkId, sentAt: searchStored.sentAt })
    .from(searchStored)
    .where(isOurs);
  const ours = new Set(known.map(({ chunkId }) => chunkId));
  const foreign = [...there].filter((chunkId) => !ours.has(chunkId));
  const missing = known
    .filter(({ chunkId, sentAt }) => sentAt !== null && (isEmpty || sentAt < before) && !there.has(chunkId))
    .map(({ chunkId }) => chunkId);
  if (foreign.length > 0) await store.remove({ space, chunkIds: foreign });
  for (let from = 0; from < missing.length; from += idsPerStatement) {
    const part = missing.slice(from, from + idsPerStatement);
    await ctx.db
      .update(searchStored)
      .set({ sentAt: null })
      .where(and(isOurs, inArray(searchStored.chunkId, part)));
  }
  return { missing: missing.length, foreign: foreign.length, isEmpty };
}

async function listAll({
  store,
  row,
  collection,
}: {
  store: VectorStore;
  row: StoreRow;
  collection: SearchCollection;
}): Promise<Set<number>> {
  const there = new Set<number>();
  for (let after: string | null = null; ; ) {
    const page = await store.list({ space: spaceOf({ row, collection }), after });
    for (const chunkId of page.chunkIds) there.add(chunkId);
    if (page.next === null) return there;
    after = page.next;
  }
}

async function noteChecked({
  ctx,
  store,
  found,
}: {
  ctx: SearchContext;
  store: VectorStore;
  found: Found;
}): Promise<void> {
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  await transact({ ctx }, async (inner) => {
    await inner.db
      .update(searchStores)
      .set({
        checkedAt: inner.clock.now(),
        foundMissing: found.missing,
        foundForeign: found.foreign,
        // Until everything is there again, vectors are compared in memory.
        ...(found.isEmpty ? { filledAt: null } : {}),
      })
      .where(isOfStore({ ctx: inner, store }));
    if (found.missing + found.foreign === 0) return;
    await audit({
      ctx: inner,
      action: 'search.store-repaired',
      resource: { type: 'workspace', id: inner.workspaceId },
      details: { store: store.kind, missing: found.missing, foreign: found.foreign },
    });
  });
}
