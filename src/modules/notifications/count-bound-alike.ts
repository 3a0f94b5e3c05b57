import { SophiaError } from '#platform/errors';
import { destinationOf } from './destination-of.ts';
import { isForOnePerson } from './is-for-one-person.ts';
import type { NotificationContext } from './notification-context.ts';
import type { NotificationRow } from './notification-row.ts';
import { resolvePlace } from './resolve-place.ts';
import { type NotificationSettings, NotificationSubject } from './schema.ts';

interface Bound {
  readonly ctx: NotificationContext;
  readonly settings: NotificationSettings;
}

/** How many of those that wait end where a message does: accounts without a channel share the default one. */
export async function countBoundAlike({
  ctx,
  settings,
  row,
  waiting,
  most,
}: Bound & { row: NotificationRow; waiting: readonly NotificationRow[]; most: number }): Promise<number> {
  if (waiting.length === 0) return 0;
  const end = await endOf({ ctx, settings, row });
  let count = 0;
  for (const other of waiting) {
    if (count >= most) break;
    if (end !== null && (await endOf({ ctx, settings, row: other })) === end) count += 1;
  }
  return count;
}

/** As in a dry run: no channel is joined and no conversation opened for a message that is not sent yet. */
async function endOf({ ctx, settings, row }: Bound & { row: NotificationRow }): Promise<string | null> {
  const asked = { ...ctx, notify: { ...ctx.notify, dryRun: true } };
  const subject = NotificationSubject.parse(row.subject);
  try {
    const account = await ctx.notify.readers.accountOf({ ctx: asked, kind: row.kind, subject });
    const destination = destinationOf({ row, settings, account });
    const mayFallBack = row.kind !== 'outside_message' && !isForOnePerson(destination);
    return (await resolvePlace({ ctx: asked, settings, destination, account, mayFallBack })).channelId;
  } catch (error) {
    if (error instanceof SophiaError) return null;
    throw error;
  }
}
