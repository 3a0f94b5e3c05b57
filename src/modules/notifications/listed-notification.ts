import { z } from 'zod';
import type { NotificationRow } from './notification-row.ts';
import { NotificationKind, NotificationProblem, NotificationState, NotificationSubject, Severity } from './schema.ts';

export const ListedNotification = z.strictObject({
  notificationId: z.string(),
  kind: NotificationKind,
  severity: Severity,
  state: NotificationState,
  subject: NotificationSubject,
  channelId: z.string().nullable(),
  heldUntil: z.iso.datetime().nullable(),
  problem: NotificationProblem.nullable(),
  createdAt: z.iso.datetime(),
});
export type ListedNotification = z.infer<typeof ListedNotification>;

export function listedNotification(row: NotificationRow): ListedNotification {
  return {
    notificationId: row.id,
    kind: row.kind,
    severity: row.severity,
    state: row.state,
    subject: NotificationSubject.parse(row.subject),
    channelId: row.channelId,
    heldUntil: row.heldUntil?.toISOString() ?? null,
    problem: NotificationProblem.nullable().parse(row.problem ?? null),
    createdAt: row.createdAt.toISOString(),
  };
}
