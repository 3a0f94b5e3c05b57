import { z } from 'zod';
import type { OfferedTool } from '#platform/llm';

const mostStatements = 12;

/** The answer as a model words it: nothing of it is shown before it is checked. */
export const PlannedAnswer = z.strictObject({
  statements: z
    .array(
      z.strictObject({
        text: z.string().min(1).max(500),
        refs: z.array(z.string().min(1).max(20)).max(10).describe('The findings that it stands on: ["1.0", "2.3"]'),
      }),
    )
    .max(mostStatements),
  notKnown: z.array(z.string().min(1).max(300)).max(5).describe('What was asked and not found.'),
  outOfScope: z.boolean().describe('Whether the question is about none of the data.'),
});
export type PlannedAnswer = z.infer<typeof PlannedAnswer>;

/** The tool that ends the planning. */
export const giveAnswerTool: OfferedTool = {
  name: 'give_answer',
  description: 'Gives the answer. Every statement names the findings that it stands on.',
  input: PlannedAnswer,
};
