import { authorise } from '#modules/access';
import { getEvent } from '#modules/intake';
import { audit } from '#platform/audit';
import { type ConnectedContext, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { scheduleWork, type WorkRequest } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { TriggeredPayload, type TriggeredStart } from './schema.ts';

type Work = Pick<WorkRequest, 'kind' | 'subject' | 'payload'>;

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
  const work = starts.map((start) => ({ start, work: workOf({ ctx, start }) }));
  if (work.length === 0) return { started: 0 };
  return transact({ ctx }, async (inner) => {
    const dueAt = inner.clock.now();
    for (const { start, work: planned } of work) {
      await scheduleWork({ ctx: inner, ...planned, dueAt });
      await audit({
        ctx: inner,
        action: 'trigger.started',
        resource: { type: 'inbox_event', id: input.inboxId },
        details: { ...start },
      });
    }
    return { started: work.length };
  });
}

function workOf({ ctx, start: { trigger, start, call } }: { ctx: ConnectedContext; start: TriggeredStart }): Work {
  if (start === 'sync-crm') {
    requireConnection(ctx.connections.crm);
    return { kind: start, subject: 'all', payload: {} };
  }
  requireConnection(ctx.connections.calls);
  if (start === 'sync-calls') return { kind: start, subject: 'all', payload: {} };
  if (call !== null) return { kind: start, subject: call, payload: { attempts: 1, inboxId: null } };
  throw new SophiaError(
    'input.invalid',
    `Expected an event for the trigger “${trigger}” to hold the id of a call, up to 20 digits as text, where its rule says, found none.`,
  );
}
