import type { Context } from '#platform/context';
import { and, count, eq, gte, inArray, lte, notInArray, or, sql } from '#platform/sql';
import type { NotificationRow } from './notification-row.ts';
import type { Bundling, NotificationKind } from './schema.ts';
import { notifications } from './tables.ts';

/** Each asks somebody for an answer of its own, or is a digest already. */
const aloneKinds: readonly NotificationKind[] = ['approval_request', 'daily_digest'];

/** Whether so many go to one place at once that they become one message. */
export async function hasBurst({
  ctx,
  row,
  place,
  channelId,
  bundling,
}: {
  ctx: Context;
  row: NotificationRow;
  place: string;
  channelId: string;
  bundling: Bundling;
}): Promise<boolean> {
  if (aloneKinds.includes(row.kind)) return false;
  const since = new Date(ctx.clock.now().getTime() - bundling.withinSeconds * 1000);
  const until = new Date(ctx.clock.now().getTime() + bundling.waitSeconds * 1000);
  const [found] = await ctx.db
    .select({ number: count() })
    .from(notifications)
    .where(
      and(
        eq(notifications.workspaceId, ctx.workspaceId),
        inArray(notifications.state, ['waiting', 'sent']),
        notInArray(notifications.kind, [...aloneKinds]),
        gte(sql`coalesce(${notifications.heldUntil}, ${notifications.createdAt})`, since),
        lte(sql`coalesce(${notifications.heldUntil}, ${notifications.createdAt})`, until),
        or(eq(notifications.channelId, channelId), sql`${notifications.destination} ->> 'place' = ${place}`),
      ),
    );
  return (found?.number ?? 0) > bundling.after;
}
