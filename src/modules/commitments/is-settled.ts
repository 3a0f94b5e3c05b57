import type { commitments } from './tables.ts';

/** By a person, or by what was said or done; not dropped by nobody, where the call no longer makes the promise. */
export function isSettled({ state, settledBy }: Pick<typeof commitments.$inferSelect, 'state' | 'settledBy'>): boolean {
  return state !== 'open' && !(state === 'dropped' && settledBy === null);
}
