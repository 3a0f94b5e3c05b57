import type { FastifyInstance } from 'fastify';
import { createSecretBox } from '#platform/crypto';
import { createHealthRegistry } from '#platform/health';
import { createMetrics } from '#platform/telemetry';
import { createServer, type ServerResources } from '#surfaces/http';
import { createLiveHub } from '#surfaces/live';
import type { WorkContext } from '#workflows';
import { createSophiaClient, type SophiaClient } from '../../clients/typescript/sophia-client.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export interface RestServer {
  readonly server: FastifyInstance;
  /** The generated client, answered by this server without a network. */
  readonly client: SophiaClient;
  /** The same with a key or an access token. */
  readonly clientWith: (credential: string) => SophiaClient;
}

/** The HTTP server over a context, not listening; requests are injected. */
export async function createRestServer(ctx: WorkContext, given: Partial<ServerResources> = {}): Promise<RestServer> {
  const live = createLiveHub({ db: ctx.db, log: ctx.log });
  const server = await createServer({
    log: ctx.log,
    ids: ctx.ids,
    health: createHealthRegistry({ clock: ctx.clock }),
    metrics: createMetrics(),
    contextFor: (request) => ({ ...ctx, ...request }),
    access: {
      workspaceId: ctx.workspaceId,
      secretBox: createSecretBox([Buffer.alloc(32, 3)]),
      isPublicSecure: true,
      openid: null,
    },
    apiRequestsPerMinute: null,
    webhooks: {},
    receiveSlack: null,
    publicHost: null,
    live,
    ...given,
  });
  server.addHook('onClose', () => live.close());
  function clientFor(headers: Readonly<Record<string, string>>): SophiaClient {
    return createSophiaClient({
      baseUrl: 'http://127.0.0.1:8000/',
      headers,
      fetch: (address, init) => inject({ server, address, init }),
    });
  }
  return {
    server,
    client: clientFor({}),
    clientWith: (credential) => clientFor({ authorization: `Bearer ${credential}` }),
  };
}

async function inject({
  server,
  address,
  init: { method, headers, body },
}: {
  server: FastifyInstance;
  address: string;
  init: RequestInit;
}): Promise<Response> {
  const { pathname, search, host } = new URL(address);
  const answer = await server.inject({
    method: methods.find((known) => known === method) ?? 'GET',
    url: `${pathname}${search}`,
    headers: { ...Object.fromEntries(new Headers(headers)), host },
    ...(typeof body === 'string' ? { payload: body } : {}),
  });
  const type = String(answer.headers['content-type'] ?? '');
  return new Response(answer.body === '' ? null : answer.body, {
    status: answer.statusCode,
    headers: { 'content-type': type },
  });
}
