import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq, gt } from '#platform/sql';
import { inboxEvents } from './tables.ts';

export interface ListWaitingInput {
  readonly source: string;
  readonly kind: string;
  /** Only those behind this one; null for the first. */
  readonly afterInboxId: string | null;
  readonly limit: number;
}

/** The events of one kind that nobody has processed yet, oldest first. */
export async function listWaiting({
  ctx,
  input,
}: Verb<ListWaitingInput>): Promise<{ waiting: { inboxId: string; subject: string }[] }> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'inbox_event', id: null } });
  const { source, kind, afterInboxId, limit } = input;
  const waiting = await ctx.db
    .select({ inboxId: inboxEvents.id, subject: inboxEvents.subject })
    .from(inboxEvents)
    .where(
      and(
        eq(inboxEvents.workspaceId, ctx.workspaceId),
        eq(inboxEvents.state, 'received'),
        eq(inboxEvents.source, source),
        eq(inboxEvents.kind, kind),
        ...(afterInboxId === null ? [] : [gt(inboxEvents.id, afterInboxId)]),
      ),
    )
    .orderBy(asc(inboxEvents.id))
    .limit(limit);
  return { waiting };
}
