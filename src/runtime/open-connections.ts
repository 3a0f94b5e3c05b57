import type { Config } from '#config';
import { connectGong, gongPolicies } from '#integrations/gong';
import { hubspotPolicies, readHubspotConnection, type TokenKeeper } from '#integrations/hubspot';
import { connectSlack, type SlackConnection, slackPolicies } from '#integrations/slack';
import type { Clock } from '#platform/clock';
import type { Connections } from '#platform/context';
import type { HostPolicy, HttpClient } from '#platform/http-client';
import type { TokenKeepers } from './create-token-keepers.ts';
import { workspaceIds } from './workspace-ids.ts';

/** How vendors are reached, in the form of the settings of the real ones. */
export type SimulatedVendors = Config['vendors'];

/** The vendors of a workspace; Slack with what only Slack has. */
export interface VendorConnections extends Connections {
  readonly chat: SlackConnection;
}

export type ConnectionsOf = (workspaceId: string) => VendorConnections;

interface Openings {
  readonly config: Config;
  readonly httpClient: HttpClient;
  readonly clock: Clock;
  readonly simulated: SimulatedVendors | null;
  readonly limits: VendorLimits;
  /** Left out where what a vendor renews lives as long as the process. */
  readonly tokenKeepers?: TokenKeepers | null;
}

/** `lifted` only for a stand-in that has lifted its own, to measure what Sophia itself can do. */
export type VendorLimits = 'kept' | 'lifted';

const atOnceWithoutLimits = 32;

/** The vendors of each workspace: the real ones belong to `main`, simulated ones to `example`; the two never mix. */
export function openConnections({
  config,
  httpClient,
  clock,
  simulated,
  limits,
  tokenKeepers = null,
}: Openings): ConnectionsOf {
  const { refreshToken } = config.vendors.hubspot;
  const tokenKeeper =
    tokenKeepers === null || refreshToken === null
      ? null
      : tokenKeepers({ workspaceId: workspaceIds.main, name: 'HUBSPOT_REFRESH_TOKEN', setting: refreshToken });
  const real = connect({ vendors: config.vendors, httpClient, clock, isSimulated: false, limits, tokenKeeper });
  const example =
    simulated === null
      ? nothing
      : connect({ vendors: simulated, httpClient, clock, isSimulated: true, limits, tokenKeeper: null });
  const byWorkspace: ReadonlyMap<string, VendorConnections> = new Map([
    [workspaceIds.main, real],
    [workspaceIds.example, example],
  ]);
  return (workspaceId) => byWorkspace.get(workspaceId) ?? nothing;
}

/** The limits of each vendor's host, wherever it is. */
export function hostPoliciesOf({
  config,
  simulated,
  limits,
}: Pick<Openings, 'config' | 'simulated' | 'limits'>): Record<string, Partial<HostPolicy>> {
  const all = [config.vendors, ...(simulated === null ? [] : [simulated])];
  const policies: Record<string, Partial<HostPolicy>> = Object.assign(
    {},
    ...all.flatMap(({ gong, hubspot, slack }) => [gongPolicies(gong), hubspotPolicies(hubspot), slackPolicies(slack)]),
  );
  if (limits === 'kept') return policies;
  const lifted = { rateLimit: null, dayLimit: null, concurrency: atOnceWithoutLimits };
  return Object.fromEntries(Object.entries(policies).map(([host, policy]) => [host, { ...policy, ...lifted }]));
}

/** The hosts of each vendor, as the policies know them. */
export function vendorHosts({
  gong,
  hubspot,
  slack,
}: SimulatedVendors): Record<'gong' | 'hubspot' | 'slack', readonly string[]> {
  return {
    gong: Object.keys(gongPolicies(gong)),
    hubspot: Object.keys(hubspotPolicies(hubspot)),
    slack: Object.keys(slackPolicies(slack)),
  };
}

function connect({
  vendors,
  httpClient,
  clock,
  isSimulated,
  limits,
  tokenKeeper,
}: {
  vendors: SimulatedVendors;
  httpClient: HttpClient;
  clock: Clock;
  isSimulated: boolean;
  limits: VendorLimits;
  tokenKeeper: TokenKeeper | null;
}): VendorConnections {
  const { gong, hubspot, slack } = vendors;
  return {
    calls: connectGong({ settings: gong, httpClient, simulated: isSimulated }),
    crm: readHubspotConnection({
      settings: hubspot,
      httpClient,
      clock,
      simulated: isSimulated,
      appUrl: isSimulated ? hubspot.baseUrl : null,
      keepsPace: limits === 'kept',
      tokenKeeper,
    }),
    chat: connectSlack({ settings: slack, httpClient, simulated: isSimulated, keepsPace: limits === 'kept' }),
  };
}

const nowhere = {
  state: 'off',
  reason: 'This workspace has no vendors.',
  action: 'Use the workspace main with credentials in the settings, or start Sophia with its simulators.',
} as const;
const nothing: VendorConnections = { calls: nowhere, crm: nowhere, chat: { ...nowhere, desk: null } };
