export interface StopSignal {
  /** The name of the signal that asked this process to end. */
  readonly stopped: Promise<string>;
  readonly signal: AbortSignal;
}

/** Waits for SIGTERM or SIGINT. A second one ends the process at once. */
export function waitForStop(): StopSignal {
  const abort = new AbortController();
  const stopped = new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) {
      process.on(name, () => {
        if (abort.signal.aborted) process.exit(1);
        abort.abort();
        resolve(name);
      });
    }
  });
  return { stopped, signal: abort.signal };
}
