import type { Context } from '#platform/context';
import { and, eq } from '#platform/sql';
import { inboxEvents } from './tables.ts';

/** Whether the inbox has an event with that key, whatever became of it. */
export async function isKnownEvent({
  ctx,
  source,
  dedupeKey,
}: {
  ctx: Context;
  source: string;
  dedupeKey: string;
}): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: inboxEvents.id })
    .from(inboxEvents)
    .where(
      and(
        eq(inboxEvents.workspaceId, ctx.workspaceId),
        eq(inboxEvents.source, source),
        eq(inboxEvents.dedupeKey, dedupeKey),
      ),
    );
  return row !== undefined;
}
