import { authorise } from '#modules/access';
import { getEvent } from '#modules/intake';
import { audit } from '#platform/audit';
import { type ConnectedContext, type Context, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { moveWork, scheduleOnce } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { TriggeredPayload, type TriggeredStart } from './schema.ts';

/**
 * Begins what an event from outside starts, as work that is due at once; begun twice, it changes nothing more. Throws
 * `vendor.off` where its vendor is not connected, and `input.invalid` where a rule wants a call that the event lacks.
 */
export async function startTriggered({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: { readonly inboxId: string };
}): Promise<{ started: number }> {
  authorise({ ctx, action: 'inbox.process', resource: { type: 'inbox_event', id: input.inboxId } });
  const { starts } = TriggeredPayload.parse((await getEvent({ ctx, input })).payload);
  const planned = starts.map((start) => ({ start, plan: planOf({ ctx, start, triggeredBy: input.inboxId }) }));
  if (planned.length === 0) return { started: 0 };
  return transact({ ctx }, async (inner) => {
    for (const { start, plan } of planned) {
      await plan(inner);
      await audit({
        ctx: inner,
        action: 'trigger.started',
        resource: { type: 'inbox_event', id: input.inboxId },
        details: { ...start },
      });
    }
    return { started: planned.length };
  });
}

type Plan = (ctx: Context) => Promise<void>;

/**
 * What a sync keeps of its last run stays, so that no second one queues behind one that waits; a call that is waited for
 * keeps its looks and the event of its source.
 */
function planOf({
  ctx,
  start: { trigger, start, call },
  triggeredBy,
}: {
  ctx: ConnectedContext;
  start: TriggeredStart;
  triggeredBy: string;
}): Plan {
  if (start === 'sync-crm') requireConnection(ctx.connections.crm);
  else requireConnection(ctx.connections.calls);
  if (start !== 'take-in-call') {
    return (inner) => moveWork({ ctx: inner, kind: start, subject: 'all', dueAt: inner.clock.now() });
  }
  if (call !== null) {
    const payload = { attempts: 1, inboxId: null, triggeredBy };
    return (inner) => scheduleOnce({ ctx: inner, kind: start, subject: call, payload, dueAt: inner.clock.now() });
  }
  throw new SophiaError(
    'input.invalid',
    `Expected an event for the trigger “${trigger}” to hold the id of a call, up to 20 digits as text, where its rule says, found none.`,
  );
}
