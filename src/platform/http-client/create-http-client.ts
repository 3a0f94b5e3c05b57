import { CircuitState } from 'cockatiel';
import { createHostRegistry } from './host-state.ts';
import type { HttpClientSettings, WatchedHttpClient } from './http-client.ts';
import { createPolicyFetch } from './policy-fetch.ts';

/** Opens the one client through which Sophia talks to services outside. Close it when the process ends. */
export function createHttpClient(settings: HttpClientSettings): WatchedHttpClient {
  const hosts = createHostRegistry(settings);
  const closing = new AbortController();
  return {
    createFetch: (options = {}) => createPolicyFetch({ settings, hosts, options, closing: closing.signal }),
    isLeftAlone: (host) => hosts.stateOf(host).breaker.state === CircuitState.Open,
    usedToday: async (host) => {
      const { dayLimit } = hosts.stateOf(host).policy;
      if (dayLimit === null || settings.dayBudget === undefined || settings.dayBudget === null) return null;
      return { ...(await settings.dayBudget.used(dayLimit)), requests: dayLimit.requests };
    },
    close: () => closing.abort(),
  };
}
