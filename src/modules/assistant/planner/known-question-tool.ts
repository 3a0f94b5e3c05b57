import { z } from 'zod';
import type { Context } from '#platform/context';
import { answerKind } from '../answer-kind.ts';
import { readQuestion } from '../entities/read-question.ts';
import { kindOf } from '../intent/choose-kind.ts';
import { questionKinds } from '../kinds/question-kinds.ts';
import { mayAsk } from '../kinds/readings-of.ts';
import type { Answered } from '../say-not-answered.ts';
import { type Found, nothingFound } from './finding.ts';
import { declareTool, type PlanningTool } from './planning-tool.ts';

/** Answers a question of a known kind by the rules: numbers with their queries, statements with their proofs. */
export function knownQuestionTool(ctx: Context): PlanningTool {
  const [first = '', ...others] = questionKinds.filter((kind) => mayAsk({ ctx, kind })).map(({ id }) => id);
  return declareTool({
    name: 'answer_known_question',
    description:
      'Computes the answer to one question of a known kind from the stored deals, calls, people, promises, warnings and changes. Put the names and the period into the question, in plain English.',
    input: z.strictObject({
      kind: z.enum([first, ...others]).describe('One of the kinds listed in the instructions.'),
      question: z.string().min(1).max(300).describe('For example: which deals of Maya Okafor close this quarter?'),
    }),
    words: ({ kind, question }) => `${kindOf(kind)?.what ?? kind}: “${question}”`,
    run: async ({ kind: id, question }, { ctx: asking, knowledge, showing }) => {
      const kind = kindOf(id);
      if (kind === null) return nothingFound;
      const { slots } = await readQuestion({ ctx: asking, text: question, ...knowledge });
      return foundIn(
        await answerKind({
          ctx: asking,
          ...knowledge,
          question,
          kind,
          slots,
          showing: { understood, names: showing.names },
        }),
      );
    },
  });
}

/** A step is no reading of the question that was asked. */
function understood(): Promise<void> {
  return Promise.resolve();
}

function foundIn({ text, understood, unknown, lines, citations, choices, figures, queries, actions }: Answered): Found {
  const byNumber = new Map(citations.map(({ number, ...source }) => [number, source]));
  const head = [understood === '' ? '' : `${understood}.`, text, ...unknown].filter((part) => part !== '').join(' ');
  return {
    findings: [
      { text: head, sources: [], isSaid: false },
      ...lines.map((line) => {
        const sources = line.citations.flatMap((number) => byNumber.get(number) ?? []);
        return {
          text: line.text,
          sources,
          isSaid: sources.some(({ type }) => type === 'turn'),
          isWritten: sources.some(({ type }) => type === 'note' || type === 'document'),
        };
      }),
      ...choices.map(({ label }) => ({ text: `Did you mean ${label}?`, sources: [], isSaid: false })),
    ],
    figures,
    queries,
    actions,
  };
}
