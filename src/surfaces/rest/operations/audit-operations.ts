import { z } from 'zod';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { readCursor, writeCursor } from '../cursor.ts';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, limitUpTo, NextCursor } from '../fields.ts';

const tag = 'audit';
/** The trail belongs to the workspace of the accounts, as they do. */
const place = 'home';
const most = 1000;
const Records = operationSchemas['audit.list'].output.shape.records;
const Filter = z.string().min(1).max(200);
const Instant = z.iso.datetime().describe('A time, such as 2026-09-14T08:00:00Z.');

export const auditOperations = [
  declareOperation({
    id: 'listAuditRecords',
    method: 'GET',
    path: '/audit/records',
    tag,
    place,
    summary: 'Who did what, the newest first',
    query: {
      actor: z.string().min(1).max(320).optional().describe('An id, an address or a name of whoever acted.'),
      action: z.string().min(1).max(100).optional().describe('An action, or its beginning, such as `key.`.'),
      resource: Filter.optional().describe('The id of what was acted on.'),
      request: z.string().min(1).max(100).optional().describe('The id of a request.'),
      result: operationSchemas['audit.list'].input.shape.result.unwrap().optional(),
      from: Instant.optional(),
      to: Instant.optional(),
      limit: limitUpTo(most),
      cursor: Cursor,
    },
    answer: z.strictObject({ records: Records, nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listAuditRecords', query };
      const { actor = null, action = null, resource = null, request = null, result = null } = query;
      const { from = null, to = null, limit } = query;
      const before = numberIn(readCursor(list, query.cursor));
      const filters = { actor, action, resourceId: resource, requestId: request, result, from, to };
      const { records, nextBefore } = await performOperation('audit.list', {
        ...call,
        input: { ...filters, limit, before },
      });
      return { records, nextCursor: writeCursor(list, nextBefore === null ? null : String(nextBefore)) };
    },
  }),
  declareOperation({
    id: 'exportAuditRecords',
    method: 'GET',
    path: '/audit/export',
    tag,
    place,
    summary: 'The records in their order, with the hashes by which anybody can check them',
    description:
      'A page of what is recorded when the export begins. Asked for with `Accept: application/x-ndjson`, all of it from the page on, one record a line; a connection that is cut off before the last line has failed. That somebody exported is recorded.',
    query: {
      after: z.coerce
        .number()
        .int()
        .min(0)
        .max(Number.MAX_SAFE_INTEGER)
        .default(0)
        .describe('The number of the last record that is there already.'),
      limit: limitUpTo(most),
      cursor: Cursor,
    },
    answer: z.strictObject({ records: Records, nextCursor: NextCursor }),
    lines: Records.element,
    linesOf: ({ records, nextCursor }) => ({ lines: records, nextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'exportAuditRecords', query };
      const place = readCursor(list, query.cursor)?.split('-').map(numberIn) ?? [query.after, null];
      const [after = 0, upTo = null] = place;
      const page = await performOperation('audit.export', {
        ...call,
        input: { after: after ?? 0, upTo, limit: query.limit },
      });
      const next = page.nextAfter === null ? null : `${page.nextAfter}-${page.upTo}`;
      return { records: page.records, nextCursor: writeCursor(list, next) };
    },
  }),
  declareOperation({
    id: 'verifyAudit',
    method: 'GET',
    path: '/audit/verification',
    tag,
    place,
    summary: 'Whether every record is as it was written and none is missing',
    description:
      'Checks the whole chain. Keep `end` somewhere else: given to the next check as `anchor`, it also proves that the whole was not written anew.',
    query: {
      anchor: z
        .string()
        .regex(/^\d{1,15}:[0-9a-f]{64}$/, 'Expected the end of an earlier check, such as 1204:9f2c….')
        .optional()
        .describe('`end` of an earlier check.'),
    },
    answer: operationSchemas['audit.verify'].output,
    run: ({ query, ...call }) => performOperation('audit.verify', { ...call, input: { anchor: query.anchor ?? null } }),
  }),
];

/** A cursor that fits its list was written here, from a number; what else stands in one is taken for the beginning. */
function numberIn(text: string | null | undefined): number | null {
  const number = Number(text ?? 'none');
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
