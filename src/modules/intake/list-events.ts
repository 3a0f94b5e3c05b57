import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { olderThan } from '#platform/db';
import { and, desc, eq, type SQL } from '#platform/sql';
import { fromRow } from './get-event.ts';
import type { InboxEvent } from './schema.ts';
import { inboxEvents } from './tables.ts';

export interface ListEventsInput {
  readonly state: InboxEvent['state'] | null;
  readonly source: string | null;
  readonly limit: number;
  /** The id behind which the list goes on. */
  readonly after?: string | null;
}

/** The newest events of the inbox, those of one state or source where they are named. */
export async function listEvents({ ctx, input }: Verb<ListEventsInput>): Promise<{ events: InboxEvent[] }> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'inbox_event', id: null } });
  const conditions: SQL[] = [eq(inboxEvents.workspaceId, ctx.workspaceId)];
  if (input.state !== null) conditions.push(eq(inboxEvents.state, input.state));
  if (input.source !== null) conditions.push(eq(inboxEvents.source, input.source));
  const older = olderThan({ ctx, table: inboxEvents, at: inboxEvents.receivedAt, id: input.after ?? null });
  if (older !== undefined) conditions.push(older);
  const rows = await ctx.db
    .select()
    .from(inboxEvents)
    .where(and(...conditions))
    .orderBy(desc(inboxEvents.receivedAt), desc(inboxEvents.id))
    .limit(input.limit);
  return { events: rows.map(fromRow) };
}
