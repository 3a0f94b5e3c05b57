const firstWaitMs = 60_000;
const longestWaitMs = 30 * 60_000;
const givenUpAfterMs = 48 * 3_600_000;

/**
 * When what could not be sent is tried again: after a minute at first, then after as long again as it has waited, half
 * an hour at most. Null where it has waited for two days.
 */
export function nextTry({ now, since }: { now: Date; since: Date }): Date | null {
  const waitedMs = now.getTime() - since.getTime();
  if (waitedMs > givenUpAfterMs) return null;
  return new Date(now.getTime() + Math.min(longestWaitMs, Math.max(firstWaitMs, waitedMs)));
}
