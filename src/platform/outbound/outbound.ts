/** Where a name leads. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** A request to an address that a user has named. */
export interface OutboundRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What became of it. Nothing is thrown: that a stranger does not answer is an ordinary answer. */
export type OutboundOutcome =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      /** The beginning of what was answered, without control characters. */
      readonly excerpt: string;
      readonly retryAfterSeconds: number | null;
      readonly durationMs: number;
    }
  | {
      /** `blocked` where the address may not be asked: nothing was sent. */
      readonly outcome: 'timeout' | 'unreachable' | 'blocked';
      readonly reason: string;
      readonly durationMs: number;
    };

/** Asks addresses that users name, and nothing inside the network of this machine that it was not allowed to. */
export interface Outbound {
  /** Throws `webhook.address-refused` where an address can be refused as it is written. */
  assertAllowed(url: string): void;
  /** Sends one request, once; redirects are not followed. */
  post(request: OutboundRequest): Promise<OutboundOutcome>;
}
