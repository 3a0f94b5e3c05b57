import type { Context } from '#platform/context';
import { effects } from '#platform/db';
import { and, eq, inArray } from '#platform/sql';

export type EffectRow = typeof effects.$inferSelect;

/** Commits what is meant to happen outside, each with a marker, and returns how each of them stands; known ones as they are. */
export async function intendEffects({
  ctx,
  target,
  wanted,
}: {
  ctx: Context;
  target: string;
  wanted: readonly { readonly kind: string; readonly key: string }[];
}): Promise<EffectRow[]> {
  const now = ctx.clock.now();
  const rows = wanted.map(({ kind, key }) => {
    const id = ctx.ids.create('effect');
    return {
      id,
      workspaceId: ctx.workspaceId,
      target,
      kind,
      key,
      marker: id,
      state: 'intended' as const,
      createdAt: now,
      updatedAt: now,
    };
  });
  if (rows.length === 0) return [];
  const made = await ctx.db.insert(effects).values(rows).onConflictDoNothing().returning();
  if (made.length === rows.length) return made;
  const keys = wanted.map(({ key }) => key);
  return ctx.db
    .select()
    .from(effects)
    .where(and(eq(effects.workspaceId, ctx.workspaceId), eq(effects.target, target), inArray(effects.key, keys)));
}
