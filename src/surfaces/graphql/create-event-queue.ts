import { z } from 'zod';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { LiveHub } from '#surfaces/live';
import { type GraphEvent, readEventFrame } from './graph-event.ts';

export interface EventQueue {
  /** The next event, once there is one; null where there will be none any more. Throws why it ended. */
  readonly next: () => Promise<GraphEvent | null>;
  readonly close: () => void;
}

interface State {
  readonly waiting: { readonly event: GraphEvent; readonly size: number }[];
  bufferedAmount: number;
  /** Goes on reading once everything before has been taken. */
  resume: (() => void) | null;
  wake: (() => void) | null;
  isOver: boolean;
  problem: SophiaError | null;
}

const Kind = z.looseObject({ type: z.string(), message: z.unknown().optional() });

/** Joins the live hub in the place of a socket: what comes waits here until it is taken. Throws `live.too-many`. */
export function createEventQueue({
  live,
  ctx,
  topics,
  after,
}: {
  live: LiveHub;
  ctx: Context;
  topics: readonly string[];
  after: string;
}): EventQueue {
  const state: State = { waiting: [], bufferedAmount: 0, resume: null, wake: null, isOver: false, problem: null };
  function end(problem: SophiaError | null): void {
    state.isOver = true;
    state.problem ??= problem;
    state.wake?.();
  }
  const client = live.join({
    ctx,
    socket: {
      get bufferedAmount() {
        return state.bufferedAmount;
      },
      send: (text, sent) => take({ state, text, sent: sent ?? null, end }),
      close: (code, reason) => end(new SophiaError('live.ended', `Expected to go on, found ${reason} (${code}).`)),
      terminate: () => end(null),
      // The socket that this stands for is asked by itself.
      ping: () => client?.answered(),
    },
  });
  if (client === null) throw new SophiaError('live.too-many', 'Expected room for one more subscription, found none.');
  client.receive(JSON.stringify({ type: 'subscribe', topics, after }));
  return {
    next: () => next(state),
    close: () => {
      end(null);
      client.gone();
    },
  };
}

function take({
  state,
  text,
  sent,
  end,
}: {
  state: State;
  text: string;
  sent: (() => void) | null;
  end: (problem: SophiaError | null) => void;
}): void {
  const frame = Kind.parse(JSON.parse(text));
  const event = readEventFrame(frame);
  if (event !== null) {
    state.waiting.push({ event, size: text.length });
    state.bufferedAmount += text.length;
    state.wake?.();
  }
  if (frame.type === 'error') end(new SophiaError('live.ended', `Expected events, found ${String(frame.message)}`));
  if (sent === null) return;
  if (state.waiting.length === 0) sent();
  else state.resume = sent;
}

async function next(state: State): Promise<GraphEvent | null> {
  for (;;) {
    const first = state.waiting.shift();
    if (first !== undefined) {
      state.bufferedAmount -= first.size;
      return first.event;
    }
    const { resume } = state;
    state.resume = null;
    resume?.();
    if (state.waiting.length > 0) continue;
    if (state.problem !== null) throw state.problem;
    if (state.isOver) return null;
    const { promise, resolve } = Promise.withResolvers<void>();
    state.wake = resolve;
    await promise;
    state.wake = null;
  }
}
