import { setTimeout as wait } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SophiaError } from '#platform/errors';
import type { HostPolicy } from '#platform/http-client';

interface MethodLimit {
  /** Requests that Slack grants for a minute, for the whole workspace; null where its page names none. */
  readonly perMinute: number | null;
  /** What does no harm twice may be sent again after any failure; the rest only where Slack did nothing. */
  readonly kind: 'repeatable' | 'once';
}

const tier2 = 20;
const tier3 = 50;
const tier4 = 100;

/** The tier of each method that is used, from its page under docs.slack.dev/reference/methods. */
export const methodLimits = {
  'auth.test': { perMinute: null, kind: 'repeatable' },
  'chat.postMessage': { perMinute: null, kind: 'once' },
  'chat.update': { perMinute: tier3, kind: 'repeatable' },
  'chat.delete': { perMinute: tier3, kind: 'repeatable' },
  'chat.postEphemeral': { perMinute: tier4, kind: 'once' },
  'chat.getPermalink': { perMinute: null, kind: 'repeatable' },
  'chat.startStream': { perMinute: tier2, kind: 'once' },
  'chat.appendStream': { perMinute: tier4, kind: 'once' },
  'chat.stopStream': { perMinute: tier2, kind: 'repeatable' },
  // Its page names 600 a minute for an app and a workspace.
  'assistant.threads.setStatus': { perMinute: 600, kind: 'repeatable' },
  'assistant.threads.setTitle': { perMinute: tier4, kind: 'repeatable' },
  'assistant.threads.setSuggestedPrompts': { perMinute: tier4, kind: 'repeatable' },
  'conversations.history': { perMinute: tier3, kind: 'repeatable' },
  'conversations.replies': { perMinute: tier3, kind: 'repeatable' },
  'conversations.open': { perMinute: tier3, kind: 'repeatable' },
  'conversations.list': { perMinute: tier2, kind: 'repeatable' },
  'conversations.info': { perMinute: tier3, kind: 'repeatable' },
  'conversations.join': { perMinute: tier3, kind: 'repeatable' },
  'conversations.create': { perMinute: tier2, kind: 'once' },
  'conversations.archive': { perMinute: tier2, kind: 'once' },
  'conversations.rename': { perMinute: tier2, kind: 'once' },
  'users.list': { perMinute: tier2, kind: 'repeatable' },
  'conversations.members': { perMinute: tier4, kind: 'repeatable' },
  'users.info': { perMinute: tier4, kind: 'repeatable' },
  'views.open': { perMinute: tier4, kind: 'once' },
  'views.publish': { perMinute: tier4, kind: 'repeatable' },
  'apps.connections.open': { perMinute: tier3, kind: 'repeatable' },
} as const satisfies Record<string, MethodLimit>;

export type SlackMethod = keyof typeof methodLimits;

/** Messages go to one channel at this pace (docs.slack.dev/apis/web-api/rate-limits). */
const messagesPerSecondPerChannel = 1;

/** A longer wait is told to whoever asks: the work comes back later and holds nothing up meanwhile. */
const longestWaitMs = 20_000;

/** Slack answers most requests well below a second; the paces are kept per method and channel, not per host. */
export const slackHostPolicy: Partial<HostPolicy> = {
  rateLimit: null,
  concurrency: 8,
  timeoutMs: 10_000,
  retries: 3,
  maxRetryAfterMs: longestWaitMs,
};

export interface SlackPace {
  /** Waits until the request may start. Throws `vendor.rate-limited` where that would take too long. */
  waitForTurn(request: { readonly method: SlackMethod; readonly channelId: string | null }): Promise<void>;
}

/** Keeps to the limits of each method and channel, so that Slack need not say no. */
export function createSlackPace(): SlackPace {
  const methods = new Map<SlackMethod, RateLimiterMemory>();
  const channels = new RateLimiterMemory({ points: messagesPerSecondPerChannel, duration: 1 });
  function limiterOf(method: SlackMethod): RateLimiterMemory | null {
    const { perMinute } = methodLimits[method];
    if (perMinute === null) return null;
    const limiter = methods.get(method) ?? new RateLimiterMemory({ points: perMinute, duration: 60 });
    methods.set(method, limiter);
    return limiter;
  }
  return {
    waitForTurn: async ({ method, channelId }) => {
      const limiter = limiterOf(method);
      if (limiter !== null) await takePoint({ limiter, key: method, what: method });
      if (channelId !== null && method === 'chat.postMessage') {
        await takePoint({ limiter: channels, key: channelId, what: 'a message to one channel' });
      }
    },
  };
}

/** For a stand-in whose limits are lifted. */
export function createOpenPace(): SlackPace {
  return { waitForTurn: () => Promise.resolve() };
}

async function takePoint({
  limiter,
  key,
  what,
}: {
  limiter: RateLimiterMemory;
  key: string;
  what: string;
}): Promise<void> {
  for (let waitedMs = 0; ; ) {
    const waitMs = await tryPoint({ limiter, key });
    if (waitMs === 0) return;
    waitedMs += waitMs;
    if (waitedMs > longestWaitMs) throw tooLong({ what, waitMs });
    await wait(waitMs);
  }
}

/** Returns 0 where the request may start, otherwise how long to wait before asking again. */
async function tryPoint({ limiter, key }: { limiter: RateLimiterMemory; key: string }): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
    throw refusal;
  }
}

function tooLong({ what, waitMs }: { what: string; waitMs: number }): SophiaError {
  return new SophiaError(
    'vendor.rate-limited',
    `Expected Slack's limit for ${what} to leave room within ${longestWaitMs / 1000} s, found ${Math.ceil(waitMs / 1000)} s more to wait.`,
    { details: { waitMs, sent: false } },
  );
}
