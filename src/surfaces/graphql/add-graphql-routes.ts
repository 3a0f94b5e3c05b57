import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { getWorkspace } from '#modules/workspaces';
import type { Actor } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { assertOwnPage, clientOf, createRequestLimit, type RequestLimit } from '#surfaces/rest';
import type { WorkContext } from '#workflows';
import type { GraphServer } from './create-graph-server.ts';
import type { GraphqlResources, GraphqlSockets } from './graphql-resources.ts';
import { graphLimits } from './limits/graph-limits.ts';
import type { GraphSocket } from './serve-graph-socket.ts';

const address = '/graphql';
const protocol = 'graphql-transport-ws';
const beatIntervalMs = 30_000;
const Workspace = z.looseObject({ workspace: z.string().min(1).max(100).default('main') });

interface Served {
  readonly resources: GraphqlResources;
  readonly limit: RequestLimit;
  /** Made at the first request: most starts have none. */
  readonly graphServer: () => Promise<GraphServer>;
}

/** `/graphql`: the model as a graph, over HTTP by GET and POST, and its subscriptions over a WebSocket. */
export async function addGraphqlRoutes(
  server: FastifyInstance,
  { resources, sockets }: { resources: GraphqlResources; sockets: GraphqlSockets },
): Promise<void> {
  const state: { making: Promise<GraphServer> | null } = { making: null };
  const served: Served = {
    resources,
    limit: createRequestLimit(resources.apiRequestsPerMinute),
    graphServer: () => {
      state.making ??= makeServer(resources);
      return state.making;
    },
  };
  const open = openSockets(server, { served, sockets });
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const options = { parseAs: 'string', bodyLimit: graphLimits.bodyBytes } as const;
    scope.addContentTypeParser('*', options, (_request, body, done) => done(null, body));
    scope.route({
      method: ['GET', 'POST'],
      url: address,
      bodyLimit: graphLimits.bodyBytes,
      handler: (request, reply) =>
        sockets.isAsked(request) ? open(request, reply) : answer(served, { request, reply }),
    });
    scope.route({
      method: ['PUT', 'PATCH', 'DELETE'],
      url: address,
      onRequest: async (request, reply) => {
        void reply.header('allow', 'GET, POST');
        throw new SophiaError('method.not-allowed', `Expected GET or POST, found ${request.method}.`);
      },
      handler: async () => undefined,
    });
  });
}

async function makeServer({ log, graphql }: GraphqlResources): Promise<GraphServer> {
  const { createGraphServer } = await import('./create-graph-server.ts');
  return createGraphServer({ log, options: graphql ?? { listed: [], onlyListed: false } });
}

async function answer(
  served: Served,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const ctx = await admit(served, { request, reply });
  if (request.method === 'POST') assertOwnPage(request);
  const { method, url, headers } = request;
  const graphServer = await served.graphServer();
  const body = typeof request.body === 'string' ? request.body : null;
  const [text, { status, headers: answered = {} }] = await graphServer.answer({ method, url, headers, body, ctx });
  return reply.code(status).header('cache-control', 'no-store').headers(answered).send(text);
}

/** Counts the request and looks its workspace up. Throws what any request of the API would be answered with. */
async function admit(
  { resources, limit }: Served,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<WorkContext> {
  void reply.header('x-request-id', request.id);
  const { workspace } = parseInput({ schema: Workspace, input: request.query, what: 'workspace' });
  const ctx = resources.contextFor({ workspaceId: workspace, requestId: request.id });
  await limit(clientOf({ actor: ctx.actor, address: request.ip }), reply);
  await getWorkspace({ ctx });
  return ctx;
}

function openSockets(
  server: FastifyInstance,
  { served, sockets }: { served: Served; sockets: GraphqlSockets },
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const open = new Set<GraphSocket>();
  const acceptor = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: graphLimits.bodyBytes,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });
  const beats = setInterval(() => beatAll({ open, served }), beatIntervalMs).unref();
  server.addHook('preClose', async () => {
    clearInterval(beats);
    for (const one of open) one.close(1001, 'Sophia stops: connect again');
  });
  return async (request, reply) => {
    assertOwnPage(request);
    const ctx = await admit(served, { request, reply });
    const { live, log } = served.resources;
    live.assertRoom();
    const graphServer = await served.graphServer();
    const { serveGraphSocket } = await import('./serve-graph-socket.ts');
    const renew = sockets.renewalOf(request);
    async function recheck(): Promise<void> {
      const actor = await renew(ctx.actor);
      if (isDeepStrictEqual(rightsOf(actor), rightsOf(ctx.actor))) return;
      throw new SophiaError('live.ended', 'Expected the rights with which this began, found others: connect again.');
    }
    sockets.accept({
      request,
      reply,
      sockets: acceptor,
      opened: (socket) => {
        const one = serveGraphSocket({ socket, ctx, graphServer, live, log, recheck });
        open.add(one);
        socket.once('close', () => open.delete(one));
      },
    });
  };
}

function beatAll({ open, served }: { open: ReadonlySet<GraphSocket>; served: Served }): void {
  for (const one of open) {
    one.beat().catch((error: unknown) => {
      served.resources.log.error({ err: error }, 'A GraphQL socket could not be looked after');
    });
  }
}

/** What decides of what somebody sees; a socket that stands shows nothing by rights of before. */
function rightsOf(actor: Actor): unknown {
  return actor.type === 'agent' ? actor.actsFor.grant : 'grant' in actor ? actor.grant : null;
}
