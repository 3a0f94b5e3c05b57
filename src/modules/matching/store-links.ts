import type { Context } from '#platform/context';
import { and, eq, isNull } from '#platform/sql';
import type { CallLink } from './schema.ts';
import { callLinks } from './tables.ts';

/** Ends the links that hold no more and writes the new ones; says whether anything changed. */
export async function storeLinks({
  ctx,
  callId,
  links,
}: {
  ctx: Context;
  callId: string;
  links: readonly CallLink[];
}): Promise<boolean> {
  const now = ctx.clock.now();
  const standing = await ctx.db
    .select({ id: callLinks.id, recordId: callLinks.recordId })
    .from(callLinks)
    .where(and(eq(callLinks.workspaceId, ctx.workspaceId), eq(callLinks.callId, callId), isNull(callLinks.endedAt)));
  const wanted = new Set(links.map(({ recordId }) => recordId));
  const gone = standing.filter(({ recordId }) => !wanted.has(recordId));
  for (const { id } of gone) await ctx.db.update(callLinks).set({ endedAt: now }).where(eq(callLinks.id, id));
  const known = new Set(standing.map(({ recordId }) => recordId));
  const added = links.filter(({ recordId }) => !known.has(recordId));
  if (added.length > 0) {
    await ctx.db.insert(callLinks).values(
      added.map(({ name: _name, ...link }) => {
        return { id: ctx.ids.create('callLink'), workspaceId: ctx.workspaceId, callId, ...link, createdAt: now };
      }),
    );
  }
  return gone.length > 0 || added.length > 0;
}
