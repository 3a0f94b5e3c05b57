import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import { basicCall } from './basic-call.ts';
import { CallFilter, callKey, findCalls } from './call-filter.ts';
import { gongAnswer, gongError, noCalls } from './gong-answer.ts';
import { pageOf } from './page-of.ts';
import type { GongState } from './state.ts';

const Query = CallFilter.pick({ fromDateTime: true, toDateTime: true, workspaceId: true })
  .required({ fromDateTime: true, toDateTime: true })
  .extend({ cursor: z.string().optional() });

/** `GET /v2/calls`: what started in a range, the moment it ended. */
export function listCalls(exchange: Exchange<GongState>): Answer {
  const parsed = Query.safeParse(Object.fromEntries(exchange.query));
  if (!parsed.success) return gongError(exchange, { status: 400, errors: describeProblems(parsed.error) });
  const { cursor, ...filter } = parsed.data;
  if (Date.parse(filter.fromDateTime) >= Date.parse(filter.toDateTime)) {
    return gongError(exchange, { status: 400, errors: ['fromDateTime must be before toDateTime'] });
  }
  const items = findCalls(exchange, filter);
  const page = pageOf({ exchange, items, keyOf: callKey, cursor, question: ['calls', filter] });
  if (!page.ok) return gongError(exchange, { status: 400, errors: [page.error] });
  if (page.items.length === 0) return gongError(exchange, { status: 404, errors: [noCalls] });
  const calls = page.items.map((call) => basicCall(call, exchange));
  return gongAnswer(exchange, { records: page.records, calls });
}

/** `GET /v2/calls/{id}` */
export function getCall(exchange: Exchange<GongState>): Answer {
  const id = exchange.parameters['id'] ?? '';
  const [call] = findCalls(exchange, { callIds: [id] });
  if (call === undefined) return gongError(exchange, { status: 404, errors: ['Call ID was not found'] });
  return gongAnswer(exchange, { call: basicCall(call, exchange) });
}

/** A sentence for each thing that is wrong with a request. */
export function describeProblems(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.length === 0 ? 'The request' : path.join('.')}: ${message}`);
}
