import type { SimulatorTools } from '../../kit/index.ts';
import type { JsonObject, SlackState } from '../state.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { nextEnvelopeId } from './next-envelope-id.ts';

export interface Question {
  readonly type: 'interactive' | 'slash_commands';
  readonly payload: JsonObject;
}

/** What the app acknowledged with; null where nobody did in time. */
export type SocketAnswer = { readonly payload: unknown } | null;

export interface Questions {
  ask(question: Question): Promise<SocketAnswer>;
  acknowledge(answer: { id: string; payload: unknown }): void;
  clear(): void;
}

/** What somebody did, on its way to the app, which has as long to acknowledge it as Slack is patient. */
export function createQuestions(parts: { tools: SimulatorTools<SlackState>; connections: ConnectionPool }): Questions {
  const { tools, connections } = parts;
  const asked = new Map<string, (answer: SocketAnswer) => void>();
  return {
    ask: async ({ type, payload }) => {
      const id = nextEnvelopeId(tools);
      const { promise, resolve } = Promise.withResolvers<SocketAnswer>();
      const envelope = { envelope_id: id, type, payload, accepts_response_payload: true };
      asked.set(id, resolve);
      const timer = setTimeout(() => resolve(null), tools.state.patienceMs);
      if (!connections.send({ topic: type, envelope })) resolve(null);
      const answer = await promise;
      clearTimeout(timer);
      asked.delete(id);
      return answer;
    },
    acknowledge: ({ id, payload }) => asked.get(id)?.({ payload }),
    clear: () => {
      for (const resolve of asked.values()) resolve(null);
    },
  };
}
