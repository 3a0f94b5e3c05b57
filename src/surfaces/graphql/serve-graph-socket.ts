import { type GraphQLError, OperationTypeNode } from 'graphql';
import { CloseCode, makeServer } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { SophiaError } from '#platform/errors';
import type { Log } from '#platform/log';
import { closeCodes, type LiveHub } from '#surfaces/live';
import type { WorkContext } from '#workflows';
import { type GraphServer, recordDenials } from './create-graph-server.ts';
import { createGraph } from './graph.ts';
import { prepareOperation } from './prepare-operation.ts';
import { causeOf, errorsIn, presentGraphError } from './present-graph-error.ts';

export interface GraphSocketOptions {
  readonly socket: WebSocket;
  readonly ctx: WorkContext;
  readonly graphServer: GraphServer;
  readonly live: LiveHub;
  readonly log: Log;
  /** Throws where whoever opened the socket may not keep it. */
  readonly recheck: () => Promise<void>;
}

/** A socket that is served; the server lets it go when it stops. */
export interface GraphSocket {
  /** Asks whether the other side is there, and whether it may still be. */
  readonly beat: () => Promise<void>;
  readonly close: (code: number, reason: string) => void;
}

const mostSubscriptions = 20;
const mostMessagesPerBeat = 120;

/** Serves subscriptions over one socket, by the protocol graphql-transport-ws, until its session ends. */
export function serveGraphSocket(options: GraphSocketOptions): GraphSocket {
  const { socket } = options;
  const state = { isAnswering: true, messages: 0, subscriptions: new Set<string>() };
  async function isStillIn(): Promise<boolean> {
    try {
      await options.recheck();
      return true;
    } catch (error) {
      if (!(error instanceof SophiaError)) throw error;
      socket.close(CloseCode.Forbidden, error.code);
      return false;
    }
  }
  const closed = createProtocol({ options, subscriptions: state.subscriptions, isStillIn }).opened(
    {
      protocol: socket.protocol,
      send: (data) => socket.send(data),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (receive) => {
        socket.on('message', (data) => {
          state.messages += 1;
          if (state.messages > mostMessagesPerBeat) socket.close(closeCodes.policy, 'too many messages');
          else void receive(String(data)).catch((error: unknown) => fail({ options, error }));
        });
      },
    },
    null,
  );
  socket.on('pong', () => {
    state.isAnswering = true;
  });
  socket.on('error', () => socket.terminate());
  socket.once('close', (code, reason) => void closed(code, String(reason)));
  return {
    beat: async () => {
      if (!state.isAnswering) socket.terminate();
      state.isAnswering = false;
      state.messages = 0;
      socket.ping();
      await isStillIn();
    },
    close: (code, reason) => socket.close(code, reason),
  };
}

function fail({ options: { socket, log, ctx }, error }: { options: GraphSocketOptions; error: unknown }): void {
  const cause = causeOf(error);
  if (cause instanceof SophiaError && cause.code === 'live.ended') {
    socket.close(closeCodes.tryAgain, 'too slow, or Sophia stops: subscribe again with the id of the last event');
    return;
  }
  log.error({ err: error, requestId: ctx.requestId }, 'A GraphQL socket failed');
  socket.close(CloseCode.InternalServerError, `unforeseen: see ${ctx.requestId} in the log, come again`);
}

function createProtocol({
  options: { ctx, graphServer, live, log },
  subscriptions,
  isStillIn,
}: {
  options: GraphSocketOptions;
  subscriptions: Set<string>;
  isStillIn: () => Promise<boolean>;
}) {
  const { schema, store } = graphServer;
  function present(error: unknown): GraphQLError {
    return presentGraphError({ error, requestId: ctx.requestId, log });
  }
  return makeServer<Record<string, unknown>, null>({
    onSubscribe: (_context, id, params) => {
      try {
        if (subscriptions.size >= mostSubscriptions) {
          throw new SophiaError(
            'live.too-many',
            `Expected at most ${mostSubscriptions} subscriptions, found one more.`,
          );
        }
        const { document, operation, operationName, variables } = prepareOperation({ schema, store, params });
        if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
          throw new SophiaError('graphql.invalid', 'Expected a subscription, found a query: send it over HTTP.');
        }
        subscriptions.add(id);
        const contextValue = createGraph(ctx, { live, isStillIn });
        return { schema, document, operationName, variableValues: variables, contextValue, hideSuggestions: true };
      } catch (error) {
        return errorsIn(error).map(present);
      }
    },
    onNext: async (_context, _id, _params, _args, result) => {
      const { errors, data = null } = result;
      if (errors === undefined) return undefined;
      await recordDenials({ ctx, result: { errors } });
      return { data, errors: errors.map((error) => present(error).toJSON()) };
    },
    onError: (_context, id, _params, errors) => {
      subscriptions.delete(id);
      return errors.map((error) => (error.extensions['code'] === undefined ? present(error) : error).toJSON());
    },
    onComplete: (_context, id) => {
      subscriptions.delete(id);
    },
  });
}
