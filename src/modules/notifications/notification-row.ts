import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { announceSettled } from './announce-settled.ts';
import type { NotificationProblem } from './schema.ts';
import { notifications } from './tables.ts';

export type NotificationRow = typeof notifications.$inferSelect;

/** Throws `notification.not-found` where the workspace has none of that id. */
export async function loadNotification({
  ctx,
  notificationId,
}: {
  ctx: Context;
  notificationId: string;
}): Promise<NotificationRow> {
  const [row] = await ctx.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.workspaceId, ctx.workspaceId), eq(notifications.id, notificationId)));
  if (row !== undefined) return row;
  throw new SophiaError('notification.not-found', `Expected a notification ${notificationId}, found none.`);
}

export function problemOf(error: SophiaError): NotificationProblem {
  return { code: error.code, message: error.message, action: error.entry.action };
}

/** What became of a notification, written where it was still waiting: of two that settle it, one does. */
export async function settleNotification({
  ctx,
  notificationId,
  set,
}: {
  ctx: Context;
  notificationId: string;
  set: Partial<NotificationRow>;
}): Promise<boolean> {
  const settled = await ctx.db
    .update(notifications)
    .set(set)
    .where(
      and(
        eq(notifications.workspaceId, ctx.workspaceId),
        eq(notifications.id, notificationId),
        eq(notifications.state, 'waiting'),
      ),
    )
    .returning();
  for (const row of settled) await announceSettled({ ctx, row, state: row.state });
  return settled.length > 0;
}
