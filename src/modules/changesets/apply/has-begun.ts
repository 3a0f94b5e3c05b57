import type { Context } from '#platform/context';
import { effects } from '#platform/db';
import { and, eq } from '#platform/sql';

/** Whether something may have been sent under this key: then what stands in the CRM may be our own doing. */
export async function hasBegun(
  ctx: Context,
  effect: { readonly target: string; readonly key: string },
): Promise<boolean> {
  const [row] = await ctx.db
    .select({ state: effects.state })
    .from(effects)
    .where(
      and(eq(effects.workspaceId, ctx.workspaceId), eq(effects.target, effect.target), eq(effects.key, effect.key)),
    );
  return row?.state === 'sending' || row?.state === 'done';
}
