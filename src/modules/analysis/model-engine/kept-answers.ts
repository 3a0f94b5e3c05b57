import { z } from 'zod';
import { QuestionTracker } from '#contracts';
import { ModelAnswer, TrackerAnswer } from './model-answer.ts';

/**
 * What models answered about one call, also where the whole result is the rules' because another part of the call got
 * no answer. The same findings can be made from it again without asking anybody.
 */
export const KeptAnswers = z.strictObject({
  promptVersion: z.string().min(1),
  /** One for each window, in the order of the call. */
  analysis: z.array(answerOf(ModelAnswer)),
  /** Answers name a question by its place in the list, counted from 1. */
  trackers: z.strictObject({ questions: z.array(QuestionTracker), answers: z.array(answerOf(TrackerAnswer)) }),
});
export type KeptAnswers = z.infer<typeof KeptAnswers>;

function answerOf<Value extends z.ZodType>(
  value: Value,
): z.ZodObject<{ provider: z.ZodString; model: z.ZodString; value: Value }, z.core.$strict> {
  return z.strictObject({ provider: z.string().min(1), model: z.string().min(1), value });
}
