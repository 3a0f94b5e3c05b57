/** Up to this many moments are remembered one by one; above it a window is counted as a whole. */
const longestMemory = 2000;

export interface RateTake {
  /** Who shares the limit: an app, a method, a channel. */
  readonly key: string;
  readonly limit: number;
  readonly windowMs: number;
}

export interface RateVerdict {
  readonly allowed: boolean;
  readonly remaining: number;
  /** 0 where it is allowed. */
  readonly retryAfterMs: number;
}

export interface RateWindows {
  /** Counts one request, unless it is one too many. */
  take(take: RateTake): RateVerdict;
  isEnforced(): boolean;
  enforce(enforced: boolean): void;
  clear(): void;
}

/** The counters behind a vendor's limits, by the simulator's clock. */
export function createRateWindows(nowMs: () => number): RateWindows {
  const sliding = new Map<string, number[]>();
  const counted = new Map<string, { startMs: number; used: number }>();
  let enforced = true;
  return {
    take: (take) => {
      if (!enforced) return { allowed: true, remaining: take.limit, retryAfterMs: 0 };
      return take.limit <= longestMemory
        ? takeSliding({ take, moments: sliding, nowMs: nowMs() })
        : takeCounted({ take, windows: counted, nowMs: nowMs() });
    },
    isEnforced: () => enforced,
    enforce: (value) => {
      enforced = value;
    },
    clear: () => {
      sliding.clear();
      counted.clear();
      enforced = true;
    },
  };
}

function takeSliding(input: { take: RateTake; moments: Map<string, number[]>; nowMs: number }): RateVerdict {
  const { take, moments, nowMs } = input;
  const recent = (moments.get(take.key) ?? []).filter((moment) => moment > nowMs - take.windowMs && moment <= nowMs);
  const oldest = recent[0];
  if (recent.length >= take.limit && oldest !== undefined) {
    moments.set(take.key, recent);
    return { allowed: false, remaining: 0, retryAfterMs: oldest + take.windowMs - nowMs };
  }
  recent.push(nowMs);
  moments.set(take.key, recent);
  return { allowed: true, remaining: take.limit - recent.length, retryAfterMs: 0 };
}

function takeCounted(input: {
  take: RateTake;
  windows: Map<string, { startMs: number; used: number }>;
  nowMs: number;
}): RateVerdict {
  const { take, windows, nowMs } = input;
  const known = windows.get(take.key);
  const isCurrent = known !== undefined && nowMs >= known.startMs && nowMs < known.startMs + take.windowMs;
  const current = isCurrent ? known : { startMs: nowMs, used: 0 };
  windows.set(take.key, current);
  if (current.used >= take.limit) {
    return { allowed: false, remaining: 0, retryAfterMs: current.startMs + take.windowMs - nowMs };
  }
  current.used += 1;
  return { allowed: true, remaining: take.limit - current.used, retryAfterMs: 0 };
}
