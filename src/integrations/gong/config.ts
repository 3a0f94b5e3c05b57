import { createHash } from 'node:crypto';
import type { CallSource } from '#contracts';
import type { Connection } from '#platform/context';
import type { HostPolicy, HttpClient } from '#platform/http-client';
import { basicAuthorization } from './auth.ts';
import { createGongClient } from './client.ts';
import { createGongCallSource } from './create-gong-call-source.ts';
import { gongHostPolicy, requestsPerDay } from './limits.ts';

/** What the settings say of Gong; null is what was not set. */
export interface GongSettings {
  readonly accessKey: string | null;
  readonly accessKeySecret: string | null;
  readonly baseUrl: string | null;
  readonly workspaces: readonly string[];
  readonly requestsPerDay: number | null;
}

const gongBaseUrl = 'https://api.gong.io';

/** Gong as it is set up: off where a credential is missing, with the sentence that names it. */
export function connectGong({
  settings,
  httpClient,
  simulated,
}: {
  settings: GongSettings;
  httpClient: HttpClient;
  simulated: boolean;
}): Connection<CallSource> {
  const { accessKey, accessKeySecret, baseUrl, workspaces } = settings;
  if (accessKey === null || accessKeySecret === null) {
    const missing = accessKey === null ? 'GONG_ACCESS_KEY' : 'GONG_ACCESS_KEY_SECRET';
    return {
      state: 'off',
      reason: `Gong is not connected: ${missing} is not set.`,
      isHalfSet: accessKey !== null || accessKeySecret !== null,
      action: 'Set GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET (Gong: Admin center > Ecosystem > API).',
    };
  }
  const client = createGongClient({
    baseUrl: baseUrl ?? gongBaseUrl,
    authorization: basicAuthorization({ accessKey, secret: accessKeySecret }),
    fetch: httpClient.createFetch({ retryUnsafe: true }),
  });
  return { state: 'on', client: createGongCallSource({ client, workspaces }), simulated };
}

/**
 * The limits of the host that the settings name. Those of a day belong to the company. A host of its own stands for it,
 * whichever key is used; at the host of all nothing names it before Gong is asked, and its access key has to.
 */
export function gongPolicies({
  baseUrl,
  accessKey,
  ...settings
}: Pick<GongSettings, 'baseUrl' | 'accessKey' | 'requestsPerDay'>): Record<string, Partial<HostPolicy>> {
  const { host } = new URL(baseUrl ?? gongBaseUrl);
  const key = createHash('sha256')
    .update(accessKey ?? '')
    .digest('hex')
    .slice(0, 12);
  const account = host === new URL(gongBaseUrl).host ? `${host} ${key}` : host;
  const dayLimit = { account, requests: settings.requestsPerDay ?? requestsPerDay };
  return { [host]: { ...gongHostPolicy, dayLimit } };
}
