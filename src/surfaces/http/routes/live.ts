import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { getWorkspace } from '#modules/workspaces';
import { parseInput } from '#platform/errors';
import { closeCodes } from '#surfaces/live';
import { assertOwnPage } from '#surfaces/rest';
import type { WorkContext } from '#workflows';
import type { Authentication } from '../create-authentication.ts';
import type { ServerResources } from '../server-resources.ts';
import type { Upgrades } from '../take-upgrades.ts';

const Workspace = z.strictObject({ workspace: z.string().min(1).default('main') });

/** What a client may say at once, as much as a body may have: a question that is far too long is told so. */
const largestFrameBytes = 256 * 1024;

/** `/ws`: live events, for programs and for pages of this server. Who is signed in no longer is let go. */
export function addLiveRoute(
  server: FastifyInstance,
  {
    resources,
    authentication,
    upgrades,
  }: { resources: ServerResources; authentication: Authentication; upgrades: Upgrades },
): void {
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: largestFrameBytes });
  server.get('/ws', async (request, reply) => {
    if (!upgrades.isAsked(request)) {
      await reply.code(426).header('upgrade', 'websocket').type('text/plain').send('Connect with a WebSocket.\n');
      return;
    }
    const ctx = await admit({ request, resources });
    const renew = authentication.renewalOf(request);
    upgrades.accept({ request, reply, sockets, opened: (socket) => join({ socket, ctx, resources, renew }) });
  });
}

function join({
  socket,
  ctx,
  resources,
  renew,
}: {
  socket: WebSocket;
  ctx: WorkContext;
  resources: ServerResources;
  renew: ReturnType<Authentication['renewalOf']>;
}): void {
  const client = resources.live.join({ socket, ctx, renew });
  if (client === null) {
    socket.close(closeCodes.tryAgain, 'too many connections: come again');
    return;
  }
  socket.on('message', (data, isBinary) => client.receive(isBinary ? '' : String(data)));
  socket.on('pong', () => client.answered());
  socket.on('close', () => client.gone());
  socket.on('error', () => client.gone());
}

/** Throws what an ordinary request would be answered with. */
async function admit({ request, resources }: { request: FastifyRequest; resources: ServerResources }) {
  assertOwnPage(request);
  const { workspace } = parseInput({ schema: Workspace, input: request.query, what: 'workspace' });
  const ctx = resources.contextFor({ workspaceId: workspace, requestId: request.id });
  await getWorkspace({ ctx });
  resources.live.assertRoom();
  return ctx;
}
