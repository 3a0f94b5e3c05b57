import type { PersonRole } from '#contracts';
import type { KeyRing } from '#platform/crypto';
import type { Ids } from '#platform/ids';
import type { Log } from '#platform/log';
import type { OpenidClient } from '#platform/openid';
import type { Metrics } from '#platform/telemetry';
import type { GraphqlResources } from '#surfaces/graphql';
import type { LiveHub } from '#surfaces/live';
import type { RestResources } from '#surfaces/rest';
import type { ReceiveSlack, ReceiveWebhook } from './webhook-delivery.ts';

/** What people and programs sign in with. */
interface AccessResources {
  /** The workspace that accounts and keys belong to. */
  readonly workspaceId: string;
  /** Encrypts what signs access tokens. */
  readonly secretBox: KeyRing;
  /** Null where nobody signs in with a provider. */
  readonly openid: OpenidClient | null;
  /** Who gets an account by signing in with it, by the domain of the address; left out or null for the invited alone. */
  readonly newcomers?: { readonly domains: readonly string[]; readonly role: PersonRole } | null;
  /** Whether the public address, where there is one, is one of HTTPS. */
  readonly isPublicSecure: boolean;
}

/** What the HTTP server is given. */
export interface ServerResources
  extends Pick<RestResources, 'health' | 'contextFor' | 'apiRequestsPerMinute'>,
    Pick<GraphqlResources, 'graphql'> {
  readonly log: Log;
  readonly ids: Ids;
  readonly metrics: Metrics;
  readonly access: AccessResources;
  /** By vendor, as in `/webhooks/<vendor>`; only those that are connected. */
  readonly webhooks: Readonly<Record<string, ReceiveWebhook>>;
  /** Null where nothing comes from Slack over HTTP. */
  readonly receiveSlack: ReceiveSlack | null;
  /** What `/ws` is served from. */
  readonly live: LiveHub;
  /** The host under which vendors reach this server, beside the names of this machine; null where none is set. */
  readonly publicHost: string | null;
}
