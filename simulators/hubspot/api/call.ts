import { z } from 'zod';
import type { Answer, Exchange } from '../../kit/index.ts';
import { HubspotProblem, invalidInput } from '../hubspot-problem.ts';
import { type ObjectType, objectTypes, requireObjectType } from '../object-types.ts';
import { appId } from '../portal.ts';
import type { HubspotState } from '../state.ts';
import { sendEvents } from '../webhooks/send-events.ts';
import type { CrmEvent, WriteContext } from '../write-context.ts';
import { admit } from './admit.ts';
import { countRequest } from './count-request.ts';
import { problemAnswer, strikePlanted } from './planted-problem.ts';
import { requireScope } from './scopes.ts';

/** A request of an app whose token has been accepted. */
export interface Call {
  readonly exchange: Exchange<HubspotState>;
  readonly state: HubspotState;
  readonly nowMs: number;
  readonly granted: readonly string[];
  /** From 2026-09 on; the paths without a date and those of 2026-03 hold no rules of the portal. */
  readonly holdsPortalRules: boolean;
}

type Handler = (exchange: Exchange<HubspotState>) => Answer;

interface ServeOptions {
  readonly holdsPortalRules?: boolean;
  /** `none` for the token endpoints, `developer` for the settings of webhooks. */
  readonly credential?: 'token' | 'developer' | 'none';
}

/** Turns what a route does into what it answers: HubSpot's own body where it throws a problem. */
export function serve(action: (call: Call) => Answer, options: ServeOptions = {}): Handler {
  const { holdsPortalRules = false, credential = 'token' } = options;
  return (exchange) => {
    let headers: Readonly<Record<string, string>> = {};
    try {
      strikePlanted(exchange);
      const granted = admit(exchange, credential);
      if (credential === 'token') headers = countRequest(exchange);
      const { state } = exchange;
      const answer = action({ exchange, state, nowMs: exchange.now.getTime(), granted, holdsPortalRules });
      return { ...answer, headers: { ...headers, ...answer.headers } };
    } catch (error) {
      if (!(error instanceof HubspotProblem)) throw error;
      const answer = problemAnswer(exchange, error);
      return { ...answer, headers: { ...headers, ...answer.headers } };
    }
  };
}

/** Runs what writes, as the app, and tells the subscribers of everything it did once it is done. */
export function write<Result>(call: Call, action: (context: WriteContext) => Result): Result {
  const events: CrmEvent[] = [];
  const { exchange } = call;
  const result = action({
    state: call.state,
    nowMs: call.nowMs,
    source: { sourceType: 'INTEGRATION', sourceId: String(appId), userId: null },
    holdsPortalRules: call.holdsPortalRules,
    isRefused: ({ objectType, property }) =>
      exchange.faults.take({ kinds: ['field_refused'], places: [property, `${objectType}.${property}`] }) !== null,
    emit: (event) => {
      events.push(event);
    },
  });
  sendEvents(exchange, { events, changeSource: 'INTEGRATION', sourceId: String(appId) });
  return result;
}

/** The type of object in the path, and the right to do that with it. */
export function objectTypeOf(call: Call, right: { access: 'read' | 'write'; of?: 'objects' | 'schemas' }): ObjectType {
  const objectType = requireObjectType(parameter(call, 'objectType'));
  requireScope(call.granted, `crm.${right.of ?? 'objects'}.${objectTypes[objectType].scope}.${right.access}`);
  return objectType;
}

const emailText: ReadonlySet<string> = new Set(['hs_email_text', 'hs_email_html', 'hs_email_headers']);

/** Without the right to e-mails, whoever may read contacts sees that there are some, and not what they say. */
export function readableOf(call: Call, names: readonly string[]): readonly string[] {
  return call.granted.includes('sales-email-read') ? names : names.filter((name) => !emailText.has(name));
}

export function parameter({ exchange }: Call, name: string): string {
  return exchange.parameters[name] ?? '';
}

export function readBody<Schema extends z.ZodType>({ exchange }: Call, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(exchange.body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw invalidInput(`Invalid input JSON: ${place === '' ? '' : `${place}: `}${issue?.message ?? 'not readable'}`);
}

/** A list in the query, separated by commas or by repeating the name. */
export function listParameter({ exchange }: Call, name: string): string[] {
  return exchange.query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

export function limitOf({ exchange }: Call, limits: { standard: number; highest: number }): number {
  const text = exchange.query.get('limit');
  if (text === null || text === '') return limits.standard;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= limits.highest) return limit;
  throw invalidInput(`Invalid limit: ${text}. It is a whole number from 1 to ${limits.highest}.`);
}

export function ok(body: unknown, status = 200): Answer {
  return { status, body };
}

export function noContent(): Answer {
  return { status: 204, body: undefined };
}

/** The link to the next page stands beside its cursor, as HubSpot gives it. */
export function pagingOf(call: Call, after: string | null): Record<string, unknown> {
  if (after === null) return {};
  const query = new URLSearchParams(call.exchange.query);
  query.set('after', after);
  return { paging: { next: { after, link: `${call.exchange.url}${call.exchange.path}?${query.toString()}` } } };
}
