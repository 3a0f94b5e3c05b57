import type { QueryObserver } from '#platform/db';
import { type BenchRow, formatMs } from './measure.ts';

const aimMs = 100;

/** How long single statements take, from being sent to the last row. */
export interface StatementTimes {
  readonly observe: QueryObserver;
  /** Forgets those so far: what loads a bench is not measured. */
  readonly forget: () => void;
  readonly row: (what: string) => BenchRow;
}

export function createStatementTimes(): StatementTimes {
  let times: number[] = [];
  return {
    observe: ({ durationMs }) => {
      times.push(durationMs);
    },
    forget: () => {
      times = [];
    },
    row: (what) => {
      const sorted = times.toSorted((one, other) => one - other);
      const p95Ms = sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0;
      return {
        measure: `${what}, 95th percentile`,
        reached: `${p95Ms.toFixed(1)} ms`,
        aim: `at most ${aimMs} ms`,
        met: p95Ms <= aimMs,
        note: `${sorted.length} statements, the longest ${formatMs(sorted.at(-1) ?? 0)}`,
      };
    },
  };
}
