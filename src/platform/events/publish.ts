import type { DomainEvent, InnerEvent } from '#contracts';
import { type Context, recordedActor } from '#platform/context';
import { outbox, signalAfterCommit } from '#platform/db';
import { currentTraceparent } from '#platform/telemetry';

/** Raised in this process once an event has been committed. */
export const outboxSignal = 'outbox.written';

/**
 * Writes an event to the outbox in ctx's transaction, so that it is announced exactly when the change has become
 * true. Whoever subscribes gets it at least once, in the order of writing.
 */
export async function publish({ ctx, event }: { ctx: Context; event: DomainEvent | InnerEvent }): Promise<void> {
  const { actor, requestId } = ctx;
  await ctx.db.insert(outbox).values({
    workspaceId: ctx.workspaceId,
    type: event.type,
    payload: event,
    request: { requestId, actor: recordedActor(actor), traceparent: currentTraceparent() },
    createdAt: ctx.clock.now(),
  });
  signalAfterCommit(ctx.db, outboxSignal);
}
