import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq } from '#platform/sql';
import { fromRow } from './get-event.ts';
import type { InboxEvent } from './schema.ts';
import { inboxEvents } from './tables.ts';

/** The events of a source that nobody has processed yet, the longest waiting first, at most `limit`. */
export async function listReceived({
  ctx,
  input,
}: Verb<{ readonly source: string; readonly limit: number }>): Promise<{ readonly events: readonly InboxEvent[] }> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'inbox_event', id: null } });
  const rows = await ctx.db
    .select()
    .from(inboxEvents)
    .where(
      and(
        eq(inboxEvents.workspaceId, ctx.workspaceId),
        eq(inboxEvents.state, 'received'),
        eq(inboxEvents.source, input.source),
      ),
    )
    .orderBy(asc(inboxEvents.receivedAt), asc(inboxEvents.id))
    .limit(input.limit);
  return { events: rows.map(fromRow) };
}
