import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BulkheadPolicy,
  bulkhead,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { SophiaError } from '#platform/errors';
import { createLimiter } from './create-limiter.ts';
import { defaultHostPolicy } from './default-host-policy.ts';
import type { DayLimit, DaySpent, HostPolicy, HttpClientSettings } from './http-client.ts';
import { NoAnswer } from './no-answer.ts';

/** What is known of one host, shared by every request to it. */
export interface HostState {
  readonly host: string;
  readonly policy: HostPolicy;
  readonly breaker: CircuitBreakerPolicy;
  readonly bulkhead: BulkheadPolicy;
  /** Waits until a request may start. Throws `vendor.rate-limited` where that is longer than `maxWaitMs`. */
  waitForTurn(options: { maxWaitMs: number; signal: AbortSignal }): Promise<void>;
  /** Counts a request that is about to be sent. Throws `vendor.day-used-up` where none of the day is left. */
  spendOfDay(): Promise<void>;
  /** Notes that the host asked to be left alone for so long. */
  leaveAlone(milliseconds: number): void;
}

export interface HostRegistry {
  stateOf(host: string): HostState;
}

export function createHostRegistry(settings: HttpClientSettings): HostRegistry {
  const states = new Map<string, HostState>();
  return {
    stateOf: (host) => {
      const known = states.get(host);
      if (known !== undefined) return known;
      const state = createHostState({ settings, host });
      states.set(host, state);
      return state;
    },
  };
}

function createHostState({ settings, host }: { settings: HttpClientSettings; host: string }): HostState {
  const policy: HostPolicy = { ...defaultHostPolicy, ...settings.policies?.[host] };
  const limit = policy.rateLimit;
  const limiter = limit === null ? null : createLimiter({ host, limit, settings });
  let quietUntilMs = 0;
  return {
    host,
    policy,
    breaker: circuitBreaker(handleWhen(isFailureOfHost).orWhenResult(isServerError), {
      halfOpenAfter: policy.breakerOpenMs,
      breaker: new ConsecutiveBreaker(policy.breakerFailures),
    }),
    bulkhead: bulkhead(policy.concurrency, Number.POSITIVE_INFINITY),
    leaveAlone: (milliseconds) => {
      quietUntilMs = Math.max(quietUntilMs, settings.clock.now().getTime() + milliseconds);
    },
    spendOfDay: () => spendOfDay({ settings, host, limit: policy.dayLimit }),
    waitForTurn: async ({ maxWaitMs, signal }) => {
      await waitAtMost({ host, waitMs: quietUntilMs - settings.clock.now().getTime(), maxWaitMs, signal });
      let waitMs = limiter === null ? 0 : await limiter.takeTurn();
      while (limiter !== null && waitMs > 0) {
        await waitAtMost({ host, waitMs, maxWaitMs, signal });
        waitMs = await limiter.takeTurn();
      }
    },
  };
}

/** Where the count cannot be asked the request is sent: the vendor counts it as well. */
async function spendOfDay({
  settings,
  host,
  limit,
}: {
  settings: HttpClientSettings;
  host: string;
  limit: DayLimit | null;
}): Promise<void> {
  const { dayBudget = null } = settings;
  if (limit === null || dayBudget === null) return;
  const { requests } = limit;
  let spent: DaySpent;
  try {
    spent = await dayBudget.spend(limit);
  } catch (error) {
    settings.onTurnsAlone?.({ host, error });
    return;
  }
  const { isSpent, used, endsAt } = spent;
  settings.onDaySpent?.({ host, used, requests });
  if (isSpent) return;
  throw new SophiaError(
    'vendor.day-used-up',
    `Expected ${host} to take another request today, found that all ${requests} of the day are used. The count begins anew at ${endsAt.toISOString()}.`,
    { details: { host, sent: false, beginsAnewAt: endsAt.toISOString() } },
  );
}

async function waitAtMost(options: {
  host: string;
  waitMs: number;
  maxWaitMs: number;
  signal: AbortSignal;
}): Promise<void> {
  const { host, waitMs, maxWaitMs, signal } = options;
  if (waitMs <= 0) return;
  if (waitMs > maxWaitMs) {
    throw new SophiaError(
      'vendor.rate-limited',
      `Expected ${host} to take a request within ${maxWaitMs} ms, found that it must be left alone for ${Math.ceil(waitMs / 1000)} s more.`,
      { details: { host, waitMs, sent: false } },
    );
  }
  await sleep(waitMs, undefined, { signal });
}

function isFailureOfHost(error: unknown): boolean {
  return error instanceof NoAnswer;
}

function isServerError(answer: unknown): boolean {
  return answer instanceof Response && answer.status >= 500;
}
