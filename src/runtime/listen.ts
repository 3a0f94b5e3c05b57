import type { AddressInfo } from 'node:net';
import type { Config } from '#config';
import type { Actor, Context } from '#platform/context';
import { createOpenidClient, type OpenidClient } from '#platform/openid';
import { createServer, type ReceiveWebhook, type ServerResources } from '#surfaces/http';
import { createLiveHub } from '#surfaces/live';
import { portInUse } from './assert-port-free.ts';
import { noteRefusedWebhooks } from './note-refused-webhooks.ts';
import type { SimulatedVendors } from './open-connections.ts';
import type { Runtime } from './open-runtime.ts';
import { requireTriggers } from './open-triggers.ts';
import { readListedOperations } from './read-listed-operations.ts';
import { receiveEvents } from './receive-events.ts';
import { receiveWebhooks } from './receive-webhooks.ts';
import { watchLive } from './watch-live.ts';
import { workspaceIds } from './workspace-ids.ts';

/** Answers requests and webhooks until the stack closes it; returns the address. Throws `port.in-use`. */
export async function listen({
  runtime,
  config,
  stack,
  simulated,
}: {
  runtime: Runtime;
  config: Config;
  stack: AsyncDisposableStack;
  /** How simulated vendors are reached; null where there are none. */
  simulated: SimulatedVendors | null;
}): Promise<string> {
  const { ids, log, health, metrics } = runtime.resources;
  const publicHost = config.publicUrl === null ? null : new URL(config.publicUrl).host;
  const live = createLiveHub({ db: runtime.resources.database.db, log, watch: watchLive(metrics) });
  const server = await createServer({
    ids,
    log,
    health,
    metrics,
    contextFor: runtime.contextFor,
    access: {
      workspaceId: workspaceIds.main,
      secretBox: runtime.resources.secretBox,
      openid: openidOf({ runtime, config }),
      newcomers: config.openid?.newcomers ?? null,
      isPublicSecure: config.publicUrl?.startsWith('https:') ?? false,
    },
    apiRequestsPerMinute: config.apiRequestsPerMinute,
    graphql: {
      listed: readListedOperations({ home: config.home, isNeeded: config.onlyListedOperations }),
      onlyListed: config.onlyListedOperations,
    },
    ...receiversOf({ runtime, config, simulated }),
    publicHost,
    live,
  });
  stack.defer(() => server.close());
  stack.defer(() => live.close());
  const { host, port } = config.server;
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw portInUse({ error, place: config.server });
  }
  const bound = server.server.address();
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${isAddress(bound) ? bound.port : port}`;
  runtime.resources.setBaseUrl(address);
  return address;
}

/** What takes the deliveries of vendors in; what is refused is named in the ledger. */
function receiversOf({
  runtime,
  config,
  simulated,
}: {
  runtime: Runtime;
  config: Config;
  simulated: SimulatedVendors | null;
}): Pick<ServerResources, 'webhooks' | 'receiveSlack'> {
  const workspaceId = simulated === null ? workspaceIds.main : workspaceIds.example;
  function contextFor(options: { actor: Actor }): Context {
    return runtime.contextFor({ workspaceId, ...options });
  }
  const triggers = requireTriggers({ config, triggerFile: runtime.resources.triggerFile });
  const webhooks: Record<string, ReceiveWebhook> = receiveWebhooks({
    workspaceId,
    vendors: simulated ?? config.vendors,
    publicUrl: runtime.resources.baseUrl,
    contextFor: runtime.contextFor,
  });
  if (triggers !== null) {
    webhooks['events'] = receiveEvents({ triggers, workspaceId, contextFor: runtime.contextFor });
  }
  const fromSlack = runtime.slack?.receive ?? null;
  return {
    webhooks: Object.fromEntries(
      Object.entries(webhooks).map(([vendor, receive]) => [
        vendor,
        noteRefusedWebhooks({ vendor, receive, contextFor }),
      ]),
    ),
    receiveSlack: fromSlack === null ? null : noteRefusedWebhooks({ vendor: 'slack', receive: fromSlack, contextFor }),
  };
}

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

function openidOf({ runtime, config }: { runtime: Runtime; config: Config }): OpenidClient | null {
  const { httpClient, clock } = runtime.resources;
  if (config.openid === null) return null;
  const { newcomers, ...provider } = config.openid;
  return createOpenidClient({ settings: { ...provider, asksName: newcomers !== null }, httpClient, clock });
}
