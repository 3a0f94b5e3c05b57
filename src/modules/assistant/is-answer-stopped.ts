import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, gte } from '#platform/sql';
import { nameOfAsker } from './name-of-asker.ts';
import { assistantStops } from './tables.ts';

/** Whether whoever acts has had enough of what they asked at this place of a conversation. */
export async function isAnswerStopped({
  ctx,
  input: { conversation, askedAt },
}: Verb<{ conversation: string; askedAt: number }>): Promise<boolean> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: null } });
  const [row] = await ctx.db
    .select({ askedUntil: assistantStops.askedUntil })
    .from(assistantStops)
    .where(
      and(
        eq(assistantStops.workspaceId, ctx.workspaceId),
        eq(assistantStops.askedBy, nameOfAsker(ctx)),
        eq(assistantStops.conversation, conversation),
        gte(assistantStops.askedUntil, askedAt),
      ),
    );
  return row !== undefined;
}
