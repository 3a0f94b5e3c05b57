import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { inboxEvents } from './tables.ts';

/** Notes that these events were processed with another one. What somebody else has settled meanwhile stays as it is. */
export async function settleTogether({ ctx, input }: Verb<{ readonly inboxIds: readonly string[] }>): Promise<null> {
  authorise({ ctx, action: 'inbox.process', resource: { type: 'inbox_event', id: null } });
  if (input.inboxIds.length === 0) return null;
  await ctx.db
    .update(inboxEvents)
    .set({ state: 'done', problem: null, attempts: 1, settledAt: ctx.clock.now() })
    .where(
      and(
        eq(inboxEvents.workspaceId, ctx.workspaceId),
        inArray(inboxEvents.id, [...input.inboxIds]),
        eq(inboxEvents.state, 'received'),
      ),
    );
  return null;
}
