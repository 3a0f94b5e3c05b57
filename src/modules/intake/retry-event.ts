import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { findId, transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { publish } from '#platform/events';
import { and, eq } from '#platform/sql';
import { getEvent } from './get-event.ts';
import { inboxEvents } from './tables.ts';

/** Puts a dead letter, named by as much of its id as only one has, back into the line. Throws `inbox.not-found`, and `change.move-not-allowed` where it is not dead. */
export async function retryEvent({ ctx, input }: Verb<{ inboxId: string }>): Promise<null> {
  authorise({ ctx, action: 'inbox.process', resource: { type: 'inbox_event', id: input.inboxId } });
  const reference = input.inboxId;
  const inboxId = await findId({ ctx, reference, tables: [inboxEvents], what: 'event', code: 'inbox.not-found' });
  const event = await getEvent({ ctx, input: { inboxId } });
  if (event.state !== 'dead') {
    throw new SophiaError(
      'change.move-not-allowed',
      `Expected a dead letter, found that event ${event.inboxId} is ${event.state}.`,
    );
  }
  return transact({ ctx }, async (inner) => {
    await inner.db
      .update(inboxEvents)
      .set({ state: 'received', attempts: 0, problem: null, settledAt: null })
      .where(and(eq(inboxEvents.workspaceId, inner.workspaceId), eq(inboxEvents.id, event.inboxId)));
    await publish({
      ctx: inner,
      event: { type: 'inbox.received', inboxId: event.inboxId, source: event.source, kind: event.kind },
    });
    await audit({ ctx: inner, action: 'inbox_event.retried', resource: { type: 'inbox_event', id: event.inboxId } });
    return null;
  });
}
