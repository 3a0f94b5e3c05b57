import type { Log } from '#platform/log';
import type { ObservedQuery, QueryObserver } from './database.ts';

const slowQueryMs = 50;
const shownCharacters = 300;

interface Stalls {
  count: number;
  slowest: ObservedQuery | null;
  toldAtMs: number;
}

/**
 * Warns of queries over 50 ms, each of which stalls a process that has its database inside: at most once in `quietMs`,
 * with how many there were since and the slowest, and not before that time. Changes and upkeep of tables do not count.
 */
export function watchStalls({ log, quietMs }: { log: Log | undefined; quietMs: number }): QueryObserver {
  const openedAtMs = performance.now();
  const stalls: Stalls = { count: 0, slowest: null, toldAtMs: Number.NEGATIVE_INFINITY };
  return (query) => {
    if (query.durationMs <= slowQueryMs || isUpkeep(query)) return;
    stalls.count += 1;
    if (query.durationMs > (stalls.slowest?.durationMs ?? 0)) stalls.slowest = query;
    const nowMs = performance.now();
    if (nowMs - stalls.toldAtMs < quietMs || nowMs - openedAtMs < quietMs) return;
    log?.warn(
      {
        queries: stalls.count,
        slowestMs: Math.round(stalls.slowest?.durationMs ?? query.durationMs),
        statement: (stalls.slowest ?? query).statement.slice(0, shownCharacters),
      },
      'Queries stalled the process, as the embedded database runs inside it',
    );
    stalls.count = 0;
    stalls.slowest = null;
    stalls.toldAtMs = nowMs;
  };
}

function isUpkeep({ statement }: ObservedQuery): boolean {
  return /^\s*(?:--|(?:create|alter|drop|do|vacuum|analyze)\b)/i.test(statement);
}
