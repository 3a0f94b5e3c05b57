import type { Crm } from '#contracts';
import type { Clock } from '#platform/clock';
import type { Connection } from '#platform/context';
import type { HostPolicy, HttpClient } from '#platform/http-client';
import type { HubspotCredentials, TokenKeeper } from './auth.ts';
import { createHubspotCrm } from './create-hubspot-crm.ts';
import { hubspotHostPolicy } from './limits.ts';

/** What the settings say of HubSpot; null is what was not set. */
export interface HubspotSettings {
  readonly accessToken: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly refreshToken: string | null;
  readonly baseUrl: string | null;
  readonly portalId: string | null;
  readonly appId: string | null;
  /** Null where nobody has said: the e-mails of a real account are not read then. */
  readonly readEmails?: boolean | null;
}

export interface HubspotConnectionOptions {
  readonly settings: HubspotSettings;
  readonly httpClient: HttpClient;
  readonly clock: Clock;
  readonly simulated: boolean;
  /** Where people open records, where that is not HubSpot's own address. */
  readonly appUrl?: string | null;
  /** Null where a renewed refresh token lives as long as the process. */
  readonly tokenKeeper?: TokenKeeper | null;
  /** False only for a stand-in whose limits are lifted. */
  readonly keepsPace?: boolean;
}

const standardBaseUrl = 'https://api.hubapi.com';

/** HubSpot as the settings connect it, or why they do not. */
export function readHubspotConnection(options: HubspotConnectionOptions): Connection<Crm> {
  const { settings, httpClient, clock, simulated, appUrl = null, keepsPace = true, tokenKeeper = null } = options;
  const credentials = readCredentials(settings);
  if ('missing' in credentials) return describeOff(credentials.missing);
  const client = createHubspotCrm({
    credentials,
    httpClient,
    clock,
    appUrl,
    tokenKeeper,
    baseUrl: hubspotBaseUrl(settings),
    portalId: settings.portalId,
    appId: settings.appId,
    webhookSecret: settings.clientSecret,
    readsEmails: settings.readEmails ?? simulated,
    ...(keepsPace ? {} : { limits: { searchGapMs: 0 } }),
  });
  return { state: 'on', client, simulated };
}

/** What HubSpot's host allows, for the `policies` of `createHttpClient`; under the host that the settings name. */
export function hubspotPolicies(
  settings: Pick<HubspotSettings, 'baseUrl'>,
): Readonly<Record<string, Partial<HostPolicy>>> {
  return { [new URL(hubspotBaseUrl(settings)).host]: hubspotHostPolicy };
}

function hubspotBaseUrl({ baseUrl }: Pick<HubspotSettings, 'baseUrl'>): string {
  return (baseUrl ?? standardBaseUrl).replace(/\/+$/u, '');
}

function readCredentials(settings: HubspotSettings): HubspotCredentials | { readonly missing: readonly string[] } {
  const { accessToken, clientId, clientSecret, refreshToken } = settings;
  if (accessToken !== null) return { kind: 'static', accessToken };
  if (clientId !== null && clientSecret !== null && refreshToken !== null) {
    return { kind: 'oauth', clientId, clientSecret, refreshToken };
  }
  if (clientId === null && refreshToken === null) return { missing: [] };
  const parts = {
    HUBSPOT_CLIENT_ID: clientId,
    HUBSPOT_CLIENT_SECRET: clientSecret,
    HUBSPOT_REFRESH_TOKEN: refreshToken,
  };
  return { missing: Object.entries(parts).flatMap(([name, value]) => (value === null ? [name] : [])) };
}

function describeOff(missing: readonly string[]): Connection<Crm> {
  if (missing.length > 0) {
    return {
      state: 'off',
      reason: `HubSpot is not connected: of an OAuth app, ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set.`,
      isHalfSet: true,
      action: `Set ${missing.join(' and ')}, or HUBSPOT_ACCESS_TOKEN in place of all three.`,
    };
  }
  return {
    state: 'off',
    reason: 'HubSpot is not connected: there is no HUBSPOT_ACCESS_TOKEN.',
    action:
      'Set HUBSPOT_ACCESS_TOKEN to the token of a service key or an app; or HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET and HUBSPOT_REFRESH_TOKEN.',
  };
}
