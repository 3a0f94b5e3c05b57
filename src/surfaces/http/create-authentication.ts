import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Viewer, viewerOf } from '#modules/reports';
import { authenticate, type Credential, hasAccounts, renewActor } from '#modules/users';
import { audit, recordDenial } from '#platform/audit';
import type { Actor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { assertOwnPage } from '#surfaces/rest';
import type { WorkContext } from '#workflows';
import type { ServerResources } from './server-resources.ts';
import { readSessionCookie } from './session-cookie.ts';
import { workspaceOfTab } from './workspace-of-tab.ts';

/** Who sends a request. */
interface Caller {
  /** Null for the operator of this machine, as long as nobody has an account. */
  readonly actor: Actor | null;
  readonly ipAddress: string;
  /** The workspace that was asked for last, for the record of a refusal. */
  workspaceId: string;
}

export interface Authentication {
  /** Finds out who asks, or throws; before anything of the request is read. */
  readonly identify: (request: FastifyRequest) => Promise<void>;
  /** Makes the context of a request for whoever sends it. */
  readonly contextFor: ServerResources['contextFor'];
  /** The context of somebody who has yet to sign in. */
  readonly visitorContext: (request: FastifyRequest) => WorkContext;
  /** The context of whoever sends the request, in the workspace that the accounts belong to. */
  readonly homeContext: (request: FastifyRequest) => WorkContext;
  /** Whether a sign-in is asked for: from the first account on. */
  readonly isDemanded: (request: FastifyRequest) => Promise<boolean>;
  /** Asks again later who sent a request that has stayed open; throws once they are signed in no longer. */
  readonly renewalOf: (request: FastifyRequest) => (actor: Actor) => Promise<Actor>;
  /** Whom a page greets; null where nobody has signed in or it is not known yet who asks. */
  readonly viewerOf: (request: FastifyRequest) => Viewer | null;
  readonly noteRefusal: (request: FastifyRequest, error: unknown) => Promise<void>;
  readonly noteRequest: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  readonly forget: (request: FastifyRequest) => void;
}

/** Addresses that prove by themselves who sends something, say nothing of anybody, or are there to sign in. */
const openRoutes: ReadonlySet<string> = new Set([
  '/health/live',
  '/health/ready',
  '/metrics',
  '/favicon.ico',
  '/webhooks/:vendor',
  '/slack/events',
  '/sign-in',
  '/welcome/:token',
  '/sign-in/openid',
  '/sign-in/openid/return',
  '/sign-in/openid/leave',
  '/sign-in/openid/leave/on',
]);
const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Addresses that only read, also where they are asked with a body. */
const readingRoutes: ReadonlySet<string> = new Set(['/graphql']);

/** Ties each request to whoever sends it, so that routes ask for a context and get one with the right actor. */
export function createAuthentication(resources: ServerResources): Authentication {
  const callers = new Map<string, Caller>();
  const accounts = { exist: false };
  const home = resources.access.workspaceId;
  const open: ReadonlySet<string> = new Set([home, workspaceOfTab.example]);

  function visitorContext({ id, ip }: FastifyRequest): WorkContext {
    const ctx = resources.contextFor({ workspaceId: home, requestId: id });
    return { ...ctx, actor: { type: 'visitor' }, ipAddress: ip };
  }
  function contextFor({ workspaceId, requestId }: { workspaceId: string; requestId: string }): WorkContext {
    const caller = callers.get(requestId);
    if (caller === undefined) throw signInRequired();
    const { actor, ipAddress } = caller;
    if (actor !== null && !open.has(workspaceId)) {
      throw new SophiaError('workspace.not-found', `Expected the workspace ${workspaceId}, found none of that name.`);
    }
    caller.workspaceId = workspaceId;
    const ctx = resources.contextFor({ workspaceId, requestId });
    return { ...ctx, actor: actor ?? ctx.actor, ipAddress };
  }
  async function isDemanded(request: FastifyRequest): Promise<boolean> {
    accounts.exist ||= await hasAccounts({ ctx: visitorContext(request) });
    return accounts.exist;
  }
  return {
    contextFor,
    visitorContext,
    isDemanded,
    homeContext: ({ id }) => contextFor({ workspaceId: home, requestId: id }),
    identify: async (request) => {
      if (openRoutes.has(request.routeOptions.url ?? '') || isSigningIn(request)) return;
      const input = credentialOf(request);
      const actor = await findActor({ request, input, isDemanded, visitorContext });
      if (input?.kind === 'session' && !reading.has(request.method)) assertOwnPage(request);
      callers.set(request.id, { actor, ipAddress: request.ip, workspaceId: home });
    },
    viewerOf: ({ id }) => {
      const actor = callers.get(id)?.actor ?? null;
      return actor === null ? null : viewerOf({ actor });
    },
    renewalOf: (request) => renewalFor(visitorContext(request)),
    noteRefusal: async (request, error) => {
      const caller = callers.get(request.id);
      if (caller === undefined) return;
      await recordDenial({ ctx: contextFor({ workspaceId: caller.workspaceId, requestId: request.id }), error });
    },
    noteRequest: async (request, reply) => {
      const caller = callers.get(request.id);
      if (caller === undefined || caller.actor === null || isReading(request)) return;
      const ctx = contextFor({ workspaceId: caller.workspaceId, requestId: request.id });
      const address = `${request.method} ${request.routeOptions.url ?? 'none'}`;
      await recordRequest({ ctx, address, status: reply.statusCode });
    },
    forget: ({ id }) => {
      callers.delete(id);
    },
  };
}

function renewalFor(ctx: WorkContext): (actor: Actor) => Promise<Actor> {
  return (actor) => renewActor({ ctx, input: { actor } });
}

/** Whoever sent the credential, by the rights of this moment; null for the operator of a machine without accounts. */
async function findActor({
  request,
  input,
  isDemanded,
  visitorContext,
}: Pick<Authentication, 'isDemanded' | 'visitorContext'> & {
  request: FastifyRequest;
  input: Credential | null;
}): Promise<Actor | null> {
  if (input !== null) return authenticate({ ctx: visitorContext(request), input });
  if (await isDemanded(request)) throw signInRequired();
  return null;
}

async function recordRequest({
  ctx,
  address,
  status,
}: {
  ctx: WorkContext;
  address: string;
  status: number;
}): Promise<void> {
  await audit({
    ctx,
    action: 'request.made',
    resource: { type: 'address', id: address },
    result: status < 400 ? 'done' : status < 500 ? 'refused' : 'failed',
    details: { status },
  });
}

function isReading({ method, routeOptions }: FastifyRequest): boolean {
  return reading.has(method) || readingRoutes.has(routeOptions.url ?? '');
}

function isSigningIn({ method, routeOptions }: FastifyRequest): boolean {
  return method === 'POST' && routeOptions.url === '/api/v1/session';
}

/** A key or token goes before a cookie: whoever sends one means it. */
function credentialOf({ headers }: FastifyRequest): Credential | null {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const secret = /^Bearer +(?<secret>\S+)$/i.exec(authorization)?.groups?.['secret'];
    if (secret === undefined) {
      throw new SophiaError('token.invalid', 'Expected `Authorization: Bearer` with a key or a token, found another.');
    }
    return { kind: 'bearer', secret };
  }
  const session = readSessionCookie(headers.cookie);
  return session === null ? null : { kind: 'session', secret: session };
}

function signInRequired(): SophiaError {
  return new SophiaError('sign-in.required', 'Expected somebody who has signed in, found nobody.');
}
