import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { SimulatorTools } from '../../kit/index.ts';
import { slackConstants } from '../constants.ts';
import type { SlackState } from '../state.ts';
import { createConnectionPool, type DisconnectReason } from './connection-pool.ts';
import { createEventEnvelopes, type SocketEvent } from './event-envelopes.ts';
import { createQuestions, type Question, type SocketAnswer } from './questions.ts';

/** Socket Mode: the app opens sockets, and each envelope goes to any one of them. */
export interface SocketHub {
  /** An address that serves for one connection. */
  ticketUrl(): string;
  sendEvent(event: SocketEvent): void;
  ask(question: Question): Promise<SocketAnswer>;
  connectionCount(): number;
  /** Tells every socket that it will end; after a mere warning it stays. */
  disconnect(reason: DisconnectReason): number;
  /** Ends every socket without a word. */
  drop(): number;
  /** Sends again what was not acknowledged. */
  pump(): void;
  /** Forgets what still waits. */
  clear(): void;
  close(): Promise<void>;
}

const graceMs = 300;

const Acknowledgement = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });

export function createSocketHub({ tools, server }: { tools: SimulatorTools<SlackState>; server: Server }): SocketHub {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const connections = createConnectionPool(tools);
  const events = createEventEnvelopes({ tools, connections });
  const questions = createQuestions({ tools, connections });

  // oxlint-disable-next-line sophia/two-parameters -- the form in which the server calls it
  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulator');
    if (pathname === '/link/' && tickets.delete(searchParams.get('ticket') ?? '')) {
      sockets.handleUpgrade(request, stream, head, (socket) => accept(socket));
    } else {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    }
  }

  function accept(socket: WebSocket): void {
    if (!connections.accept(socket)) return;
    socket.on('message', (data) => receive(String(data)));
    events.pump();
  }

  function receive(text: string): void {
    const parsed = readAcknowledgement(text);
    if (parsed === null || tools.faults.take({ kinds: ['socket_no_ack'], places: ['acknowledgement'] })) return;
    questions.acknowledge({ id: parsed.envelope_id, payload: parsed.payload });
    events.acknowledge(parsed.envelope_id);
  }

  function clear(): void {
    questions.clear();
    events.clear();
  }

  server.on('upgrade', upgrade);
  return {
    ticketUrl: () => {
      const ticket = `ticket-${tools.count('ticket')}-${tools.random.integer(1e9)}`;
      tickets.add(ticket);
      return `${tools.url.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${slackConstants.appId}`;
    },
    sendEvent: (event) => events.send(event),
    ask: (question) => questions.ask(question),
    connectionCount: () => connections.count(),
    disconnect: (reason) => connections.disconnect(reason),
    drop: () => connections.drop(),
    pump: () => events.pump(),
    clear,
    close: async () => {
      server.off('upgrade', upgrade);
      connections.close();
      clear();
      await closeGently(sockets);
    },
  };
}

/** Lets handshakes that are under way come to their end, and breaks off what does not end soon. */
async function closeGently(sockets: WebSocketServer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const socket of sockets.clients) socket.close(1001);
  const timer = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, graceMs);
  sockets.close(() => resolve());
  await promise;
  clearTimeout(timer);
}

function readAcknowledgement(text: string): z.infer<typeof Acknowledgement> | null {
  try {
    return Acknowledgement.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
