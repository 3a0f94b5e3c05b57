import type { Answer } from '#contracts';
import type { Context } from '#platform/context';
import type { Choice } from './intent/choose-kind.ts';
import { questionKinds } from './kinds/question-kinds.ts';
import { mayAsk } from './kinds/readings-of.ts';
import { offeredTo } from './offered-to.ts';

/** An answer but for its id and who made it. */
export type Answered = Omit<Answer, 'answerId' | 'mode' | 'model'>;

export const nothingAnswered: Answered = {
  outcome: 'out_of_scope',
  intent: null,
  understood: '',
  text: '',
  lines: [],
  figures: [],
  queries: [],
  citations: [],
  unknown: [],
  choices: [],
  actions: [],
};

const shownKinds = [
  'deals.closing',
  'deal.status',
  'warnings.at_risk',
  'pipeline.total',
  'forecast.buckets',
  'calls.summary',
  'objections.top',
  'competitors.one',
  'commitments.ours',
  'topics.said',
  'moves.deal',
  'approvals.waiting',
];

const possibleActions = [
  { label: 'Decide on a proposed change', command: 'sophia changes approve <id>' },
  { label: 'Take back what Sophia wrote', command: 'sophia changes undo <id>' },
  { label: 'Say what became of a promise', command: 'sophia commitments settle <id> kept' },
  { label: 'Tie a call to a deal', command: 'sophia calls link <call> --deal <name>' },
];

/** What is said where a question is not answered: what can be done here, or that it is none of what is known. */
export function sayNotAnswered({
  ctx,
  choice,
  question,
}: {
  ctx: Context;
  choice: Exclude<Choice, { type: 'kind' }>;
  question: string;
}): Answered {
  const kinds = questionKinds.filter((kind) => mayAsk({ ctx, kind }));
  const examples = kinds
    .filter(({ id }) => shownKinds.includes(id))
    .map(({ what, examples: [first = ''] }) => ({ label: what, question: exampleOf(first) }));
  switch (choice.type) {
    case 'help':
      return {
        ...nothingAnswered,
        outcome: 'answered',
        intent: 'help',
        text: `I answer ${kinds.length} kinds of question about deals, calls, people, promises, warnings and changes, from what is stored and without a model. Each number comes with its query, each statement with its proof. For example:`,
        lines: examples.map(({ label, question: example }) => ({ text: `${label}: “${example}”`, citations: [] })),
      };
    case 'cannot_do':
      return {
        ...nothingAnswered,
        intent: 'cannot_do',
        text: 'I cannot do that from here: I answer questions and change nothing by myself. What can be done:',
        actions: offeredTo({ ctx, offers: possibleActions }),
      };
    case 'out_of_scope': {
      const isForeign = looksForeign(question);
      return {
        ...nothingAnswered,
        text: isForeign
          ? 'I read English only, so I do not know what this asks. I answer questions about your deals, calls and people.'
          : 'That is none of the questions that I can answer, and I do not guess. I answer questions about your deals, calls, people, promises and warnings.',
        choices: (isForeign ? [] : choice.near.filter((kind) => mayAsk({ ctx, kind }))).map(
          ({ what, examples: [first = ''] }) => ({
            label: what,
            question: exampleOf(first),
          }),
        ),
      };
    }
  }
}

const sampleNames: Readonly<Record<string, string>> = {
  account: '<account>',
  person: '<person>',
  rep: '<representative>',
  competitor: '<competitor>',
  stage: '<stage>',
  topic: '<topic>',
  period: 'this quarter',
  stay: 'for more than 30 days',
  warning: 'stuck in their stage',
};

function exampleOf(masked: string): string {
  return masked.replaceAll(/\{([a-z]+)\}/g, (_whole, name: string) => sampleNames[name] ?? name);
}

const tellingWords =
  /\b(?:welche[rsn]?|wie|wer|wann|warum|dieses|diesem|sind|cuáles|cuántos|qué|quién|quels|quelles|combien|où|pourquoi|quanto|quali|hoeveel|waarom|quais|quantos|não|são)\b/iu;
const foreignWords =
  /\b(?:der|die|das|ist|und|welche|wie|wer|was|wann|nicht|el|los|las|qué|cuáles|cuántos|está|son|le|les|est|quels|quelles|combien|où|qui|il|gli|quanto|quali|het|een|hoeveel|não|qual|quais)\b/giu;

/** Whether it is written in another language, as far as its commonest words show. */
export function looksForeign(question: string): boolean {
  const letters = question.match(/\p{L}/gu) ?? [];
  const latin = question.match(/\p{Script=Latin}/gu) ?? [];
  if (letters.length > 0 && latin.length / letters.length < 0.5) return true;
  if (tellingWords.test(question)) return true;
  const words = question.split(/\s+/).length;
  return (question.match(foreignWords) ?? []).length >= Math.max(2, words * 0.25);
}
