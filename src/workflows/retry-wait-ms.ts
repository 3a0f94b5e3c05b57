const firstWaitMs = 1000;
const spread = 0.5;

/**
 * How long to wait behind a failed attempt, counted from 1: a second, then twice as long each time, and up to half of
 * that beside it by chance, so that what failed together does not come back together.
 */
export function retryWaitMs({ attempt, random }: { attempt: number; random: () => number }): number {
  const waitMs = firstWaitMs * 2 ** (attempt - 1);
  return Math.round(waitMs * (1 + spread * random()));
}
