import type { Context } from '#platform/context';
import { buildOnce } from '#platform/db';
import { and, eq, sql } from '#platform/sql';
import { NotificationSettings } from './schema.ts';
import { notificationSettings } from './tables.ts';

/** The settings of the workspace in force; what was never set is as the schema says. */
export async function readSettings(ctx: Context): Promise<NotificationSettings> {
  const [row] = await settingsOf(ctx.db).execute({ workspaceId: ctx.workspaceId });
  return NotificationSettings.parse(row?.settings ?? {});
}

const settingsOf = buildOnce((db) => {
  const { workspaceId, scope, settings } = notificationSettings;
  return db
    .select({ settings })
    .from(notificationSettings)
    .where(and(eq(workspaceId, sql.placeholder('workspaceId')), eq(scope, 'workspace')))
    .prepare('');
});
