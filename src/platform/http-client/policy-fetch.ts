import {
  BrokenCircuitError,
  DelegateBackoff,
  handleWhen,
  type IRetryBackoffContext,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import { SophiaError } from '#platform/errors';
import { type AttemptGuard, currentGuard } from './before-attempts.ts';
import type { HostRegistry, HostState } from './host-state.ts';
import type { Fetch, FetchOptions, HttpAttempt, HttpClientSettings, RequestPolicy } from './http-client.ts';
import { NoAnswer } from './no-answer.ts';
import { readWhole } from './read-whole.ts';
import { retryAfterMs } from './retry-after.ts';

interface Parts {
  readonly settings: HttpClientSettings;
  readonly hosts: HostRegistry;
  readonly options: FetchOptions;
  readonly closing: AbortSignal;
}

interface Exchange {
  readonly request: Request;
  readonly state: HostState;
  readonly policy: RequestPolicy;
  readonly signal: AbortSignal;
  readonly settings: HttpClientSettings;
  readonly guard: AttemptGuard | null;
}

const idempotentMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
/** Where nobody listens, a wait rarely helps: whoever asked should soon know and go elsewhere. */
const retriesWhereUnreached = 1;
const retryableStatuses = new Set([408, 425, 429, 500, 502, 503, 504, 524, 529]);

export function createPolicyFetch({ settings, hosts, options, closing }: Parts): Fetch {
  return async (input, init) => {
    const request = new Request(input, { ...init, redirect: 'manual' });
    const state = hosts.stateOf(new URL(request.url).host);
    if (closing.aborted) throw closedError(state.host);
    const policy: RequestPolicy = { ...state.policy, ...options.policy };
    const idempotent = idempotentMethods.has(request.method);
    const signal = AbortSignal.any([request.signal, closing]);
    signal.throwIfAborted();
    const exchange: Exchange = { request, state, policy, signal, settings, guard: currentGuard() };
    let unreached = 0;
    function isWorthRepeating(error: unknown): boolean {
      if (!(error instanceof NoAnswer)) return false;
      if (error.sent) return idempotent;
      unreached += 1;
      return unreached <= retriesWhereUnreached;
    }
    const attempts = retry(
      handleWhen(isWorthRepeating).orWhenResult((answer) =>
        isWorthRetrying({ answer, exchange, own: options.ownStatuses ?? [] }),
      ),
      {
        maxAttempts: idempotent || options.retryUnsafe === true ? policy.retries : 0,
        backoff: new DelegateBackoff((context) => delayMs({ context, exchange })),
      },
    );
    try {
      return await untilAborted(
        attempts.execute((context) => attemptWithinLimits({ exchange, attempt: context.attempt + 1 }), signal),
        signal,
      );
    } catch (error) {
      if (closing.aborted) throw closedError(state.host);
      if (error instanceof BrokenCircuitError) throw openCircuitError(state);
      throw error;
    }
  };
}

async function attemptWithinLimits({ exchange, attempt }: { exchange: Exchange; attempt: number }): Promise<Response> {
  const { state, policy, signal, settings } = exchange;
  await state.waitForTurn({ maxWaitMs: policy.maxRetryAfterMs, signal });
  const response = await state.bulkhead.execute(
    () => state.breaker.execute(() => countAndAttempt({ exchange, attempt }), signal),
    signal,
  );
  const waitMs = isAskingForPause(response) ? retryAfterMs(response.headers, settings.clock.now()) : null;
  if (waitMs !== null) state.leaveAlone(waitMs);
  return response;
}

/** Counted where it is sent at once: what the breaker holds back is none of the day's. */
async function countAndAttempt(sending: { exchange: Exchange; attempt: number }): Promise<Response> {
  await sending.exchange.state.spendOfDay();
  return attemptOnce(sending);
}

async function attemptOnce({ exchange, attempt }: { exchange: Exchange; attempt: number }): Promise<Response> {
  const { request, state, policy, signal, settings, guard } = exchange;
  await guard?.();
  const startedMs = performance.now();
  function report(status: number | null, outcome: HttpAttempt['outcome']): void {
    const durationMs = performance.now() - startedMs;
    settings.onAttempt?.({ host: state.host, method: request.method, status, outcome, attempt, durationMs });
  }
  try {
    // Without this an event stream would be canceled as soon as it is given back.
    const limit = { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false };
    const response = await timeout(policy.timeoutMs, limit).execute(async (context) => {
      const answer = await globalThis.fetch(new Request(request.clone(), { signal: context.signal }));
      return readWhole({ response: answer, host: state.host, maxBytes: policy.maxResponseBytes });
    }, signal);
    report(response.status, 'answered');
    return response;
  } catch (error) {
    if (signal.aborted) {
      report(null, 'canceled');
      throw signal.reason;
    }
    if (error instanceof SophiaError) {
      report(null, 'answered');
      throw error;
    }
    const timedOut = error instanceof TaskCancelledError;
    report(null, timedOut ? 'timeout' : 'unreachable');
    throw new NoAnswer({ host: state.host, timedOut, timeoutMs: policy.timeoutMs, cause: error });
  }
}

function isAskingForPause(response: Response): boolean {
  return response.status === 429 || response.status === 503 || response.status === 529;
}

function isWorthRetrying(options: { answer: unknown; exchange: Exchange; own: readonly number[] }): boolean {
  const { answer, exchange, own } = options;
  const { policy, settings } = exchange;
  if (!(answer instanceof Response) || !retryableStatuses.has(answer.status) || own.includes(answer.status))
    return false;
  if (answer.headers.get('x-should-retry') === 'false') return false;
  return (retryAfterMs(answer.headers, settings.clock.now()) ?? 0) <= policy.maxRetryAfterMs;
}

/** Full jitter. Where the host named its own wait there is no further one: `waitForTurn` keeps to it. */
function delayMs({ context, exchange }: { context: IRetryBackoffContext<unknown>; exchange: Exchange }): number {
  const { policy, settings } = exchange;
  const answer = 'value' in context.result ? context.result.value : null;
  if (answer instanceof Response && isAskingForPause(answer)) {
    if (retryAfterMs(answer.headers, settings.clock.now()) !== null) return 0;
  }
  const ceilingMs = Math.min(policy.retryMaxDelayMs, policy.retryBaseDelayMs * 2 ** (context.attempt - 1));
  return Math.round(settings.random() * ceilingMs);
}

/** A wait between attempts ends when the caller gives up. */
async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  function giveUp(): void {
    reject(signal.reason);
  }
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

function openCircuitError(state: HostState): SophiaError {
  return new SophiaError(
    'vendor.unavailable',
    `Expected ${state.host} to be worth asking, found ${state.policy.breakerFailures} failures in a row: it is asked again after ${state.policy.breakerOpenMs / 1000} s.`,
    { details: { host: state.host, sent: false } },
  );
}

function closedError(host: string): SophiaError {
  return new SophiaError('vendor.unavailable', `Expected to ask ${host}, found that Sophia is shutting down.`, {
    details: { host, sent: false },
  });
}
