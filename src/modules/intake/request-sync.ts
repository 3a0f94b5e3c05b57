import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { type ConnectedContext, type Context, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { moveWork } from '#platform/due-work';
import { and, eq, isNotNull, or, sql } from '#platform/sql';
import { ownersAgain } from './owners-again.ts';
import { syncCursors } from './tables.ts';

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
    if (crm.state === 'on') await askForOwnersAgain(inner);
    for (const kind of streams) await moveWork({ ctx: inner, kind, subject: 'all', dueAt });
    await audit({
      ctx: inner,
      action: 'sync.requested',
      resource: { type: 'inbox_event', id: streams.join(',') },
    });
    return { streams };
  });
}

/** Somebody may just have allowed it, or made the first owner: what was tried within the hour counts as long ago. */
async function askForOwnersAgain({ db, workspaceId, clock }: Context): Promise<void> {
  const before = new Date(clock.now().getTime() - ownersAgain.afterMs);
  const { stream, problem, lastCount, updatedAt } = syncCursors;
  await db
    .update(syncCursors)
    .set({ updatedAt: sql`least(${updatedAt}, ${before})` })
    .where(
      and(
        eq(syncCursors.workspaceId, workspaceId),
        eq(stream, ownersAgain.stream),
        or(isNotNull(problem), eq(lastCount, 0)),
      ),
    );
}
