import type { Context } from '#platform/context';
import { and, asc, eq, isNotNull, type SQL } from '#platform/sql';
import type { NotificationRow } from './notification-row.ts';
import { notifications } from './tables.ts';

/** What waits to be told in one message in a channel of the workspace. */
export function heldFor({ ctx, channelId }: { ctx: Context; channelId: string }): SQL | undefined {
  return and(
    eq(notifications.workspaceId, ctx.workspaceId),
    eq(notifications.state, 'waiting'),
    eq(notifications.channelId, channelId),
  );
}

/** The rows of the bundle that was begun first in a channel, and is not told yet; nothing where none was begun. */
export async function loadBundle({ ctx, channelId }: { ctx: Context; channelId: string }): Promise<NotificationRow[]> {
  const begun = await ctx.db
    .select()
    .from(notifications)
    .where(and(heldFor({ ctx, channelId }), isNotNull(notifications.bundleId)))
    .orderBy(asc(notifications.createdAt), asc(notifications.id));
  const [first] = begun;
  return begun.filter(({ bundleId }) => bundleId === first?.bundleId);
}
