import { z } from 'zod';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, lt } from '#platform/sql';
import { NotificationKind, NotificationProblem, NotificationState, NotificationSubject, Severity } from './schema.ts';
import { notifications } from './tables.ts';

const ListInput = z.strictObject({
  state: NotificationState.nullable(),
  limit: z.int().min(1).max(200),
  /** The id behind which the next page begins. */
  before: z.string().nullable(),
});

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

/** Notifications, newest first; those that nobody could be told of carry the reason and what to do. */
export async function listNotifications({
  ctx,
  input,
}: Verb<z.infer<typeof ListInput>>): Promise<{ notifications: ListedNotification[]; nextBefore: string | null }> {
  authorise({ ctx, action: 'notification.read', resource: { type: 'notification', id: null } });
  const { state, limit, before } = parseInput({ schema: ListInput, input, what: 'which notifications to list' });
  const rows = await ctx.db
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.workspaceId, ctx.workspaceId),
        ...(state === null ? [] : [eq(notifications.state, state)]),
        ...(before === null ? [] : [lt(notifications.id, before)]),
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(limit);
  return {
    notifications: rows.map((row) => ({
      notificationId: row.id,
      kind: row.kind,
      severity: row.severity,
      state: row.state,
      subject: NotificationSubject.parse(row.subject),
      channelId: row.channelId,
      heldUntil: row.heldUntil?.toISOString() ?? null,
      problem: NotificationProblem.nullable().parse(row.problem ?? null),
      createdAt: row.createdAt.toISOString(),
    })),
    nextBefore: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
  };
}
