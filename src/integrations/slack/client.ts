import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { errorForResponse, type Fetch, type HttpClient } from '#platform/http-client';
import { authHeader } from './auth.ts';
import { methodLimits, type SlackMethod, type SlackPace } from './limits.ts';
import { mapError } from './map.ts';
import { SlackAnswer } from './schema.ts';

/** What is not given is left out; what is no text is sent as JSON in its field. */
export type SlackArguments = Readonly<Record<string, unknown>>;

export interface SlackRequest<Value> {
  readonly method: SlackMethod;
  readonly arguments?: SlackArguments;
  readonly schema: z.ZodType<Value>;
  readonly channelId?: string;
}

export interface SlackClient {
  /** Carries out a method of the Web API. Throws `vendor.*` and `channel.unusable` errors. */
  call<Value>(request: SlackRequest<Value>): Promise<Value & { readonly nextCursor: string | null }>;
  /** The scopes that the token has, as Slack names them beside an answer; null where it does not. */
  listScopes(): Promise<readonly string[] | null>;
  /** Answers to a command or a button, at the address that came with it. */
  respond(answer: { readonly responseUrl: string; readonly body: Readonly<Record<string, unknown>> }): Promise<void>;
}

export interface SlackClientOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly httpClient: HttpClient;
  readonly pace: SlackPace;
}

const tries = 3;

/** Speaks to Slack's Web API with one retry policy: that of platform/http-client, and ours for 429 on writes. */
export function createSlackClient({ baseUrl, token, httpClient, pace }: SlackClientOptions): SlackClient {
  const fetches = { repeatable: httpClient.createFetch({ retryUnsafe: true }), once: httpClient.createFetch() };
  async function send(request: SlackRequest<unknown>): Promise<Response> {
    const { method, channelId = null } = request;
    await pace.waitForTurn({ method, channelId });
    return fetches[methodLimits[method].kind](`${baseUrl.replace(/\/+$/, '')}/${method}`, {
      method: 'POST',
      headers: {
        authorization: authHeader(token),
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      },
      body: formOf(request.arguments ?? {}),
    });
  }
  return {
    call: async (request) => {
      const { text, response } = await answerOf({ request, send });
      const answer = readAnswer({ text, status: response.status, request, host: new URL(baseUrl).host });
      if (!answer.ok) throw mapError({ method: request.method, answer });
      const value = parse({ schema: request.schema, value: answer, method: request.method });
      return { ...value, nextCursor: answer.response_metadata?.next_cursor || null };
    },
    listScopes: async () => {
      const response = await send({ method: 'auth.test', schema: z.unknown() });
      const header = response.headers.get('x-oauth-scopes');
      await response.body?.cancel();
      return header === null ? null : header.split(',').map((scope) => scope.trim());
    },
    respond: (answer) => respond({ ...answer, baseUrl, fetch: fetches.once }),
  };
}

/** Slack does nothing of a request that it answers with 429, so a write may be sent again as well. */
async function answerOf({
  request,
  send,
}: {
  request: SlackRequest<unknown>;
  send: (request: SlackRequest<unknown>) => Promise<Response>;
}): Promise<{ text: string; response: Response }> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send(request);
    const text = await response.text();
    if (response.status !== 429 || attempt >= tries) return { text, response };
  }
}

function readAnswer({
  text,
  status,
  request,
  host,
}: {
  text: string;
  status: number;
  request: SlackRequest<unknown>;
  host: string;
}): SlackAnswer {
  const parsed = SlackAnswer.safeParse(parseOrNull(text));
  if (status < 200 || status > 299) throw errorForResponse({ host, status, reason: parsed.data?.error ?? null });
  if (parsed.success) return parsed.data;
  throw new SophiaError(
    'vendor.malformed',
    `Expected ${host} to answer ${request.method} in JSON, found another form.`,
  );
}

function parse<Value>({
  schema,
  value,
  method,
}: {
  schema: z.ZodType<Value>;
  value: unknown;
  method: SlackMethod;
}): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SophiaError(
    'vendor.malformed',
    `Expected Slack to answer ${method} in its documented form, found at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
  );
}

/** The address came in a signed request; even so it is only used where Slack itself, or its stand-in, is behind it. */
async function respond({
  responseUrl,
  body,
  baseUrl,
  fetch,
}: {
  responseUrl: string;
  body: Readonly<Record<string, unknown>>;
  baseUrl: string;
  fetch: Fetch;
}): Promise<void> {
  const { host } = new URL(responseUrl);
  if (host !== 'hooks.slack.com' && host !== new URL(baseUrl).host) {
    throw new SophiaError('vendor.refused', `Expected a response address of Slack, found one at ${host}.`);
  }
  const response = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  });
  await response.body?.cancel();
  if (!response.ok) throw errorForResponse({ host, status: response.status, reason: null });
}

function formOf(fields: SlackArguments): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return form.toString();
}

/** What is no JSON fits no schema, and so is told with the rest that does not fit. */
function parseOrNull(text: string): unknown {
  try {
    return z.unknown().parse(JSON.parse(text));
  } catch {
    return null;
  }
}
