import { askUntilStopped, hasConversation, rateAnswer, stopAnswer, suggestQuestions } from '#modules/assistant';
import { wasHeard } from '#modules/notifications';
import type { SlackServices } from '#surfaces/slack';

/** What people ask in their own words. */
export function assistantServices(
  baseUrl: () => string,
): Pick<SlackServices, 'askQuestion' | 'stopAnswer' | 'suggestQuestions' | 'rateAnswer' | 'hasConversation'> {
  return {
    askQuestion: async ({ ctx, input, tell }) => {
      const asking = tell === undefined ? ctx : { ...ctx, tell };
      const answer = await askUntilStopped({ ctx: asking, input: { ...input, channel: 'slack' } });
      return { answer, baseUrl: baseUrl() };
    },
    stopAnswer,
    suggestQuestions,
    rateAnswer,
    // Who hands a message in has no rights of their own; that something was asked in a thread is no secret of it.
    hasConversation: async ({ ctx, input }) => {
      const asked = { ctx: { ...ctx, actor: { type: 'system', component: 'slack' } as const }, input };
      return (await hasConversation(asked)) || (await wasHeard(asked));
    },
  };
}
