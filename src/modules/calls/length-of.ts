import type { Turn } from '#contracts';

/**
 * From the first word to the last, as `durationMs` of docs/metrics.md has it: a recording that begins before anybody
 * speaks makes no call longer. Null where not every turn has its times.
 */
export function lengthOf(turns: readonly Pick<Turn, 'text' | 'startMs' | 'endMs'>[]): number | null {
  const spoken = turns.filter(({ text }) => /\p{L}|\p{N}/u.test(text));
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const { startMs, endMs } of spoken) {
    if (startMs === null || endMs === null) return null;
    first = Math.min(first, startMs);
    last = Math.max(last, endMs);
  }
  return spoken.length === 0 ? null : last - first;
}
