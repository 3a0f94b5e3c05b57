import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Fault, FaultPlan, Vendor } from './fault.ts';
import type { PlannedAnswer } from './planned-answer.ts';

/** A request as it was received; kept for whoever asks the control address. */
export interface RecordedRequest {
  readonly at: string;
  readonly vendor: Vendor | null;
  readonly method: string;
  readonly path: string;
  /** Keys are masked. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  status: number | null;
  readonly fault: string | null;
}

/** What the simulator knows between two requests. */
export interface SimulatorState {
  readonly faults: FaultPlan;
  readonly requests: RecordedRequest[];
  readonly machineNow: () => Date;
  /** What the control address set, or null for the machine's clock. */
  now: Date | null;
  count: number;
  /** What requests that offer tools are answered with, one after the other. */
  readonly planned: { readonly answers: PlannedAnswer[]; repeatsLast: boolean };
}

/** One request on its way to an answer. */
export interface Exchange {
  readonly state: SimulatorState;
  readonly vendor: Vendor | null;
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
  readonly body: unknown;
  readonly fault: Fault | null;
  readonly response: ServerResponse;
}

/** What a route gives back; `stream` is written as server-sent events. */
export type Answer =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly status: number;
      readonly stream: readonly ServerSentEvent[];
      readonly headers?: Readonly<Record<string, string>>;
    };

export interface ServerSentEvent {
  /** Named events for OpenAI's Responses and Anthropic; null for Chat Completions. */
  readonly event: string | null;
  readonly data: unknown;
}

export function nowOf(state: SimulatorState): Date {
  return state.now ?? state.machineNow();
}

/** An id that counts up, in the vendor's own form. */
export function nextId(state: SimulatorState, prefix: string): string {
  state.count += 1;
  return `${prefix}${String(state.count).padStart(8, '0')}`;
}

/** A deterministic stand-in for a tokenizer: four characters a token. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
