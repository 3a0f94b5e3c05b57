import type { SimulatorTools } from '../kit/index.ts';
import type { SocketHub } from './socket/socket-hub.ts';
import type { JsonObject, SlackState } from './state.ts';

/** The running workspace: what is remembered, and the ways to the app. */
export interface Workspace {
  readonly state: SlackState;
  readonly tools: SimulatorTools<SlackState>;
  readonly sockets: SocketHub;
  /** Tells the app of something, if it would hear of it. */
  emit(event: JsonObject): void;
  /** Sends a body again that was sent before, with the same event id. */
  resend(body: JsonObject): void;
  /** The bodies that were sent since the start, the latest last; not all of them for ever. */
  sentEvents(): readonly JsonObject[];
}

export function nowSeconds({ tools }: Workspace): number {
  return Math.floor(tools.clock.now().getTime() / 1000);
}

/** An id that looks like Slack's: `C0NEW00001`. */
export function nextId({ tools }: Workspace, prefix: string): string {
  return `${prefix}0NEW${String(tools.count(`id-${prefix}`)).padStart(5, '0')}`;
}

export function nextBlockId({ tools }: Workspace): string {
  return `b${tools.count('block').toString(36).padStart(4, '0')}`;
}

/** A time stamp that no message has had. */
export function nextTimestamp({ state, tools }: Workspace): string {
  const micros = Math.max(tools.clock.now().getTime() * 1000, state.lastTimestampMicros + 100);
  state.lastTimestampMicros = micros;
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}
