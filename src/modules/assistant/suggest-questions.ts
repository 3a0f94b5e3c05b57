import { z } from 'zod';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { questionKinds } from './kinds/question-kinds.ts';
import { mayAsk } from './kinds/readings-of.ts';

const Input = z.strictObject({ account: z.string().trim().min(1).max(300).nullable() });
type Input = z.infer<typeof Input>;

interface Suggestion {
  readonly title: string;
  readonly message: string;
}

/** Slack shows four. */
const most = 4;
const ofAll: readonly (readonly [kind: string, question: string])[] = [
  ['deals.closing', 'Which deals close this quarter?'],
  ['warnings.at_risk', 'Which deals are at risk and why?'],
  ['commitments.overdue', 'Which of our promises are overdue?'],
  ['calls.list', 'Which calls took place last week?'],
  ['pipeline.total', 'How much pipeline do we have?'],
];
const ofAccount: readonly (readonly [kind: string, question: string])[] = [
  ['deal.status', 'Where does {account} stand?'],
  ['calls.summary', 'Summarize our last call with {account}'],
  ['commitments.ours', 'What do we owe {account}?'],
  ['people.at_account', 'Who do we know at {account}?'],
  ['objections.top', 'Which objections did {account} raise?'],
];

/** What could be asked first: of everything, or of one account; nothing that whoever asks may not. */
export async function suggestQuestions({ ctx, input }: Verb<Input>): Promise<{ questions: Suggestion[] }> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: null } });
  const { account } = parseInput({ schema: Input, input, what: 'what a question is to be about' });
  const kinds = new Map(questionKinds.map((kind) => [kind.id, kind]));
  const wanted = account === null ? ofAll : ofAccount;
  const questions = wanted.flatMap(([id, text]) => {
    const kind = kinds.get(id);
    if (kind === undefined || !mayAsk({ ctx, kind })) return [];
    const message = text.replace('{account}', account ?? '');
    return [{ title: message, message }];
  });
  return { questions: questions.slice(0, most) };
}
