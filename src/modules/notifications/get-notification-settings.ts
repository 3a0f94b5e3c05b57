import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { readSettings } from './read-settings.ts';
import type { NotificationSettings } from './schema.ts';

/** Who is told what, where and when in the workspace. */
export async function getNotificationSettings({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<NotificationSettings> {
  authorise({ ctx, action: 'notification.read', resource: { type: 'notification', id: 'settings' } });
  return readSettings(ctx);
}
