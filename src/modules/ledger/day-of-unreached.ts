import type { Drift } from './drift.ts';

/** The day on which an owner could not be reached in the chat, where a drift says that: all of one day are told together. */
export function dayOfUnreached({ what, lines, foundAt }: Drift): string | null {
  const isUnreached = what === 'delivery' && lines.some(({ difference }) => difference === 'unreachable');
  return isUnreached ? foundAt.slice(0, 10) : null;
}
