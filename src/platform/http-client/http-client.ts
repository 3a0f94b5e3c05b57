import type { Clock } from '#platform/clock';

/** What one host is allowed and how failures of it are treated. Every number has its unit in its name. */
export interface HostPolicy {
  /** Requests that may start in each window; null where the vendor names no limit. */
  readonly rateLimit: { readonly requests: number; readonly windowMs: number } | null;
  /** Requests that may be sent on a day (UTC); null where the vendor names no limit. */
  readonly dayLimit: DayLimit | null;
  /** Requests under way at once; further ones wait in line. */
  readonly concurrency: number;
  /** For one attempt, from the start of the request to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Attempts after the first; a host that was not reached at all is tried once more at most. */
  readonly retries: number;
  /** The wait before the first retry; it doubles with each further one, with full jitter. */
  readonly retryBaseDelayMs: number;
  readonly retryMaxDelayMs: number;
  /** A longer Retry-After is not waited for: the answer is given back and the host is left alone until then. */
  readonly maxRetryAfterMs: number;
  /** Failures in a row (no answer, or 5xx) after which the host is left alone for `breakerOpenMs`. */
  readonly breakerFailures: number;
  readonly breakerOpenMs: number;
  /** Larger answers are refused. */
  readonly maxResponseBytes: number;
}

export interface DayLimit {
  /** Whose requests count together: an account of a vendor, by a name of ours that holds no secret. */
  readonly account: string;
  readonly requests: number;
}

export interface DaySpent {
  /** False where all of the day are used up: then nothing was counted. */
  readonly isSpent: boolean;
  /** How many of the day are used, this one included. */
  readonly used: number;
  /** When the next day begins, and with it the count. */
  readonly endsAt: Date;
}

/** Where the requests of a day are counted, whatever process sends them. */
export interface DayBudget {
  /** Counts one request. */
  spend(limit: DayLimit): Promise<DaySpent>;
  used(limit: DayLimit): Promise<Omit<DaySpent, 'isSpent'>>;
}

export interface TurnsTaken {
  /** How many requests may start; 0 where the window has no turn left. */
  readonly granted: number;
  /** Until the window ends, and with it what was granted. */
  readonly remainingMs: number;
}

/** Where the turns at a host are counted for several processes. */
export interface SharedTurns {
  take(wanted: {
    readonly host: string;
    readonly limit: NonNullable<HostPolicy['rateLimit']>;
    readonly most: number;
  }): Promise<TurnsTaken>;
}

/** One attempt as it ended, for metrics. It holds no path and no text of either side. */
export interface HttpAttempt {
  readonly host: string;
  readonly method: string;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly outcome: 'answered' | 'timeout' | 'unreachable' | 'canceled';
  /** Counted from 1. */
  readonly attempt: number;
  readonly durationMs: number;
}

/** The part of a policy that a caller may set for its own requests; the rest belongs to the host. */
export type RequestPolicy = Omit<
  HostPolicy,
  'rateLimit' | 'dayLimit' | 'concurrency' | 'breakerFailures' | 'breakerOpenMs'
>;

export interface FetchOptions {
  /** What differs from the policy of the host for these requests. */
  readonly policy?: Partial<RequestPolicy>;
  /**
   * Whether POST and PATCH are retried too where the host answered with a failure or was never reached; false where it
   * is not given. After a timeout or a broken connection they may have taken effect: they are never sent again.
   */
  readonly retryUnsafe?: boolean;
  /** Statuses that the caller treats by itself, because their bodies say how: such an answer is given back at once. */
  readonly ownStatuses?: readonly number[];
}

/** The same shape as the global `fetch`, as far as clients of vendors use it. */
export type Fetch = typeof globalThis.fetch;

export interface HttpClientSettings {
  readonly clock: Clock;
  /** Uniform in [0, 1); spreads the retries. */
  readonly random: () => number;
  /** Keyed by host with port, as in `api.openai.com` or `127.0.0.1:8104`. */
  readonly policies?: Readonly<Record<string, Partial<HostPolicy>>>;
  /** Where other processes ask the same hosts; null where this one is alone. */
  readonly sharedTurns?: SharedTurns | null;
  /** Where the requests of a day are counted; null where nobody counts them. */
  readonly dayBudget?: DayBudget | null;
  /** Called for each request that a limit of a day counts; for metrics. */
  readonly onDaySpent?: (spent: { readonly host: string; readonly used: number; readonly requests: number }) => void;
  /** Called where turns, or the requests of a day, could not be counted together for once. */
  readonly onTurnsAlone?: (failure: { readonly host: string; readonly error: unknown }) => void;
  /** Called after every attempt; for metrics. */
  readonly onAttempt?: (attempt: HttpAttempt) => void;
}

export interface HttpClient {
  /**
   * Returns a `fetch` that keeps to the policy of its host. It gives back the last answer whatever its status, and
   * throws `vendor.timeout`, `.unavailable`, `.rate-limited` or `.day-used-up` (with `details.sent`) where there is none.
   * Redirects are not followed, so that no key travels to another host; answers are read whole, event streams aside.
   */
  createFetch(options?: FetchOptions): Fetch;
  /** Cancels what is under way and refuses new requests. */
  close(): void;
}

/** The client with what a probe asks of it. */
export interface WatchedHttpClient extends HttpClient {
  /** Whether a host has failed so often in a row that it is not asked for a while; keyed as the policies are. */
  isLeftAlone(host: string): boolean;
  /** How many requests of today a host has had, of how many; null where no limit of a day is counted for it. */
  usedToday(host: string): Promise<(Omit<DaySpent, 'isSpent'> & Pick<DayLimit, 'requests'>) | null>;
}
