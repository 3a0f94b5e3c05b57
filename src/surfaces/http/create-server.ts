import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { addGraphqlRoutes } from '#surfaces/graphql';
import { addRestRoutes, type RestResources } from '#surfaces/rest';
import { type Authentication, createAuthentication } from './create-authentication.ts';
import { isSecure } from './is-secure.ts';
import { presentHttpError } from './present-http-error.ts';
import { addAskRoutes } from './routes/ask.ts';
import { addAuditPageRoutes } from './routes/audit-pages.ts';
import { addBattlecardPageRoutes } from './routes/battlecard-pages.ts';
import { addDealPageRoutes } from './routes/deal-pages.ts';
import { addFlowPageRoutes } from './routes/flow-pages.ts';
import { addForecastPageRoutes } from './routes/forecast-page.ts';
import { addHealthRoutes } from './routes/health.ts';
import { addLedgerPageRoutes } from './routes/ledger-page.ts';
import { addLiveRoute } from './routes/live.ts';
import { addPageRoutes } from './routes/pages.ts';
import { addPeoplePageRoutes } from './routes/people-pages.ts';
import { addSearchRoutes } from './routes/search.ts';
import { addSettingsPageRoutes } from './routes/settings-pages.ts';
import { addSignInPages } from './routes/sign-in-pages.ts';
import { addTeamsPageRoutes } from './routes/teams-pages.ts';
import { addWebhookRoutes } from './routes/webhooks.ts';
import type { ServerResources } from './server-resources.ts';
import { sessionCookie } from './session-cookie.ts';
import { takeUpgrades } from './take-upgrades.ts';

const longestUrl = 2048;
/** How long a request may take to arrive whole; one that trickles in is cut off. */
const longestRequestMs = 60_000;
/** For what is no page; pages are sent with a policy of their own. */
const policyWithoutPage = "default-src 'none'; frame-ancestors 'none'";

/** The HTTP server with its routes, not yet listening. It answers only what is addressed to it by name. */
export async function createServer(given: ServerResources): Promise<FastifyInstance> {
  const authentication = createAuthentication(given);
  const resources: ServerResources = { ...given, contextFor: authentication.contextFor };
  const server = Fastify({
    logger: false,
    // Only a proxy on this machine can stand before it: who comes through one has the address that it tells.
    trustProxy: given.publicHost === null ? false : 'loopback',
    requestTimeout: longestRequestMs,
    genReqId: () => resources.ids.create('request'),
    routerOptions: { maxParamLength: longestUrl },
    frameworkErrors: (error, request, reply) => void presentHttpError({ error, request, reply, resources }),
  });
  await server.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false });
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('content-security-policy', policyWithoutPage);
    if (await isAnswered({ request, resources, authentication })) return;
    await reply.code(421).type('text/plain').send('Sophia answers on this machine only: use http://127.0.0.1.\n');
  });
  addAuthentication(server, { resources, authentication });
  server.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    };
    resources.metrics.httpRequestDuration.observe(labels, reply.elapsedTime / 1000);
  });
  server.setErrorHandler(async (error, request, reply) => {
    await quietly(resources, () => authentication.noteRefusal(request, error));
    await presentHttpError({ error, request, reply, resources, viewer: authentication.viewerOf(request) });
  });
  server.setNotFoundHandler((request, reply) => {
    return presentHttpError({ error: null, request, reply, resources, viewer: authentication.viewerOf(request) });
  });
  addHealthRoutes(server, resources);
  addPageRoutes(server, resources);
  addDealPageRoutes(server, resources);
  addForecastPageRoutes(server, resources);
  addBattlecardPageRoutes(server, resources);
  addFlowPageRoutes(server, resources);
  await addLedgerPageRoutes(server, resources);
  addAuditPageRoutes(server, resources);
  await addAdministrationPages(server, resources);
  await addRestRoutes(server, restResources({ resources, authentication }));
  await addSignInPages(server, { resources, authentication });
  const upgrades = takeUpgrades(server);
  addLiveRoute(server, { resources, authentication, upgrades });
  await addGraphqlRoutes(server, { resources, sockets: { ...upgrades, renewalOf: authentication.renewalOf } });
  addSearchRoutes(server, resources);
  addAskRoutes(server, resources);
  await addWebhookRoutes(server, resources);
  return server;
}

async function addAdministrationPages(server: FastifyInstance, resources: ServerResources): Promise<void> {
  await addPeoplePageRoutes(server, resources);
  await addTeamsPageRoutes(server, resources);
  await addSettingsPageRoutes(server, resources);
}

/** Each request belongs to somebody before a route sees it; what changes something leaves a record. */
function addAuthentication(
  server: FastifyInstance,
  { resources, authentication }: { resources: ServerResources; authentication: Authentication },
): void {
  server.addHook('onRequest', (request) => authentication.identify(request));
  server.addHook('onSend', (request, reply) => quietly(resources, () => authentication.noteRequest(request, reply)));
  server.addHook('onResponse', async (request) => authentication.forget(request));
}

/** What is recorded beside an answer never takes the place of the answer. */
async function quietly({ log }: ServerResources, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ err: error }, 'A record of a request could not be written');
  }
}

function restResources({
  resources,
  authentication,
}: {
  resources: ServerResources;
  authentication: Authentication;
}): RestResources {
  return {
    ...resources,
    homeWorkspaceId: resources.access.workspaceId,
    visitorContext: authentication.visitorContext,
    // The host is one of ours: requests for any other were refused before.
    addressOf: (request) => `${isSecure({ request, resources }) ? 'https' : 'http'}://${request.host}`,
    keepSession: ({ request, reply, token }) => {
      void reply.header('set-cookie', sessionCookie({ token, secure: isSecure({ request, resources }) }));
    },
  };
}

/** Under the names of this machine; for vendors under the public name too, and for everybody once people sign in. */
async function isAnswered({
  request,
  resources: { publicHost, access },
  authentication,
}: {
  request: FastifyRequest;
  resources: ServerResources;
  authentication: Authentication;
}): Promise<boolean> {
  const { host } = request.headers;
  if (isLocalHost(host)) return true;
  if (publicHost === null || host !== publicHost) return false;
  if (isBeforeAccounts({ request, hasProvider: access.openid !== null })) return true;
  const isPublic = !/^\/(?:metrics|health)\b/.test(request.url);
  return isPublic && (await authentication.isDemanded(request));
}

/** A page of another site cannot reach a server that only answers to the names of this machine. */
function isLocalHost(host: string | undefined): boolean {
  return host !== undefined && /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?$/i.test(host);
}

/**
 * Under its public name the server has, before anybody has an account, webhooks, which are signed, the links that make
 * an account, and the way to a provider of OpenID Connect.
 */
function isBeforeAccounts({ request, hasProvider }: { request: FastifyRequest; hasProvider: boolean }): boolean {
  if (/^\/(?:webhooks|slack|welcome)\//.test(request.url)) return true;
  return hasProvider && /^\/sign-in(?:[/?]|$)/.test(request.url);
}
