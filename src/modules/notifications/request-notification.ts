import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { publish } from '#platform/events';
import { and, eq } from '#platform/sql';
import { readSettings } from './read-settings.ts';
import { routeFor } from './route-for.ts';
import {
  type NotificationDestination,
  type NotificationSubject,
  PlannedDestination,
  RequestNotificationInput,
} from './schema.ts';
import { notifications } from './tables.ts';

/** Asks that somebody be told something, once for each key. It is sent by what follows `notification.requested`. */
export async function requestNotification({
  ctx,
  input,
}: Verb<RequestNotificationInput>): Promise<{ notificationId: string; created: boolean }> {
  authorise({ ctx, action: 'notification.request', resource: { type: 'notification', id: null } });
  const wanted = parseInput({ schema: RequestNotificationInput, input, what: 'a notification' });
  const { kind, key, severity, subject } = wanted;
  return transact({ ctx }, async (inner) => {
    const settings = await readSettings(inner);
    const chosen = wanted.destination ?? null;
    const destination = chosen ?? routeFor({ settings, kind, severity, teams: [] });
    const planned = { destination, isChosen: chosen !== null, place: placeOf({ destination, subject }) };
    const notificationId = inner.ids.create('notification');
    const heldUntil = wanted.heldUntil === undefined || wanted.heldUntil === null ? null : new Date(wanted.heldUntil);
    const { workspaceId } = inner;
    const created = await inner.db
      .insert(notifications)
      .values({
        id: notificationId,
        workspaceId,
        kind,
        key,
        severity,
        subject,
        destination: PlannedDestination.parse(planned),
        state: 'waiting',
        heldUntil,
        createdAt: inner.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ id: notifications.id });
    if (created.length === 0) {
      const [known] = await inner.db
        .select({ id: notifications.id })
        .from(notifications)
        .where(and(eq(notifications.workspaceId, workspaceId), eq(notifications.key, key)));
      if (known === undefined) throw new SophiaError('internal.unexpected', `The notification ${key} was not kept.`);
      return { notificationId: known.id, created: false };
    }
    await publish({ ctx: inner, event: { type: 'notification.requested', notificationId } });
    await audit({
      ctx: inner,
      action: 'notification.requested',
      resource: { type: 'notification', id: notificationId },
      details: { kind, severity, subject },
    });
    return { notificationId, created: true };
  });
}

function placeOf({
  destination,
  subject,
}: {
  destination: NotificationDestination;
  subject: NotificationSubject;
}): string {
  if (destination.to === 'channel') return `channel ${destination.channel}`;
  if (destination.to === 'chat_user') return `chat_user ${destination.userId}`;
  if (destination.to === 'default') return 'default';
  const about = subject.recordId ?? subject.callId ?? Object.values(subject).join(' ');
  return `${destination.to} ${about}`;
}
