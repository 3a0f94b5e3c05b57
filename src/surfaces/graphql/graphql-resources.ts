import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket, WebSocketServer } from 'ws';
import type { Actor } from '#platform/context';
import type { Log } from '#platform/log';
import type { LiveHub } from '#surfaces/live';
import type { RestResources } from '#surfaces/rest';
import type { OperationStoreOptions } from './persisted/operation-store.ts';

/** What `/graphql` is given. */
export interface GraphqlResources extends Pick<RestResources, 'contextFor' | 'apiRequestsPerMinute'> {
  readonly log: Log;
  readonly live: LiveHub;
  /** Which operations are listed, and whether only those are taken; without it none is listed and all are taken. */
  readonly graphql?: OperationStoreOptions;
}

/** How connections become sockets, and whether whoever opened one may keep it. */
export interface GraphqlSockets {
  /** Whether the request asks for a WebSocket. */
  readonly isAsked: (request: FastifyRequest) => boolean;
  /** Takes the connection over from the reply. */
  readonly accept: (options: {
    request: FastifyRequest;
    reply: FastifyReply;
    sockets: WebSocketServer;
    opened: (socket: WebSocket) => void;
  }) => void;
  /** Asks again later who opened the socket; throws once they are signed in no longer. */
  readonly renewalOf: (request: FastifyRequest) => (actor: Actor) => Promise<Actor>;
}
