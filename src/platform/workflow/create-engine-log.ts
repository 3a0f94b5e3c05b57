import type { DLogger } from '@dbos-inc/dbos-sdk';
import type { Log } from '#platform/log';

/** Takes the engine's own log over. What it calls an error is ours to look at in batches: the work is tried again. */
export function createEngineLog(log: Log): DLogger {
  return {
    debug: (entry) => log.debug({ entry }, 'The workflow engine noted something'),
    info: (entry) => log.debug({ entry }, 'The workflow engine noted something'),
    warn: (entry) => log.warn({ entry }, 'The workflow engine warned'),
    error: (entry, metadata) => log.warn({ entry, stack: metadata?.stack }, 'The workflow engine met an error'),
  };
}
