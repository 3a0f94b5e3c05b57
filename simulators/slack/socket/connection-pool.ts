import type { WebSocket } from 'ws';
import type { SimulatorTools } from '../../kit/index.ts';
import { slackConstants } from '../constants.ts';
import type { JsonObject, SlackState } from '../state.ts';

const mostConnections = 10;
const pingMs = 10_000;

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** The open sockets of the app; they take turns. */
export interface ConnectionPool {
  /** Greets a socket and counts it in; refuses the eleventh. */
  accept(socket: WebSocket): boolean;
  /** False where no socket took it. */
  send(sent: { topic: string; envelope: JsonObject }): boolean;
  count(): number;
  disconnect(reason: DisconnectReason): number;
  drop(): number;
  close(): void;
}

export function createConnectionPool(tools: SimulatorTools<SlackState>): ConnectionPool {
  const open: WebSocket[] = [];
  const pings = setInterval(() => {
    for (const socket of open) socket.ping('Ping from simulator');
  }, pingMs);

  function forget(socket: WebSocket): void {
    const place = open.indexOf(socket);
    if (place !== -1) open.splice(place, 1);
  }

  return {
    accept: (socket) => {
      if (open.length >= mostConnections) {
        write(socket, { type: 'disconnect', reason: 'too_many_websockets', debug_info: debugInfo(tools) });
        socket.close();
        return false;
      }
      open.push(socket);
      socket.on('close', () => forget(socket));
      socket.on('error', () => forget(socket));
      write(socket, {
        type: 'hello',
        num_connections: open.length,
        debug_info: { ...debugInfo(tools), approximate_connection_time: 3600 },
        connection_info: { app_id: slackConstants.appId },
      });
      return true;
    },
    send: ({ topic, envelope }) => {
      const socket = open.shift();
      if (socket === undefined) return false;
      if (tools.faults.take({ kinds: ['socket_drop'], places: [topic] }) !== null) {
        socket.terminate();
        return false;
      }
      open.push(socket);
      write(socket, envelope);
      return true;
    },
    count: () => open.length,
    disconnect: (reason) => {
      const told = reason === 'warning' ? [...open] : open.splice(0);
      for (const socket of told) {
        write(socket, { type: 'disconnect', reason, debug_info: debugInfo(tools) });
        if (reason !== 'warning') socket.close();
      }
      return told.length;
    },
    drop: () => {
      const dropped = open.splice(0);
      for (const socket of dropped) socket.terminate();
      return dropped.length;
    },
    close: () => clearInterval(pings),
  };
}

function write(socket: WebSocket, content: JsonObject): void {
  socket.send(JSON.stringify(content));
}

function debugInfo({ clock }: SimulatorTools<SlackState>): JsonObject {
  return { host: 'applink-simulator', build_number: 1, started: clock.now().toISOString() };
}
