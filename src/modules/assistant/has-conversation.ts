import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq } from '#platform/sql';
import { assistantInteractions } from './tables.ts';

/** Whether something was asked under this name before. */
export async function hasConversation({ ctx, input }: Verb<{ conversation: string }>): Promise<boolean> {
  authorise({ ctx, action: 'assistant.read', resource: { type: 'answer', id: null } });
  const [row] = await ctx.db
    .select({ id: assistantInteractions.id })
    .from(assistantInteractions)
    .where(
      and(
        eq(assistantInteractions.workspaceId, ctx.workspaceId),
        eq(assistantInteractions.conversation, input.conversation),
      ),
    )
    .limit(1);
  return row !== undefined;
}
