import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Fault, Vendor } from './fault.ts';
import type { SimulatorState } from './state.ts';

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

/** A deterministic stand-in for a tokenizer: four characters a token. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
