import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import type { Clock } from '#platform/clock';
import { SophiaError } from '#platform/errors';
import { type Fetch, type HttpClient, retryAfterMs } from '#platform/http-client';
import type { TokenSource } from './auth.ts';
import { type HubspotProblem, hubspotError, readProblem } from './hubspot-error.ts';
import type { HubspotLimits } from './limits.ts';

export interface HubspotRequest<Schema extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** A search has a limit of its own; a write is sent again only where HubSpot has refused it. */
  readonly kind: 'read' | 'search' | 'write';
  readonly schema: Schema;
  /** In words, for errors: `read 40 deals`. */
  readonly doing: string;
}

export interface HubspotClient {
  /** Throws `vendor.*` errors that say what HubSpot was asked for and what it answered. */
  request<Schema extends z.ZodType>(request: HubspotRequest<Schema>): Promise<z.infer<Schema>>;
}

export interface HubspotClientOptions {
  readonly baseUrl: string;
  readonly httpClient: HttpClient;
  readonly tokens: TokenSource;
  readonly limits: HubspotLimits;
  readonly clock: Clock;
}

/** Their bodies or headers say how long to wait, which the common rules cannot know. */
const ownStatuses = [423, 429, 477] as const;

export function createHubspotClient(options: HubspotClientOptions): HubspotClient {
  const { httpClient, limits } = options;
  const reading = httpClient.createFetch({ ownStatuses, retryUnsafe: true });
  const writing = httpClient.createFetch({ ownStatuses });
  const takeSearchTurn = createTurns(limits.searchGapMs);
  return {
    request: async (request) => {
      const fetch = request.kind === 'write' ? writing : reading;
      for (let attempt = 1; ; attempt += 1) {
        if (request.kind === 'search') await takeSearchTurn();
        const response = await send({ request, fetch, options });
        if (response.ok) return readAnswer({ response, request });
        const waitMs = retryAfterMs(response.headers, options.clock.now());
        const problem = await readProblem({ response, retryAfterMs: waitMs });
        const pauseMs = attempt > limits.pauses ? null : pauseAfter({ problem, attempt, limits });
        if (pauseMs === null) throw hubspotError({ problem, doing: request.doing });
        await wait(pauseMs);
      }
    },
  };
}

async function send({
  request,
  fetch,
  options,
}: {
  request: HubspotRequest<z.ZodType>;
  fetch: Fetch;
  options: HubspotClientOptions;
}): Promise<Response> {
  const { method, path, query = {}, body } = request;
  const url = new URL(`${options.baseUrl}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const headers = { authorization: `Bearer ${await options.tokens.token()}`, accept: 'application/json' };
  return fetch(
    url,
    body === undefined
      ? { method, headers }
      : { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
}

/** Null where waiting is of no use: a day's limit, or anything that is no limit at all. */
function pauseAfter({
  problem,
  attempt,
  limits,
}: {
  problem: HubspotProblem;
  attempt: number;
  limits: HubspotLimits;
}): number | null {
  const { status, body } = problem;
  if (status === 423) return limits.lockedPauseMs * attempt;
  if (status === 477) {
    const askedMs = problem.retryAfterMs ?? limits.lockedPauseMs;
    return askedMs <= limits.longestRetryAfterMs ? askedMs : null;
  }
  if (status !== 429) return null;
  if (body.policyName === 'DAILY') return null;
  return attempt * (body.policyName === 'SECONDLY' ? limits.secondlyPauseMs : limits.rollingPauseMs);
}

async function readAnswer<Schema extends z.ZodType>({
  response,
  request,
}: {
  response: Response;
  request: HubspotRequest<Schema>;
}): Promise<z.infer<Schema>> {
  const { schema, doing } = request;
  if (response.status === 204) return schema.parse(undefined);
  try {
    return schema.parse(await response.json());
  } catch (cause) {
    throw new SophiaError('vendor.malformed', `Expected HubSpot to ${doing}, found an answer in another form.`, {
      cause,
      details: { status: response.status, sent: true },
    });
  }
}

/** Turns that come at least so far apart, in the order they are asked for. */
function createTurns(gapMs: number): () => Promise<void> {
  let next: Promise<unknown> = Promise.resolve();
  return async () => {
    const turn = next;
    next = turn.then(() => wait(gapMs));
    await turn;
  };
}
