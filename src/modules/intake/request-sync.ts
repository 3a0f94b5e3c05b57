import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { type ConnectedContext, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { moveWork } from '#platform/due-work';

/** Has the vendors that are connected asked now for what is new, before their turn. Throws `vendor.off` where none is. */
export async function requestSync({ ctx }: { ctx: ConnectedContext }): Promise<{ streams: string[] }> {
  authorise({ ctx, action: 'inbox.receive', resource: { type: 'inbox_event', id: null } });
  const { calls, crm } = ctx.connections;
  if (crm.state === 'off') requireConnection(calls);
  const streams = [
    ...(calls.state === 'on' ? ['sync-calls'] : []),
    ...(crm.state === 'on' ? ['sync-crm', 'sync-people'] : []),
  ];
  return transact({ ctx }, async (inner) => {
    const dueAt = inner.clock.now();
    for (const kind of streams) await moveWork({ ctx: inner, kind, subject: 'all', dueAt });
    await audit({
      ctx: inner,
      action: 'sync.requested',
      resource: { type: 'inbox_event', id: streams.join(',') },
    });
    return { streams };
  });
}
