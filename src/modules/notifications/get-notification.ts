import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { type ListedNotification, listedNotification } from './listed-notification.ts';
import { loadNotification } from './notification-row.ts';
import { NotificationId } from './schema.ts';

/** One notification as the list has it. Throws `notification.not-found`. */
export async function getNotification({ ctx, input }: Verb<NotificationId>): Promise<ListedNotification> {
  authorise({ ctx, action: 'notification.read', resource: { type: 'notification', id: input.notificationId } });
  const { notificationId } = parseInput({ schema: NotificationId, input, what: 'the id of a notification' });
  return listedNotification(await loadNotification({ ctx, notificationId }));
}
