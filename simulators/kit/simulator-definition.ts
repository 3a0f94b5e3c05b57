import type { IncomingHttpHeaders, Server } from 'node:http';
import type { z } from 'zod';
import type { WebhookQueue } from './deliver-webhooks.ts';
import type { Fault, FaultPlan } from './fault.ts';
import type { Markup } from './html.ts';
import type { RateWindows } from './rate-windows.ts';
import type { RequestLog } from './request-log.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SimulatorClock } from './simulator-clock.ts';
import type { WebhookRules } from './webhook-delivery.ts';

/** A vendor as the kit needs it: what it knows, what it answers, what it sends, how it looks. */
export interface SimulatorDefinition<State> {
  readonly name: 'gong' | 'hubspot' | 'slack' | 'openid' | 'pinecone' | 'weaviate';
  /** As people call it. */
  readonly title: string;
  /** Plain JSON data. A reset hands over the state it replaces, for what must outlive it. */
  readonly initialState: (previous: State | null) => State;
  /** Reads a saved file back. */
  readonly stateSchema: z.ZodType<State>;
  /** The vendor's own addresses: they are recorded, guarded, and struck by faults. */
  readonly routes: readonly SimulatorRoute<State>[];
  /** Steering beyond the kit's, under `/_control`. */
  readonly controls?: readonly SimulatorRoute<State>[];
  /** Further pages of the inspector, under `/_inspector` or where the vendor's own page would be. */
  readonly pages?: readonly SimulatorRoute<State>[];
  /** Kinds of fault that only this vendor has; its handlers take them with `exchange.takeFault`. */
  readonly faultKinds?: readonly string[];
  /** Credentials and limits: an answer ends the request here, null lets it pass. */
  readonly guard?: (exchange: Exchange<State>) => Answer | null;
  /** The vendor's own body for a planted error; null for one that it cannot have. */
  readonly errorFor: (fault: Fault, exchange: Exchange<State>) => Answer | null;
  /** The vendor's own body where there is no such address. */
  readonly notFound: (exchange: Exchange<State>) => Answer;
  readonly inspector: (view: SimulatorTools<State>) => Markup;
  readonly webhooks?: WebhookRules<State>;
  /** What happens by itself; called at every turn of the clock and after every request that may change something. */
  readonly tick?: (tools: SimulatorTools<State>) => void;
  /** For what needs the server itself, such as a WebSocket. */
  readonly attach?: (tools: SimulatorTools<State>, server: Server) => { close(): Promise<void> };
}

export interface SimulatorRoute<State> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As Fastify writes it: `/v2/calls/:id`. */
  readonly path: string;
  /** A POST that changes nothing, so that the state need not be saved. */
  readonly readOnly?: boolean;
  readonly handler: (exchange: Exchange<State>) => Answer | Promise<Answer>;
}

/** What a simulator works with between and during requests. */
export interface SimulatorTools<State> {
  readonly title: string;
  /** Handlers change it in place. */
  readonly state: State;
  readonly clock: SimulatorClock;
  readonly random: SeededRandom;
  readonly faults: FaultPlan;
  readonly limits: RateWindows;
  readonly requests: RequestLog;
  readonly webhooks: WebhookQueue;
  /** Where the simulator itself is: `http://127.0.0.1:8101`. */
  readonly url: string;
  /** 1, 2, 3 … for each name; the same requests count the same. */
  count(name: string): number;
  /** To be called after a change outside a request. */
  changed(): void;
}

/** One request on its way to an answer. */
export interface Exchange<State> extends SimulatorTools<State> {
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
  /** JSON or a form; null where there is none, undefined where it cannot be read. */
  readonly body: unknown;
  readonly now: Date;
  /** Takes a planted fault of this vendor's own kind, if it strikes here. */
  takeFault(kind: string): Fault | null;
}

export type Answer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown }
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly text: string | Buffer;
      readonly contentType: string;
    };

export interface RunningSimulator {
  /** Without a path: `http://127.0.0.1:8101`. */
  readonly url: string;
  close(): Promise<void>;
}
