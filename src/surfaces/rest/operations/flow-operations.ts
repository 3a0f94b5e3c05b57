import { z } from 'zod';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { readCursor } from '../cursor.ts';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, Day, limitUpTo, NextCursor, Reference } from '../fields.ts';
import { pageOf } from '../page-of.ts';
import { vendorErrors } from '../vendor-errors.ts';

const tag = 'flow';
const mostGaps = 1000;
const Inbox = operationSchemas['inbox.list'];
const Instant = z.iso
  .datetime()
  .refine((instant) => instant >= '1900-01-01', 'Expected a time from 1900 on.')
  .describe('A time in UTC, such as `2026-09-01T00:00:00Z`.');

export const flowOperations = [
  declareOperation({
    id: 'getLedger',
    method: 'GET',
    path: '/ledger',
    tag,
    summary: 'Whether every call has arrived everywhere: the sums of each day, what is missing and why',
    query: { since: Day.optional() },
    answer: operationSchemas['ledger.get'].output,
    run: ({ query, ...call }) =>
      performOperation('ledger.get', { ...call, input: { since: query.since ?? null, gapLimit: mostGaps } }),
  }),
  declareOperation({
    id: 'listEvents',
    method: 'GET',
    path: '/inbox',
    tag,
    summary: 'What vendors have told, the newest first',
    query: {
      state: Inbox.input.shape.state.unwrap().optional().describe('`dead` is what failed in every try.'),
      source: Reference.optional(),
      limit: limitUpTo(499),
      cursor: Cursor,
    },
    answer: z.strictObject({ events: Inbox.output.shape.events, nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listEvents', query };
      const { limit, state = null, source = null } = query;
      const input = { state, source, limit: limit + 1, after: readCursor(list, query.cursor) };
      const { events } = await performOperation('inbox.list', { ...call, input });
      const { rows, nextCursor } = pageOf({ list, rows: events, limit, idOf: (one) => one.inboxId });
      return { events: rows, nextCursor };
    },
  }),
  declareOperation({
    id: 'getEvent',
    method: 'GET',
    path: '/inbox/{inboxId}',
    tag,
    summary: 'One event with what the vendor sent, and what came of it',
    params: { inboxId: Reference },
    answer: operationSchemas['inbox.get'].output,
    errors: ['inbox.not-found'],
    run: ({ params, ...call }) => performOperation('inbox.get', { ...call, input: params }),
  }),
  declareOperation({
    id: 'retryEvent',
    method: 'POST',
    path: '/inbox/{inboxId}/retry',
    tag,
    summary: 'Has an event looked at again that failed in every try',
    params: { inboxId: Reference },
    errors: ['inbox.not-found', 'change.move-not-allowed'],
    run: ({ params, ...call }) => performOperation('inbox.retry', { ...call, input: params }),
  }),
  declareOperation({
    id: 'listTriggers',
    method: 'GET',
    path: '/triggers',
    tag,
    summary: 'The rules by which events of other systems start work, as they hold now',
    answer: operationSchemas['triggers.list'].output,
    run: (call) => performOperation('triggers.list', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'getSync',
    method: 'GET',
    path: '/sync',
    tag,
    summary: 'How far each stream of the vendors has been read',
    answer: operationSchemas['sync.status'].output,
    run: (call) => performOperation('sync.status', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'requestSync',
    method: 'POST',
    path: '/sync',
    tag,
    summary: 'Has the vendors asked now for what is new',
    answer: operationSchemas['sync.now'].output,
    status: 202,
    errors: ['vendor.off'],
    run: (call) => performOperation('sync.now', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'countBackfill',
    method: 'GET',
    path: '/backfill',
    tag,
    summary: 'What a back-fill would take in, and what its analysis would cost',
    query: { from: Instant, to: Instant },
    answer: operationSchemas['sync.count'].output,
    errors: ['vendor.off', ...vendorErrors],
    run: ({ query: { from, to }, ...call }) => performOperation('sync.count', { ...call, input: { from, to } }),
  }),
  declareOperation({
    id: 'requestBackfill',
    method: 'POST',
    path: '/backfill',
    tag,
    summary: 'Has the calls of a range taken in as history: analyzed, and neither written to the CRM nor told',
    body: z.strictObject({ from: Instant, to: Instant }),
    errors: ['vendor.off'],
    run: ({ body, ...call }) => performOperation('sync.backfill', { ...call, input: body }),
  }),
  declareOperation({
    id: 'checkConnections',
    method: 'GET',
    path: '/connections',
    tag,
    summary: 'Has each vendor prove its connection, step by step',
    answer: operationSchemas['connections.check'].output,
    run: (call) => performOperation('connections.check', { ...call, input: {} }),
  }),
];
