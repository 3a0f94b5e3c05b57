import { z } from 'zod';
import { Answer, AskInput, KeptAnswer, RateAnswerInput, RatedQuestion, ShareAnswerInput } from '#contracts';

/** What can be asked of the assistant. */
export const assistantOperations = {
  'assistant.ask': { input: AskInput, output: Answer },
  'assistant.rate': { input: RateAnswerInput, output: z.strictObject({ answerId: z.string(), rating: z.int() }) },
  'assistant.show': { input: z.strictObject({ answerId: z.string() }), output: KeptAnswer },
  'assistant.share': {
    input: ShareAnswerInput,
    output: z.strictObject({ answerId: z.string(), isShared: z.boolean() }),
  },
  'assistant.list': {
    input: z.strictObject({
      rated: z.boolean(),
      limit: z.int().min(1).max(500),
      after: z.string().nullable().default(null),
    }),
    output: z.strictObject({ questions: z.array(RatedQuestion) }),
  },
} as const;
