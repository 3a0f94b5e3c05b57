import { z } from 'zod';
import {
  Answer,
  AnswerExport,
  AskInput,
  Battlecard,
  Competitor,
  DocumentAudience,
  KeptAnswer,
  RateAnswerInput,
  RatedQuestion,
  ShareAnswerInput,
} from '#contracts';
import { Nothing } from './nothing.ts';

/** What can be asked of the assistant. */
export const assistantOperations = {
  'assistant.ask': { input: AskInput, output: Answer },
  'assistant.rate': { input: RateAnswerInput, output: z.strictObject({ answerId: z.string(), rating: z.int() }) },
  'assistant.show': { input: z.strictObject({ answerId: z.string() }), output: KeptAnswer },
  'assistant.export': { input: z.strictObject({ answerId: z.string() }), output: AnswerExport },
  'assistant.share': {
    input: ShareAnswerInput,
    output: z.strictObject({ answerId: z.string(), isShared: z.boolean() }),
  },
  'competitors.list': { input: Nothing, output: z.strictObject({ competitors: z.array(Competitor) }) },
  'battlecard.get': {
    input: z.strictObject({ competitor: z.string().min(1).max(200), audience: DocumentAudience }),
    output: Battlecard,
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
