import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, desc, eq, gte, inArray } from '#platform/sql';
import { nameOfAsker } from './name-of-asker.ts';
import type { StoppableQuestion } from './note-under-way.ts';
import { assistantStops } from './tables.ts';

/** Up to which place whoever acts has had enough, of what they asked at a place or behind it; null where they have not. */
export async function findStop({
  ctx,
  input: { stoppedIn, askedAt },
}: Verb<Pick<StoppableQuestion, 'stoppedIn' | 'askedAt'>>): Promise<number | null> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: null } });
  const [row] = await ctx.db
    .select({ askedUntil: assistantStops.askedUntil })
    .from(assistantStops)
    .where(
      and(
        eq(assistantStops.workspaceId, ctx.workspaceId),
        eq(assistantStops.askedBy, nameOfAsker(ctx)),
        inArray(assistantStops.conversation, [...stoppedIn]),
        gte(assistantStops.askedUntil, askedAt),
      ),
    )
    .orderBy(desc(assistantStops.askedUntil))
    .limit(1);
  return row?.askedUntil ?? null;
}
