const minuteMs = 60_000;

/** Between the tries of one delivery: nearly a day in all. */
const waitsMs: readonly number[] = [
  5_000,
  30_000,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  60 * minuteMs,
  120 * minuteMs,
  240 * minuteMs,
  360 * minuteMs,
  600 * minuteMs,
];

const longestRetryAfterMs = 60 * minuteMs;

/** So many failed tries hold back what comes behind, so that a short outage changes no order. */
export const triesThatHold = 3;

/** How long until the next try after so many failed ones; null where it is given up. A receiver may ask for longer. */
export function waitBeforeRetry({
  attempts,
  retryAfterSeconds,
}: {
  attempts: number;
  retryAfterSeconds: number | null;
}): number | null {
  const waitMs = waitsMs[attempts - 1];
  if (waitMs === undefined) return null;
  return Math.max(waitMs, Math.min((retryAfterSeconds ?? 0) * 1000, longestRetryAfterMs));
}
