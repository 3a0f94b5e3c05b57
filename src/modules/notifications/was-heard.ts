import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, gte, sql } from '#platform/sql';
import { chatInteractions } from './tables.ts';

/** What is older than this goes on no more by itself. */
const withinMs = 14 * 86_400_000;

/** Whether somebody was answered in the last two weeks in a conversation of the chat, so that what follows there is meant for Sophia. */
export async function wasHeard({ ctx, input }: Verb<{ conversation: string }>): Promise<boolean> {
  authorise({ ctx, action: 'notification.read', resource: { type: 'interaction', id: null } });
  const [row] = await ctx.db
    .select({ id: chatInteractions.id })
    .from(chatInteractions)
    .where(
      and(
        eq(chatInteractions.workspaceId, ctx.workspaceId),
        eq(sql`${chatInteractions.input} ->> 'conversation'`, input.conversation),
        eq(chatInteractions.outcome, 'done'),
        gte(chatInteractions.at, new Date(ctx.clock.now().getTime() - withinMs)),
      ),
    )
    .limit(1);
  return row !== undefined;
}
