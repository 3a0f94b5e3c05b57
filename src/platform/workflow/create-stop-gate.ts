import { setTimeout as wait } from 'node:timers/promises';

/** Where one run of a workflow stands, as far as a stop has to know. */
export interface GatedRun {
  /** Does a step, unless a stop has begun: then it never returns, and the run goes on at the next start. */
  step<Result>(work: () => Promise<Result>): Promise<Result>;
  /** What a step does: where it fails while a stop is under way, it never returns and is done again at the next start. */
  insideStep<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Waits for something that others do; a stop does not wait for it. */
  waiting<Result>(work: () => Promise<Result>): Promise<Result>;
}

export interface StopGate {
  run<Result>(body: (run: GatedRun) => Promise<Result>): Promise<Result>;
  /** Lets no further step begin and returns when those under way have ended, or at the deadline with false. */
  close(timeoutMs: number): Promise<boolean>;
}

interface RunState {
  steps: number;
  resting: number;
}

const checkIntervalMs = 5;

/**
 * Lets running steps end and holds every run before its next one. A failure during a stop does not count, since what
 * a step uses may be closing; recorded, it would end the whole workflow.
 */
export function createStopGate(): StopGate {
  const runs = new Set<RunState>();
  const stop = { begun: false };
  return {
    run: async (body) => {
      const state: RunState = { steps: 0, resting: 0 };
      runs.add(state);
      try {
        return await body(createGatedRun({ state, stop }));
      } finally {
        runs.delete(state);
      }
    },
    close: async (timeoutMs) => {
      stop.begun = true;
      const deadlineMs = performance.now() + timeoutMs;
      while ([...runs].some((state) => state.steps > 0 || state.resting === 0)) {
        if (performance.now() > deadlineMs) {
          return false;
        }
        await wait(checkIntervalMs);
      }
      return true;
    },
  };
}

function createGatedRun({ state, stop }: { state: RunState; stop: { readonly begun: boolean } }): GatedRun {
  return {
    step: async (work) => (stop.begun ? rest(state) : count({ state, kind: 'steps', work })),
    insideStep: async (work) => {
      try {
        return await work();
      } catch (error) {
        if (stop.begun) {
          state.steps -= 1;
          return rest(state);
        }
        throw error;
      }
    },
    waiting: async (work) => {
      try {
        const result = await count({ state, kind: 'resting', work });
        return stop.begun ? await rest(state) : result;
      } catch (error) {
        return stop.begun ? rest(state) : Promise.reject(error);
      }
    },
  };
}

function rest(state: RunState): Promise<never> {
  state.resting += 1;
  return new Promise(() => undefined);
}

async function count<Result>({
  state,
  kind,
  work,
}: {
  state: RunState;
  kind: keyof RunState;
  work: () => Promise<Result>;
}): Promise<Result> {
  state[kind] += 1;
  try {
    return await work();
  } finally {
    state[kind] -= 1;
  }
}
