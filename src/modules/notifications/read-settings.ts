import type { Context } from '#platform/context';
import { and, eq } from '#platform/sql';
import { NotificationSettings } from './schema.ts';
import { notificationSettings } from './tables.ts';

/** The settings of the workspace in force; what was never set is as the schema says. */
export async function readSettings(ctx: Context): Promise<NotificationSettings> {
  const [row] = await ctx.db
    .select({ settings: notificationSettings.settings })
    .from(notificationSettings)
    .where(and(eq(notificationSettings.workspaceId, ctx.workspaceId), eq(notificationSettings.scope, 'workspace')));
  return NotificationSettings.parse(row?.settings ?? {});
}
