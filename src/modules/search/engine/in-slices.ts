import { setImmediate } from 'node:timers/promises';

/** Between slices others get their turn: as long as one takes, they wait. */
export const rowsPerSlice = 4096;

/** Does `work` from the first to the last of `count`, slice by slice; it may go beyond a slice and returns where it ended. */
export async function inSlices({
  count,
  work,
}: {
  count: number;
  work: (from: number, end: number) => number;
}): Promise<void> {
  let from = 0;
  while (from < count) {
    const next = work(from, Math.min(count, from + rowsPerSlice));
    if (next - from >= rowsPerSlice) await setImmediate();
    from = next;
  }
}
