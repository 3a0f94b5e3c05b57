import { z } from 'zod';
import {
  Answer,
  AnswerEvent,
  AnswerExport,
  AskInput,
  Battlecard,
  DocumentAudience,
  RateAnswerInput,
  SearchAnswer,
  SearchQuestion,
  ShareAnswerInput,
} from '#contracts';
import { renderAnswerMarkdown } from '#modules/reports';
import { searchWorkspace } from '#modules/search';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { readCursor } from '../cursor.ts';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, flag, limitUpTo, NextCursor, Reference } from '../fields.ts';
import { pageOf } from '../page-of.ts';

const tag = 'questions';
const { query: Words, account, deal, person, side, since, until, topic, kind } = SearchQuestion.shape;
/** One fewer than the operation lists, so that it can say whether there are more. */
const most = 499;
const Named = z.string().min(1).max(300);

export const questionOperations = [
  declareOperation({
    id: 'search',
    method: 'GET',
    path: '/search',
    tag,
    summary: 'The places in calls, records, notes and documents that answer a question',
    query: {
      q: Words.describe('What is looked for.'),
      account: filterOf(account).describe('Only of this company: a name, a part of it, or an id.'),
      deal: filterOf(deal).describe('Only of this deal.'),
      person: filterOf(person).describe('Only of somebody who speaks, or of a contact.'),
      side: filterOf(side),
      since: filterOf(since),
      until: filterOf(until),
      topic: filterOf(topic),
      kind: filterOf(kind),
      call: Named.optional().describe('Only in the call with this id.'),
      limit: z.coerce.number().int().min(1).max(50).default(10).describe('How many a page holds at most.'),
      cursor: z.string().max(200).optional().describe('`nextCursor` of the page before; without it the list begins.'),
    },
    answer: SearchAnswer,
    errors: ['record.not-found', 'call.not-found', 'cursor.malformed'],
    run: ({ ctx, query: { q, call, workspace: _workspace, ...asked } }) => {
      const input = SearchQuestion.parse({ ...asked, query: q, callId: call ?? null });
      return searchWorkspace({ ctx, input });
    },
  }),
  declareOperation({
    id: 'askQuestion',
    method: 'POST',
    path: '/questions',
    tag,
    summary: 'Answers a question, with the query of each number and the turn of each quote',
    body: z.strictObject({
      question: AskInput.shape.question,
      conversation: AskInput.shape.conversation.default(null).describe('What was asked under the same name counts.'),
    }),
    description:
      'With `Accept: text/event-stream` the answer comes as it is made, and closing the connection stops it.',
    answer: Answer,
    events: AnswerEvent,
    run: ({ body, ...call }) => performOperation('assistant.ask', { ...call, input: { ...body, channel: 'api' } }),
  }),
  declareOperation({
    id: 'listQuestions',
    method: 'GET',
    path: '/questions',
    tag,
    summary: 'What was asked, the newest first; with `rated`, what somebody has rated',
    query: { rated: flag('false'), limit: limitUpTo(most), cursor: Cursor },
    answer: z.strictObject({
      questions: operationSchemas['assistant.list'].output.shape.questions,
      nextCursor: NextCursor,
    }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listQuestions', query };
      const { rated, limit } = query;
      const input = { rated, limit: limit + 1, after: readCursor(list, query.cursor) };
      const { questions } = await performOperation('assistant.list', { ...call, input });
      const { rows, nextCursor } = pageOf({ list, rows: questions, limit, idOf: ({ answerId }) => answerId });
      return { questions: rows, nextCursor };
    },
  }),
  declareOperation({
    id: 'getAnswer',
    method: 'GET',
    path: '/questions/{answerId}',
    tag,
    summary: 'An answer as it was given: of your own, or one that was shared',
    description:
      'Of a shared answer that was made with rights that you have not, `answer` is null: ask the question yourself.',
    params: { answerId: Reference },
    answer: operationSchemas['assistant.show'].output,
    errors: ['answer.not-found'],
    run: ({ params, ...call }) => performOperation('assistant.show', { ...call, input: params }),
  }),
  declareOperation({
    id: 'exportAnswer',
    method: 'GET',
    path: '/questions/{answerId}/export',
    tag,
    summary: 'An answer to take along, as data and as Markdown',
    description:
      'Question and answer as they were given, who asked, when and where, each proof with the address that opens it, and the query behind each number. `answer` is null where it was made with rights that you have not.',
    params: { answerId: Reference },
    answer: z.strictObject({ exported: AnswerExport, markdown: z.string() }),
    errors: ['answer.not-found'],
    run: async ({ params, ...call }) => {
      const exported = await performOperation('assistant.export', { ...call, input: params });
      return { exported, markdown: renderAnswerMarkdown(exported) };
    },
  }),
  declareOperation({
    id: 'shareAnswer',
    method: 'PUT',
    path: '/questions/{answerId}/sharing',
    tag,
    summary: 'Lets others of the workspace open an answer of your own, or takes that back',
    params: { answerId: Reference },
    body: z.strictObject({ shared: ShareAnswerInput.shape.shared }),
    answer: operationSchemas['assistant.share'].output,
    errors: ['answer.not-found'],
    run: ({ params, body, ...call }) => performOperation('assistant.share', { ...call, input: { ...params, ...body } }),
  }),
  declareOperation({
    id: 'listCompetitors',
    method: 'GET',
    path: '/competitors',
    tag,
    summary: 'The competitors that the workspace names or that calls mention, with how often',
    answer: operationSchemas['competitors.list'].output,
    run: (call) => performOperation('competitors.list', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'getBattlecard',
    method: 'GET',
    path: '/competitors/{competitor}/battlecard',
    tag,
    summary: 'What is said of a competitor, objections with their answers, and how deals against it end',
    description:
      'From the calls, deals and documents that whoever asks may see. Below five mentions `state` is `insufficient`, below five closed deals `winRate` is null. With `audience=external` it holds only what a customer may be told: passages of external documents.',
    params: { competitor: Named.describe('The name of a competitor, or one that it has beside.') },
    query: { audience: DocumentAudience.default('internal').describe('Whom it is to be shown to.') },
    answer: Battlecard,
    errors: ['competitor.not-found'],
    run: ({ params, query: { audience }, ...call }) =>
      performOperation('battlecard.get', { ...call, input: { ...params, audience } }),
  }),
  declareOperation({
    id: 'rateAnswer',
    method: 'POST',
    path: '/questions/{answerId}/rating',
    tag,
    summary: 'Says whether an answer helped',
    params: { answerId: Reference },
    body: z.strictObject({
      rating: RateAnswerInput.shape.rating,
      reason: RateAnswerInput.shape.reason.default(null),
    }),
    answer: operationSchemas['assistant.rate'].output,
    errors: ['answer.not-found'],
    run: ({ params, body, ...call }) => performOperation('assistant.rate', { ...call, input: { ...params, ...body } }),
  }),
];

/** In an address a filter is there or it is not. */
function filterOf<Value extends z.ZodType>(field: z.ZodDefault<z.ZodNullable<Value>>): z.ZodOptional<Value> {
  return field.unwrap().unwrap().optional();
}
