import type { SearchCollection } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq } from '#platform/sql';
import type { VectorSpace, VectorStore } from '#platform/vectors';
import { searchModels, searchStored, searchStores } from '../tables.ts';

export type StoreRow = typeof searchStores.$inferSelect;

export const collections = ['call-insights', 'business-context'] as const satisfies SearchCollection[];

/**
 * The store as it stands for this workspace, for the vectors of the model that answers; null where none answers yet. For
 * another model than before everything in it is taken out, and begins anew under another name.
 */
export async function openStore({ ctx, store }: { ctx: Context; store: VectorStore }): Promise<StoreRow | null> {
  const { workspaceId } = ctx;
  const [answering] = await ctx.db
    .select()
    .from(searchModels)
    .where(and(eq(searchModels.workspaceId, workspaceId), eq(searchModels.answers, true)));
  if (answering === undefined) return null;
  const { model, dimensions } = answering;
  const isOurs = and(eq(searchStores.workspaceId, workspaceId), eq(searchStores.store, store.kind));
  const [known] = await ctx.db.select().from(searchStores).where(isOurs);
  if (known?.model === model && known.dimensions === dimensions) return known;
  if (known !== undefined) {
    for (const collection of collections) await store.clear(spaceOf({ row: known, collection }));
    await ctx.db
      .delete(searchStored)
      .where(and(eq(searchStored.workspaceId, workspaceId), eq(searchStored.store, store.kind)));
  }
  await ctx.db.delete(searchStores).where(isOurs);
  const [row] = await ctx.db
    .insert(searchStores)
    .values({ workspaceId, store: store.kind, namespace: namespaceFor(ctx), model, dimensions })
    .onConflictDoNothing()
    .returning();
  return row ?? null;
}

export function spaceOf({ row, collection }: { row: StoreRow; collection: SearchCollection }): VectorSpace {
  return { collection, namespace: row.namespace, dimensions: row.dimensions };
}

export function isOfStore({ ctx, store }: { ctx: Context; store: VectorStore }) {
  return and(eq(searchStores.workspaceId, ctx.workspaceId), eq(searchStores.store, store.kind));
}

/** Another for each installation: two of them may share an account. */
function namespaceFor(ctx: Context): string {
  const readable = ctx.workspaceId
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, 24);
  return `${readable}-${ctx.ids.create('vectorSpace').replace(/^.*_/u, '')}`;
}
