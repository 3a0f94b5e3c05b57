import type { SimulatorTools } from '../../kit/index.ts';
import type { JsonObject, SlackState } from '../state.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { nextEnvelopeId } from './next-envelope-id.ts';

const patienceMs = 3000;
const retryDelaysMs = [0, 60_000, 300_000];

export interface SocketEvent {
  readonly topic: string;
  readonly payload: JsonObject;
  readonly firstIsLost: boolean;
}

interface Waiting extends SocketEvent {
  readonly id: string;
  readonly dueAtMs: number;
  /** How often it has gone out, or was lost on the way. */
  readonly attempts: number;
}

export interface EventEnvelopes {
  send(event: SocketEvent): void;
  acknowledge(id: string): void;
  /** Sends what is due. */
  pump(): void;
  clear(): void;
}

interface EnvelopeParts {
  readonly tools: SimulatorTools<SlackState>;
  readonly connections: ConnectionPool;
}

/**
 * What was sent and not yet acknowledged. An event waits for a connection, goes out, and goes out again when three
 * seconds pass without an acknowledgement, then a minute and five minutes later; after the fourth time it is given up.
 */
export function createEventEnvelopes({ tools, connections }: EnvelopeParts): EventEnvelopes {
  const waiting = new Map<string, Waiting>();

  function add(event: SocketEvent): void {
    const nowMs = tools.clock.now().getTime();
    const late = tools.faults.take({ kinds: ['webhook_late'], places: [event.topic] });
    const dueAtMs = nowMs + (late?.delayMs ?? 0) + (event.firstIsLost ? patienceMs : 0);
    const id = nextEnvelopeId(tools);
    waiting.set(id, { ...event, id, dueAtMs, attempts: event.firstIsLost ? 1 : 0 });
  }

  function trySending(event: Waiting, nowMs: number): void {
    const { id, payload, attempts, topic } = event;
    const isSent = connections.send({
      topic,
      envelope: {
        envelope_id: id,
        payload,
        type: 'events_api',
        accepts_response_payload: false,
        retry_attempt: attempts,
        retry_reason: attempts === 0 ? '' : 'timeout',
      },
    });
    if (!isSent) return;
    const dueAtMs = nowMs + patienceMs + (retryDelaysMs[attempts] ?? 0);
    waiting.set(id, { ...event, dueAtMs, attempts: attempts + 1 });
  }

  function pump(): void {
    const nowMs = tools.clock.now().getTime();
    for (const event of waiting.values()) {
      if (event.dueAtMs > nowMs) continue;
      if (event.attempts > retryDelaysMs.length) waiting.delete(event.id);
      else trySending(event, nowMs);
    }
  }

  return {
    send: (event) => {
      if (tools.faults.take({ kinds: ['webhook_lost'], places: [event.topic] }) !== null) return;
      add(event);
      if (tools.faults.take({ kinds: ['webhook_doubled'], places: [event.topic] }) !== null) add(event);
      pump();
    },
    acknowledge: (id) => {
      waiting.delete(id);
    },
    pump,
    clear: () => waiting.clear(),
  };
}
