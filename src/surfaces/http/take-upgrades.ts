import { type IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket, WebSocketServer } from 'ws';

interface Upgrade {
  readonly stream: Socket;
  readonly head: Buffer;
}

/** Requests that ask for a WebSocket, on their way through the routes. */
export interface Upgrades {
  readonly isAsked: (request: FastifyRequest) => boolean;
  /** Takes the connection over from the reply; nothing is sent by it any more. */
  readonly accept: (options: {
    request: FastifyRequest;
    reply: FastifyReply;
    sockets: WebSocketServer;
    opened: (socket: WebSocket) => void;
  }) => void;
}

/**
 * An upgrade goes through the same hooks and routes as any request, so whoever may not ask is refused in the same words;
 * the route that is there for it accepts it.
 */
export function takeUpgrades(server: FastifyInstance): Upgrades {
  const upgrades = new WeakMap<IncomingMessage, Upgrade>();
  // oxlint-disable-next-line sophia/two-parameters -- the form in which the server calls it
  server.server.on('upgrade', (request, stream, head) => {
    if (!(stream instanceof Socket)) {
      stream.destroy();
      return;
    }
    upgrades.set(request, { stream, head });
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(stream);
    response.once('finish', () => stream.end());
    server.routing(request, response);
  });
  return {
    isAsked: ({ raw, headers }) => upgrades.has(raw) && headers.upgrade?.toLowerCase() === 'websocket',
    accept: ({ request, reply, sockets, opened }) => {
      const upgrade = upgrades.get(request.raw);
      if (upgrade === undefined) return;
      reply.hijack();
      reply.raw.detachSocket(upgrade.stream);
      sockets.handleUpgrade(request.raw, upgrade.stream, upgrade.head, opened);
    },
  };
}
