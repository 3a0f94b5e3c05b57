import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, count, eq, gte } from '#platform/sql';
import { chatInteractions } from './tables.ts';

/** How often somebody of the chat was answered in a channel since then. */
export async function countInteractions({
  ctx,
  input,
}: Verb<{ userId: string; channelId: string; since: Date }>): Promise<{ count: number }> {
  authorise({ ctx, action: 'notification.read', resource: { type: 'interaction', id: null } });
  const [row] = await ctx.db
    .select({ count: count() })
    .from(chatInteractions)
    .where(
      and(
        eq(chatInteractions.workspaceId, ctx.workspaceId),
        eq(chatInteractions.userId, input.userId),
        eq(chatInteractions.channelId, input.channelId),
        eq(chatInteractions.outcome, 'done'),
        gte(chatInteractions.at, input.since),
      ),
    );
  return { count: row?.count ?? 0 };
}
