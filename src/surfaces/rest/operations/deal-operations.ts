import { z } from 'zod';
import { CrmRecordType } from '#contracts';
import { resolveCall } from '#modules/calls';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { readCursor, writeCursor } from '../cursor.ts';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, Day, limitUpTo, NextCursor, Reference } from '../fields.ts';

const tag = 'deals';
const CallParams = { callId: Reference.describe('The id of a call, or as much of it as only one has.') };
const DealLine = operationSchemas['deals.list'].output.shape.deals.element;

export const dealOperations = [
  declareOperation({
    id: 'listDeals',
    method: 'GET',
    path: '/deals',
    tag,
    summary: 'Deals of the CRM by name',
    query: {
      stage: Reference.optional().describe('A stage by its name, or the beginning of it.'),
      owner: Reference.optional().describe('An owner by name or address.'),
      name: z.string().min(1).max(300).optional().describe('A part of the name.'),
      account: Reference.optional().describe('A company by its name, a part of it, or its id.'),
      closesFrom: Day.optional().describe('The first day on which it is to close, as YYYY-MM-DD.'),
      closesTo: Day.optional().describe('The last one.'),
      limit: limitUpTo(200),
      cursor: Cursor,
    },
    answer: z.strictObject({ deals: z.array(DealLine), nextCursor: NextCursor }),
    errors: ['cursor.malformed', 'record.not-found'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listDeals', query };
      const { limit, stage = null, owner = null, name = null, account = null } = query;
      const { closesFrom = null, closesTo = null } = query;
      const narrowed = { stage, owner, name, account, closesFrom, closesTo };
      const input = { ...narrowed, limit, after: readCursor(list, query.cursor) };
      const { deals, more } = await performOperation('deals.list', { ...call, input });
      return { deals, nextCursor: writeCursor(list, more ? (deals.at(-1)?.recordId ?? null) : null) };
    },
  }),
  declareOperation({
    id: 'getDeal',
    method: 'GET',
    path: '/deals/{name}',
    tag,
    summary: 'A deal with its people, calls, promises, contradictions, warnings and the changes that wait',
    params: { name: Reference.describe('The name of a deal, a part of it that only one has, or its id.') },
    answer: operationSchemas['deals.get'].output,
    errors: ['record.not-found'],
    run: ({ params, ...call }) => performOperation('deals.get', { ...call, input: params }),
  }),
  declareOperation({
    id: 'getDealAsOf',
    method: 'GET',
    path: '/deals/{name}/as-of',
    tag,
    summary: 'A deal at the end of a past day: what was true by all that is known by now, and what was known then',
    params: { name: Reference.describe('The name of a deal, a part of it that only one has, or its id.') },
    query: { day: Day.describe('A day that is over.') },
    answer: operationSchemas['deals.asOf'].output,
    errors: ['record.not-found'],
    run: ({ params, query, ...call }) =>
      performOperation('deals.asOf', { ...call, input: { ...params, asOf: query.day } }),
  }),
  declareOperation({
    id: 'getMatch',
    method: 'GET',
    path: '/calls/{callId}/match',
    tag,
    summary: 'What a call is about in the CRM, and why; null where nothing was looked for yet',
    params: CallParams,
    answer: z.strictObject({ match: operationSchemas['matches.get'].output }),
    errors: ['call.not-found'],
    run: async ({ params, ...call }) => {
      const input = await resolveCall({ ctx: call.ctx, input: { reference: params.callId } });
      return { match: await performOperation('matches.get', { ...call, input }) };
    },
  }),
  declareOperation({
    id: 'correctMatch',
    method: 'POST',
    path: '/calls/{callId}/match',
    tag,
    summary: 'Says what a call is about; everything that follows from it is done again',
    params: CallParams,
    body: z.strictObject({
      objectType: CrmRecordType,
      record: Reference.nullable().describe(
        'A name or an id. A deal, lead or company takes the place of the one before; a contact is one participant, and the others stay. Null says that the call is about none.',
      ),
      takesOff: z
        .boolean()
        .optional()
        .describe('True says that the call is not about this record, such as a contact who did not take part.'),
    }),
    answer: z.strictObject({ match: operationSchemas['matches.correct'].output }),
    errors: ['call.not-found', 'record.not-found'],
    run: async ({ params, body, ...call }) => ({
      match: await performOperation('matches.correct', { ...call, input: { ...params, ...body } }),
    }),
  }),
];
