import type { Clock } from '#platform/clock';
import type { HostPolicy, HttpClientSettings, SharedTurns } from './http-client.ts';

export interface Limiter {
  /** Returns 0 where a request may start, otherwise how long to wait before asking again. */
  takeTurn(): Promise<number>;
}

type Limit = NonNullable<HostPolicy['rateLimit']>;

/** How many turns of a window are taken at once where they are shared. */
const shareAtOnce = 0.1;
/** Processes that wait for the same window do not all come back at the same moment. */
const spreadMs = 50;

/** Counts the turns of one host: in this process, or together with the others. */
export function createLimiter({
  host,
  limit,
  settings,
}: {
  host: string;
  limit: Limit;
  settings: HttpClientSettings;
}): Limiter {
  const alone = createLoneLimiter({ limit, clock: settings.clock });
  const shared = settings.sharedTurns ?? null;
  if (shared === null) return alone;
  return createSharedLimiter({ host, limit, settings, shared, alone });
}

/** A window begins with the first turn after the one before; with one turn to a window, turns keep its length apart. */
function createLoneLimiter({ limit, clock }: { limit: Limit; clock: Clock }): Limiter {
  let window = { startMs: Number.NEGATIVE_INFINITY, taken: 0 };
  return {
    takeTurn: async () => {
      const nowMs = clock.now().getTime();
      const isOpen = nowMs >= window.startMs && nowMs < window.startMs + limit.windowMs;
      if (!isOpen) window = { startMs: nowMs, taken: 0 };
      if (window.taken >= limit.requests) return Math.max(1, window.startMs + limit.windowMs - nowMs);
      window.taken += 1;
      return 0;
    },
  };
}

interface Sharing {
  readonly host: string;
  readonly limit: Limit;
  readonly settings: HttpClientSettings;
  readonly shared: SharedTurns;
  readonly alone: Limiter;
}

/** Where the count cannot be asked, a process keeps to the limit by itself: too many are refused, and waited out. */
function createSharedLimiter({ host, limit, settings, shared, alone }: Sharing): Limiter {
  const most = Math.max(1, Math.floor(limit.requests * shareAtOnce));
  let held = { turns: 0, untilMs: 0 };
  let isOverUntilMs = 0;
  let asking: Promise<unknown> = Promise.resolve();
  async function takeOrAsk(): Promise<number> {
    if (held.turns > 0 && performance.now() < held.untilMs) {
      held.turns -= 1;
      return 0;
    }
    const leftMs = isOverUntilMs - performance.now();
    if (leftMs > 0) return leftMs + settings.random() * spreadMs;
    const { granted, remainingMs } = await shared.take({ host, limit, most });
    const untilMs = performance.now() + remainingMs;
    held = { turns: granted, untilMs };
    if (granted === 0) {
      isOverUntilMs = untilMs;
      return Math.max(1, remainingMs) + settings.random() * spreadMs;
    }
    held.turns -= 1;
    return 0;
  }
  return {
    takeTurn: () => {
      const turn = asking.then(takeOrAsk).catch((error: unknown) => {
        settings.onTurnsAlone?.({ host, error });
        return alone.takeTurn();
      });
      asking = turn;
      return turn;
    },
  };
}
