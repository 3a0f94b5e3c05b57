import { and, asc, count, eq, gte, inArray, isNull, lte, ne, notInArray, or, type SQL, sql } from '#platform/sql';
import { countBoundAlike } from './count-bound-alike.ts';
import type { NotificationContext } from './notification-context.ts';
import type { NotificationRow } from './notification-row.ts';
import type { NotificationKind, NotificationSettings } from './schema.ts';
import { notifications } from './tables.ts';

/** Each asks somebody for an answer of its own, or is a digest already. */
const aloneKinds: readonly NotificationKind[] = ['approval_request', 'daily_digest'];
/** Of those that wait for places of their own. */
const mostLooked = 50;

/** Whether so many of its like go to one place at once that they become one message. */
export async function hasBurst({
  ctx,
  row,
  place,
  channelId,
  settings,
}: {
  ctx: NotificationContext;
  row: NotificationRow;
  place: string;
  channelId: string;
  settings: NotificationSettings;
}): Promise<boolean> {
  if (aloneKinds.includes(row.kind)) return false;
  const { after, withinSeconds, waitSeconds } = settings.bundling;
  const now = ctx.clock.now().getTime();
  const at = sql`coalesce(${notifications.heldUntil}, ${notifications.createdAt})`;
  const alike = and(
    eq(notifications.workspaceId, ctx.workspaceId),
    likeIt(row),
    gte(at, new Date(now - withinSeconds * 1000)),
    lte(at, new Date(now + waitSeconds * 1000)),
  );
  const plannedPlace = sql`${notifications.destination} ->> 'place'`;
  const [found] = await ctx.db
    .select({ number: count() })
    .from(notifications)
    .where(
      and(
        alike,
        inArray(notifications.state, ['waiting', 'sent', 'bundled']),
        or(eq(notifications.channelId, channelId), eq(plannedPlace, place)),
      ),
    );
  const known = found?.number ?? 0;
  if (known > after) return true;
  const waiting = await ctx.db
    .select()
    .from(notifications)
    .where(and(alike, eq(notifications.state, 'waiting'), isNull(notifications.channelId), ne(plannedPlace, place)))
    .orderBy(asc(notifications.id))
    .limit(mostLooked);
  if (known + waiting.length <= after) return false;
  const most = after + 1 - known;
  return known + (await countBoundAlike({ ctx, settings, row, waiting, most })) > after;
}

/** Much of little weight is no reason to hide the summary of a call, or what is grave, in a list; the reverse is. */
function likeIt({ kind, severity }: NotificationRow): SQL | undefined {
  if (kind === 'call_summary') return eq(notifications.kind, 'call_summary');
  return and(
    notInArray(notifications.kind, [...aloneKinds, 'call_summary']),
    severity === 'high' ? eq(notifications.severity, 'high') : undefined,
  );
}
