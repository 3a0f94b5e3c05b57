import { threadId } from 'node:worker_threads';

export function double({ value }: { value: number }): { value: number; threadId: number } {
  return { value: value * 2, threadId };
}

export function fail(): never {
  throw new RangeError('the sample task always fails');
}

export function exit(): never {
  process.exit(3);
}

/** Blocks its thread, as a long computation does. */
export function block({ durationMs }: { durationMs: number }): number {
  const end = performance.now() + durationMs;
  let rounds = 0;
  while (performance.now() < end) {
    rounds += 1;
  }
  return rounds;
}
