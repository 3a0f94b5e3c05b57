import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import { NotificationSubject } from './schema.ts';
import type { notifications } from './tables.ts';

type NotificationRow = typeof notifications.$inferSelect;

/** Announces what became of a notification, in the transaction that wrote it; one that still waits is not settled. */
export async function announceSettled({
  ctx,
  row,
  state,
}: {
  ctx: Context;
  row: NotificationRow;
  state: NotificationRow['state'];
}): Promise<void> {
  if (state === 'waiting') return;
  const { callId } = NotificationSubject.parse(row.subject);
  await publish({
    ctx,
    event: { type: 'notification.settled', notificationId: row.id, kind: row.kind, state, callId: callId ?? null },
  });
}
