import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq, gte, sql } from '#platform/sql';
import { inboxEvents } from './tables.ts';

export interface ListHoldingInput {
  readonly source: string;
  /** A part of the payload as it is kept. */
  readonly part: Readonly<Record<string, unknown>>;
  /** An instant: what was processed before it is not looked at. */
  readonly settledSince: string;
}

/** The events of a source that were processed since then and hold a part, the oldest first. */
export async function listHolding({ ctx, input }: Verb<ListHoldingInput>): Promise<{ inboxIds: string[] }> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'inbox_event', id: null } });
  const { source, part, settledSince } = input;
  const rows = await ctx.db
    .select({ inboxId: inboxEvents.id })
    .from(inboxEvents)
    .where(
      and(
        eq(inboxEvents.workspaceId, ctx.workspaceId),
        eq(inboxEvents.source, source),
        eq(inboxEvents.state, 'done'),
        gte(inboxEvents.settledAt, new Date(settledSince)),
        sql`${inboxEvents.payload} @> ${JSON.stringify(part)}::jsonb`,
      ),
    )
    .orderBy(asc(inboxEvents.id));
  return { inboxIds: rows.map(({ inboxId }) => inboxId) };
}
