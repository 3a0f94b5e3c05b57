import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { findId, transact } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { parseInput, SophiaError } from '#platform/errors';
import { and, asc, eq, inArray } from '#platform/sql';
import { notifications } from './tables.ts';

const mostAtOnce = 500;

export const RetryNotificationsInput = z.strictObject({
  /** Ids, or as much of each as only one has; null means all that could not be delivered, the oldest 500. */
  notificationIds: z.array(z.string().min(1)).min(1).max(mostAtOnce).nullable(),
});

/**
 * Sends again what nobody could be told of, once the channel or the connection is mended; it then has two days anew.
 * Throws `notification.not-found`, and `notification.not-undeliverable` where one of them is in another state: then
 * none is sent.
 */
export async function retryNotifications({
  ctx,
  input,
}: Verb<z.infer<typeof RetryNotificationsInput>>): Promise<{ retried: number }> {
  authorise({ ctx, action: 'notification.configure', resource: { type: 'notification', id: null } });
  const asked = parseInput({ schema: RetryNotificationsInput, input, what: 'which notifications to send again' });
  const named: string[] = [];
  const what = { tables: [notifications], what: 'notification', code: 'notification.not-found' } as const;
  for (const reference of asked.notificationIds ?? []) named.push(await findId({ ctx, reference, ...what }));
  const wanted = asked.notificationIds === null ? null : [...new Set(named)];
  return transact({ ctx }, async (inner) => {
    const now = inner.clock.now();
    const rows = await inner.db
      .select({ id: notifications.id, state: notifications.state })
      .from(notifications)
      .where(
        and(
          eq(notifications.workspaceId, inner.workspaceId),
          wanted === null ? eq(notifications.state, 'undeliverable') : inArray(notifications.id, wanted),
        ),
      )
      .orderBy(asc(notifications.createdAt), asc(notifications.id))
      .limit(mostAtOnce)
      .for('update');
    const other = rows.find(({ state }) => state !== 'undeliverable');
    if (other !== undefined) throw notUndeliverable(other);
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return { retried: 0 };
    await inner.db
      .update(notifications)
      .set({ state: 'waiting', problem: null, heldUntil: null, bundleId: null, channelId: null, retriedAt: now })
      .where(inArray(notifications.id, ids));
    for (const id of ids) await scheduleWork({ ctx: inner, kind: 'send-notification', subject: id, dueAt: now });
    const resource = ids.map((id) => ({ type: 'notification', id }));
    await audit({ ctx: inner, action: 'notification.retried', resource, details: {} });
    return { retried: ids.length };
  });
}

function notUndeliverable({ id, state }: { id: string; state: string }): SophiaError {
  return new SophiaError(
    'notification.not-undeliverable',
    `Expected a notification that could not be delivered, found ${id}, which is ${state}.`,
  );
}
