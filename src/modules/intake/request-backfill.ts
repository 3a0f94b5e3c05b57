import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { type ConnectedContext, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { parseInput } from '#platform/errors';
import { CallRange } from './schema.ts';

/**
 * Has the calls of a range taken in as history: analyzed, and neither written to the CRM nor told. The server begins at
 * once; the same range asked for again is begun again and finds what is known. Throws `vendor.off`.
 */
export async function requestBackfill({ ctx, input }: { ctx: ConnectedContext; input: CallRange }): Promise<null> {
  authorise({ ctx, action: 'inbox.receive', resource: { type: 'call', id: null } });
  const { from, to } = parseInput({ schema: CallRange, input, what: 'a range of days' });
  requireConnection(ctx.connections.calls);
  return transact({ ctx }, async (inner) => {
    const dueAt = inner.clock.now();
    await scheduleWork({ ctx: inner, kind: 'backfill-calls', subject: `${from}/${to}`, payload: { from, to }, dueAt });
    await audit({
      ctx: inner,
      action: 'backfill.requested',
      resource: { type: 'call', id: `${from}/${to}` },
    });
    return null;
  });
}
