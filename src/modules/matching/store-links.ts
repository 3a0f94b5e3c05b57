import type { Context } from '#platform/context';
import { and, eq, isNull } from '#platform/sql';
import type { CallLink } from './schema.ts';
import { callLinks } from './tables.ts';

/**
 * Ends the links that hold no more and writes the new ones; says whether other records are linked than before. What
 * somebody has said of a record that was found, or is found in another way now, takes the place of that.
 */
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
    .select({ id: callLinks.id, recordId: callLinks.recordId, method: callLinks.method })
    .from(callLinks)
    .where(and(eq(callLinks.workspaceId, ctx.workspaceId), eq(callLinks.callId, callId), isNull(callLinks.endedAt)));
  const wanted = new Map(links.map(({ recordId, method }) => [recordId, method]));
  const ended = standing.filter(({ recordId, method }) => wanted.get(recordId) !== method);
  for (const { id } of ended) await ctx.db.update(callLinks).set({ endedAt: now }).where(eq(callLinks.id, id));
  const kept = new Set(standing.filter((link) => !ended.includes(link)).map(({ recordId }) => recordId));
  const added = links.filter(({ recordId }) => !kept.has(recordId));
  if (added.length > 0) {
    await ctx.db.insert(callLinks).values(
      added.map(({ name: _name, ...link }) => {
        return { id: ctx.ids.create('callLink'), workspaceId: ctx.workspaceId, callId, ...link, createdAt: now };
      }),
    );
  }
  const known = new Set(standing.map(({ recordId }) => recordId));
  return known.size !== wanted.size || [...wanted.keys()].some((recordId) => !known.has(recordId));
}
