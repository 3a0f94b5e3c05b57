import { z } from 'zod';
import type { CallSource } from '#contracts';
import { connectGong, gongPolicies } from '#integrations/gong';
import { systemClock } from '#platform/clock';
import type { Connection } from '#platform/context';
import { createHttpClient, type DayBudget, type HostPolicy, type HttpClient } from '#platform/http-client';

/** Gong's own limits slow a test down without proving anything; the test of limits asks for them. */
export interface GongAccess {
  readonly source: CallSource;
  readonly httpClient: HttpClient;
  control(request: { method?: string; path: string; body?: unknown }): Promise<unknown>;
}

/** A source of calls on a running simulator of Gong, with the simulator's control address. */
export async function openGong({
  url,
  policy = {},
  workspaces = [],
  secret = 'gong-simulator-secret',
  dayBudget = null,
}: {
  url: string;
  policy?: Partial<HostPolicy>;
  workspaces?: readonly string[];
  secret?: string;
  /** Where its requests of a day are counted. */
  dayBudget?: DayBudget | null;
}): Promise<GongAccess> {
  const account = { accessKey: 'gong-simulator-key', requestsPerDay: null };
  const host = new URL(url).host;
  const httpClient = createHttpClient({
    clock: systemClock,
    random: () => 0.5,
    dayBudget,
    policies: { [host]: { ...gongPolicies({ ...account, baseUrl: url })[host], rateLimit: null, ...policy } },
  });
  const connection: Connection<CallSource> = connectGong({
    settings: { ...account, accessKeySecret: secret, baseUrl: url, workspaces },
    httpClient,
    simulated: true,
  });
  if (connection.state === 'off') throw new Error(connection.reason);
  return {
    source: connection.client,
    httpClient,
    control: async ({ method = 'POST', path, body = null }) => {
      const answer = await fetch(`${url}/_control${path}`, {
        method,
        ...(method === 'GET' ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      return z.unknown().parse(await answer.json());
    },
  };
}
