import { z } from 'zod';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, lt } from '#platform/sql';
import { type ListedNotification, listedNotification } from './listed-notification.ts';
import { NotificationState } from './schema.ts';
import { notifications } from './tables.ts';

const ListInput = z.strictObject({
  state: NotificationState.nullable(),
  limit: z.int().min(1).max(200),
  /** The id behind which the next page begins. */
  before: z.string().nullable(),
});

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
    notifications: rows.map(listedNotification),
    nextBefore: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
  };
}
