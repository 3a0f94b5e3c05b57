import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { publish } from '#platform/events';
import { and, eq } from '#platform/sql';
import { ReceiveEventInput } from './schema.ts';
import { inboxEvents } from './tables.ts';

/**
 * Writes an event of a vendor down before anything else is done with it, and announces it. One that is known already,
 * by its key, changes nothing: `created` is then false.
 */
export async function receiveEvent({
  ctx,
  input,
}: Verb<ReceiveEventInput>): Promise<{ inboxId: string; created: boolean }> {
  authorise({ ctx, action: 'inbox.receive', resource: { type: 'inbox_event', id: null } });
  const event = parseInput({ schema: ReceiveEventInput, input, what: 'an event for the inbox' });
  return transact({ ctx }, async (inner) => {
    const inboxId = inner.ids.create('inboxEvent');
    const written = await inner.db
      .insert(inboxEvents)
      .values({
        id: inboxId,
        workspaceId: inner.workspaceId,
        ...event,
        payload: event.payload ?? null,
        occurredAt: event.occurredAt === null ? null : new Date(event.occurredAt),
        receivedAt: inner.clock.now(),
        state: 'received',
      })
      .onConflictDoNothing()
      .returning({ id: inboxEvents.id });
    if (written.length === 0) return { inboxId: await knownId({ ctx: inner, event }), created: false };
    await publish({
      ctx: inner,
      event: { type: 'inbox.received', inboxId, source: event.source, kind: event.kind },
    });
    await audit({
      ctx: inner,
      action: 'inbox_event.received',
      resource: { type: 'inbox_event', id: inboxId },
      details: { source: event.source, kind: event.kind, subject: event.subject },
    });
    return { inboxId, created: true };
  });
}

async function knownId({ ctx, event }: { ctx: Verb<never>['ctx']; event: ReceiveEventInput }): Promise<string> {
  const [row] = await ctx.db
    .select({ id: inboxEvents.id })
    .from(inboxEvents)
    .where(
      and(
        eq(inboxEvents.workspaceId, ctx.workspaceId),
        eq(inboxEvents.source, event.source),
        eq(inboxEvents.dedupeKey, event.dedupeKey),
      ),
    );
  return row?.id ?? '';
}
