import { Piscina } from 'piscina';
import { SophiaError } from '#platform/errors';
import type { Log } from '#platform/log';

export interface ThreadPool {
  /**
   * Runs the worker's export of that name on a copy of the payload in a thread and returns a copy of its result.
   * Throws `thread.failed` where it throws or its thread ends.
   */
  run(name: string, payload: unknown): Promise<unknown>;
  /** Waits for what is running, refuses what is not and ends the threads. */
  close(): Promise<void>;
}

export interface ThreadPoolOptions {
  /** A module whose named exports are the tasks; TypeScript is run as it is. */
  readonly workerUrl: URL;
  readonly threadCount: number;
  /** How long a thread stays warm without work; 10 s by default. */
  readonly idleTimeoutMs?: number;
  readonly log?: Log;
}

/** Threads for work that would stall the process. They start with the first task. */
export function createThreadPool({
  workerUrl,
  threadCount,
  idleTimeoutMs = 10_000,
  log,
}: ThreadPoolOptions): ThreadPool {
  const pool = new Piscina({
    filename: workerUrl.href,
    minThreads: 0,
    maxThreads: threadCount,
    idleTimeout: idleTimeoutMs,
  });
  const pending = new Set<AbortController>();
  // A thread that cannot start takes no task: those that wait would wait for ever, and without a listener the process
  // would end.
  pool.on('error', (error) => {
    log?.error({ err: error }, 'A thread could not start or broke down');
    for (const task of pending) task.abort(error);
  });
  return {
    run: async (name, payload) => {
      const task = new AbortController();
      pending.add(task);
      try {
        return await runTask({ pool, name, payload, signal: task.signal });
      } finally {
        pending.delete(task);
      }
    },
    close: () => pool.close(),
  };
}

async function runTask({
  pool,
  name,
  payload,
  signal,
}: {
  pool: Piscina;
  name: string;
  payload: unknown;
  signal: AbortSignal;
}): Promise<unknown> {
  try {
    const result: unknown = await pool.run(payload, { name, signal });
    return result;
  } catch (error) {
    const cause: unknown = signal.aborted ? signal.reason : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SophiaError('thread.failed', `Expected the task ${name} to end with a result, but it failed: ${reason}`, {
      cause,
    });
  }
}
