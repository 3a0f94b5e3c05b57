import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { InboxEvent } from './schema.ts';
import { inboxEvents } from './tables.ts';

/** One event of the inbox with what the vendor sent. Throws `inbox.not-found`. */
export async function getEvent({ ctx, input }: Verb<{ inboxId: string }>): Promise<InboxEvent> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'inbox_event', id: input.inboxId } });
  const [row] = await ctx.db
    .select()
    .from(inboxEvents)
    .where(and(eq(inboxEvents.workspaceId, ctx.workspaceId), eq(inboxEvents.id, input.inboxId)));
  if (row === undefined) {
    throw new SophiaError('inbox.not-found', `Expected an event with the id ${input.inboxId}, found none.`);
  }
  return fromRow(row);
}

/** Rows and events meet here. */
export function fromRow(row: typeof inboxEvents.$inferSelect): InboxEvent {
  return InboxEvent.parse({
    inboxId: row.id,
    source: row.source,
    kind: row.kind,
    subject: row.subject,
    payload: row.payload,
    occurredAt: row.occurredAt?.toISOString() ?? null,
    receivedAt: row.receivedAt.toISOString(),
    state: row.state,
    attempts: row.attempts,
    problem: row.problem ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
  });
}
