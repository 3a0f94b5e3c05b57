import { AsyncLocalStorage } from 'node:async_hooks';

/** Asked before every attempt of a request; where it throws, nothing is sent. */
export type AttemptGuard = () => Promise<void>;

const guards = new AsyncLocalStorage<AttemptGuard>();

/** Does `work` so that `guard` is asked right before each attempt of each request in it, after all waits for a turn. */
export function beforeAttempts<Result>(guard: AttemptGuard, work: () => Promise<Result>): Promise<Result> {
  return guards.run(guard, work);
}

/** To be read where a request begins: what waits in line is let go on by others. */
export function currentGuard(): AttemptGuard | null {
  return guards.getStore() ?? null;
}
