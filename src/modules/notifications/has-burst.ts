import type { Context } from '#platform/context';
import { and, count, eq, gte, inArray, lte, ne, notInArray, or, type SQL, sql } from '#platform/sql';
import type { NotificationRow } from './notification-row.ts';
import type { Bundling, NotificationKind } from './schema.ts';
import { notifications } from './tables.ts';

/** Each asks somebody for an answer of its own, or is a digest already. */
const aloneKinds: readonly NotificationKind[] = ['approval_request', 'daily_digest'];

/** Whether so many of its like go to one place at once that they become one message. */
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
        likeIt(row),
        gte(sql`coalesce(${notifications.heldUntil}, ${notifications.createdAt})`, since),
        lte(sql`coalesce(${notifications.heldUntil}, ${notifications.createdAt})`, until),
        or(eq(notifications.channelId, channelId), sql`${notifications.destination} ->> 'place' = ${place}`),
      ),
    );
  return (found?.number ?? 0) > bundling.after;
}

/** Much of little weight is no reason to hide the summary of a call, or what is grave, in a list. */
function likeIt({ kind, severity }: NotificationRow): SQL | undefined {
  if (kind === 'call_summary') return eq(notifications.kind, 'call_summary');
  return and(
    notInArray(notifications.kind, [...aloneKinds, 'call_summary']),
    severity === 'high' ? eq(notifications.severity, 'high') : ne(notifications.severity, 'high'),
  );
}
