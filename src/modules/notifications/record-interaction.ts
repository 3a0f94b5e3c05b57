import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { NotificationProblem } from './schema.ts';
import { chatInteractions } from './tables.ts';

const Interaction = z.strictObject({
  kind: z.enum(['command', 'action', 'form', 'mention', 'message', 'home', 'pane']),
  userId: z.string().min(1),
  channelId: z.string().nullable(),
  /** Names and ids of what was done; nothing that somebody wrote. */
  input: z.record(z.string(), z.string()),
  outcome: z.enum(['done', 'refused', 'failed']),
  problem: NotificationProblem.nullable(),
});
type Interaction = z.infer<typeof Interaction>;

/** Keeps what somebody did in the chat and what came of it. */
export async function recordInteraction({ ctx, input }: Verb<Interaction>): Promise<{ interactionId: string }> {
  authorise({ ctx, action: 'interaction.record', resource: { type: 'interaction', id: null } });
  const interaction = parseInput({ schema: Interaction, input, what: 'what somebody did in the chat' });
  return transact({ ctx }, async (inner) => {
    const interactionId = inner.ids.create('chatInteraction');
    const { workspaceId } = inner;
    await inner.db
      .insert(chatInteractions)
      .values({ id: interactionId, workspaceId, at: inner.clock.now(), ...interaction });
    await audit({
      ctx: inner,
      action: 'interaction.recorded',
      resource: { type: 'interaction', id: interactionId },
      result: interaction.outcome,
      details: { kind: interaction.kind, userId: interaction.userId, problem: interaction.problem?.code ?? null },
    });
    return { interactionId };
  });
}
