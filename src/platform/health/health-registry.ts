import type { DependencyHealth, HealthReport, HealthState } from '#contracts';
import type { Clock } from '#platform/clock';

/** What a probe found: the state, why in a sentence, and what to do (null where nothing is to be done). */
export interface ProbeResult {
  readonly state: HealthState;
  readonly reason: string;
  readonly action: string | null;
  /** An instant in ISO form, where the probe knows since when; otherwise the first check that saw the state. */
  readonly since?: string;
}

/** One thing that Sophia depends on. A probe of something it can do without answers `degraded`, never `unhealthy`. */
export interface Probe {
  readonly name: string;
  /** Asks the dependency; to throw or to be slow means `unhealthy`. The signal ends with the time limit. */
  check(signal: AbortSignal): Promise<ProbeResult>;
  /** What to do where the probe threw or was slow. */
  readonly action: string;
}

export interface HealthRegistry {
  register(probe: Probe): void;
  /** Asks every probe at once. `since` is when a dependency was first seen in the state that it is in. */
  check(): Promise<HealthReport>;
}

export interface HealthSettings {
  readonly clock: Clock;
  /** How long a probe may take; by default 3 s. */
  readonly timeoutMs?: number;
}

/** The dependencies of this process. It starts empty; whoever opens a resource registers its probe. */
export function createHealthRegistry({ clock, timeoutMs = 3000 }: HealthSettings): HealthRegistry {
  const probes: Probe[] = [];
  const lasting = new Map<string, { readonly state: HealthState; readonly since: string }>();

  function remember({ name, result }: { name: string; result: ProbeResult }): DependencyHealth {
    const before = lasting.get(name);
    const lasted = before?.state === result.state ? before.since : clock.now().toISOString();
    const since = result.since ?? lasted;
    lasting.set(name, { state: result.state, since });
    return { name, ...result, since };
  }

  return {
    register: (probe) => {
      probes.push(probe);
    },
    check: async () => {
      const results = await Promise.all(probes.map(async (probe) => ({ probe, result: await ask(probe, timeoutMs) })));
      const dependencies = results.map(({ probe, result }) => remember({ name: probe.name, result }));
      return { state: worstOf(dependencies), dependencies };
    },
  };
}

async function ask(probe: Probe, timeoutMs: number): Promise<ProbeResult> {
  const controller = new AbortController();
  const slow = Promise.withResolvers<ProbeResult>();
  const timer = setTimeout(() => {
    controller.abort();
    slow.resolve({ state: 'unhealthy', reason: `It did not answer within ${timeoutMs} ms.`, action: probe.action });
  }, timeoutMs);
  try {
    return await Promise.race([probe.check(controller.signal), slow.promise]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { state: 'unhealthy', reason, action: probe.action };
  } finally {
    clearTimeout(timer);
  }
}

/** A dependency that is off does not count. */
function worstOf(dependencies: readonly DependencyHealth[]): HealthReport['state'] {
  const states = new Set(dependencies.map((dependency) => dependency.state));
  if (states.has('unhealthy')) {
    return 'unhealthy';
  }
  if (states.has('starting')) return 'starting';
  return states.has('degraded') ? 'degraded' : 'healthy';
}
