const firstWaitMs = 60_000;
const longestWaitMs = 3_600_000;

/** When to try again after so many failures in a row: a minute, then twice as long each time, up to an hour. */
export function retryAt({ now, failures }: { now: Date; failures: number }): Date {
  return new Date(now.getTime() + Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, failures - 1)));
}
