import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import type { VectorStore } from '#platform/vectors';
import { retryAt } from './embedding/retry-at.ts';
import { SyncInput } from './schema.ts';
import { engineOf, type SearchContext } from './search-context.ts';
import { collections, isOfStore, openStore, type StoreRow, spaceOf } from './storing/open-store.ts';
import { removeGone } from './storing/remove-gone.ts';
import { sendNew } from './storing/send-new.ts';
import { searchStored, searchStores } from './tables.ts';

export interface Synced {
  readonly sent: number;
  readonly removed: number;
  /** Why the store did not do its part; null where it did. */
  readonly problem: string | null;
  /** When to try again; null where nothing failed. */
  readonly retryAt: Date | null;
  readonly more: boolean;
}

const nothing: Synced = { sent: 0, removed: 0, problem: null, retryAt: null, more: false };

/**
 * Brings the store in step with the database, some entries at a time: takes out what is gone, and sends what is not
 * there yet. What is sent is written down before, so that nothing is forgotten in the store whenever this ends.
 */
export async function syncStore({ ctx, input }: { ctx: SearchContext; input: SyncInput }): Promise<Synced> {
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  const { limit } = parseInput({ schema: SyncInput, input, what: 'how much to send' });
  const { store } = engineOf(ctx).place;
  if (store === null) return nothing;
  try {
    const row = await openStore({ ctx, store });
    if (row === null) return nothing;
    if (row.preparedAt === null) await prepare({ ctx, store, row });
    const removed = await removeGone({ ctx, store, row, limit });
    const sent = await sendNew({ ctx, store, row, limit });
    if (removed + sent === 0 && row.problem !== null && (await isMadeAnew({ ctx, store, row }))) {
      return { ...nothing, more: true };
    }
    const more = removed === limit || sent === limit;
    await noteDone({ ctx, store, row, removed, sent, more });
    return { ...nothing, sent, removed, more };
  } catch (error) {
    return failed({ ctx, store, error });
  }
}

/** At first, and where it has turned out that the collections are gone: then everything is sent again. */
async function prepare({ ctx, store, row }: { ctx: SearchContext; store: VectorStore; row: StoreRow }): Promise<void> {
  const prepared = await Promise.allSettled(
    collections.map((collection) => store.prepare(spaceOf({ row, collection }))),
  );
  const failed = prepared.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  await sendAllAgain({ ctx, store });
}

/** Asks a store that failed before and of which nothing is wanted now; until it has answered it counts as failing. */
async function isMadeAnew({
  ctx,
  store,
  row,
}: {
  ctx: SearchContext;
  store: VectorStore;
  row: StoreRow;
}): Promise<boolean> {
  const made: boolean[] = [];
  for (const collection of collections) made.push(await store.prepare(spaceOf({ row, collection })));
  const isAnew = made.some((one) => one);
  if (isAnew) await sendAllAgain({ ctx, store });
  return isAnew;
}

async function sendAllAgain({ ctx, store }: { ctx: SearchContext; store: VectorStore }): Promise<void> {
  await ctx.db
    .update(searchStored)
    .set({ sentAt: null })
    .where(and(eq(searchStored.workspaceId, ctx.workspaceId), eq(searchStored.store, store.kind)));
  await ctx.db
    .update(searchStores)
    .set({ preparedAt: ctx.clock.now(), filledAt: null })
    .where(isOfStore({ ctx, store }));
}

async function noteDone({
  ctx,
  store,
  row,
  removed,
  sent,
  more,
}: {
  ctx: SearchContext;
  store: VectorStore;
  row: StoreRow;
  removed: number;
  sent: number;
  more: boolean;
}): Promise<void> {
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  const isFilled = row.filledAt === null && !more;
  if (!isFilled && row.problem === null && removed + sent === 0) return;
  await transact({ ctx }, async (inner) => {
    await inner.db
      .update(searchStores)
      .set({ problem: null, failedAt: null, failures: 0, ...(isFilled ? { filledAt: inner.clock.now() } : {}) })
      .where(isOfStore({ ctx: inner, store }));
    if (removed + sent === 0) return;
    await audit({
      ctx: inner,
      action: 'search.stored',
      resource: { type: 'workspace', id: inner.workspaceId },
      details: { store: store.kind, sent, removed },
    });
  });
}

async function failed({
  ctx,
  store,
  error,
}: {
  ctx: SearchContext;
  store: VectorStore;
  error: unknown;
}): Promise<Synced> {
  if (!(error instanceof SophiaError) || !error.code.startsWith('vendor.')) throw error;
  ctx.log.warn({ store: store.kind, problem: error.message }, 'The store of vectors could not be brought in step');
  const isLost = error.code === 'vendor.not-found';
  const [row] = await ctx.db
    .update(searchStores)
    .set({
      problem: error.message,
      failedAt: ctx.clock.now(),
      failures: sql`${searchStores.failures} + 1`,
      // What is not there any more is made anew at the next attempt.
      ...(isLost ? { preparedAt: null } : {}),
    })
    .where(isOfStore({ ctx, store }))
    .returning({ failures: searchStores.failures });
  return {
    ...nothing,
    problem: error.message,
    retryAt: retryAt({ now: ctx.clock.now(), failures: row?.failures ?? 1 }),
  };
}
