import { performance } from 'node:perf_hooks';

/** One line of the table: a ratio or a figure of this run, with the aim beside it. */
export interface BenchRow {
  readonly measure: string;
  readonly reached: string;
  readonly aim: string;
  readonly met: boolean;
  readonly note: string;
}

/** The middle of the times that repeated runs took, in milliseconds; one run more warms up and is not counted. */
export async function medianMs(run: () => unknown, { runs = 5 }: { runs?: number } = {}): Promise<number> {
  await run();
  const times: number[] = [];
  for (let count = 0; count < runs; count += 1) {
    const startedAtMs = performance.now();
    await run();
    times.push(performance.now() - startedAtMs);
  }
  times.sort((one, other) => one - other);
  return times[Math.floor(times.length / 2)] ?? 0;
}

export function formatRatio(ratio: number): string {
  return `${ratio.toFixed(2)} ×`;
}

export function formatMs(milliseconds: number): string {
  return milliseconds >= 1000 ? `${(milliseconds / 1000).toFixed(2)} s` : `${milliseconds.toFixed(0)} ms`;
}
