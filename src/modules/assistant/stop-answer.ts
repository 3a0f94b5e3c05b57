import { StopAnswerInput } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { sql } from '#platform/sql';
import { nameOfAsker } from './name-of-asker.ts';
import { assistantStops } from './tables.ts';

/**
 * Notes that whoever acts has had enough of what they asked in a conversation, up to a question. An answer of theirs
 * that is under way there ends within a second, in whatever process it is made, and asks no model any more.
 */
export async function stopAnswer({ ctx, input }: Verb<StopAnswerInput>): Promise<StopAnswerInput> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: null } });
  const { conversation, askedUntil } = parseInput({ schema: StopAnswerInput, input, what: 'a word to stop' });
  return transact({ ctx }, async (inner) => {
    const noted = { askedUntil, stoppedAt: inner.clock.now() };
    const { workspaceId, askedBy, conversation: place, askedUntil: earlier } = assistantStops;
    const changed = await inner.db
      .insert(assistantStops)
      .values({ workspaceId: inner.workspaceId, askedBy: nameOfAsker(inner), conversation, ...noted })
      .onConflictDoUpdate({
        target: [workspaceId, askedBy, place],
        set: noted,
        setWhere: sql`${earlier} < ${askedUntil}`,
      })
      .returning({ askedUntil: earlier });
    if (changed.length > 0) {
      await audit({ ctx: inner, action: 'answer.stopped', resource: { type: 'conversation', id: conversation } });
    }
    return { conversation, askedUntil };
  });
}
