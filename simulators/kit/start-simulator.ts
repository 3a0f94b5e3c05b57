import Fastify, { type FastifyInstance } from 'fastify';
import { liveScript, renderPage } from './page.ts';
import { serveRequest } from './serve-request.ts';
import { createSimulatorCore, type SimulatorCore } from './simulator-core.ts';
import type { RunningSimulator, SimulatorDefinition, SimulatorRoute } from './simulator-definition.ts';

const tickMs = 50;
/** How long a client may keep a connection unused: a connection that ends as it is used again fails a request. */
const longestPauseMs = 600_000;
const longestBodyBytes = 32 * 1024 * 1024;

export interface StartOptions<State> {
  readonly definition: SimulatorDefinition<State>;
  /** 0 takes any free one. */
  readonly port: number;
  readonly stateFile?: string | null | undefined;
  readonly webhookTargets?: Readonly<Record<string, string | null>> | undefined;
  readonly seed?: string | undefined;
}

/** Starts a stand-in for a vendor on loopback. */
export async function startSimulator<State>(options: StartOptions<State>): Promise<RunningSimulator> {
  const { definition, port, stateFile = null, webhookTargets = {}, seed = 'sophia' } = options;
  let url = `http://127.0.0.1:${port}`;
  const core = await createSimulatorCore({ definition, seed, stateFile, webhookTargets, readUrl: () => url });
  const server = createServer();
  addRoutes({ server, core, definition });
  const attached = definition.attach?.(core.tools, server.server);
  try {
    url = await server.listen({ port, host: '127.0.0.1' });
  } catch (error) {
    await core.close();
    throw inUse({ error, port, definition: definition.title });
  }
  const ticking = setInterval(core.tick, tickMs);
  return {
    url,
    close: async () => {
      clearInterval(ticking);
      await attached?.close();
      await server.close();
      await core.close();
    },
  };
}

function createServer(): FastifyInstance {
  const server = Fastify({
    bodyLimit: longestBodyBytes,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  server.server.keepAliveTimeout = longestPauseMs;
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error, _request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
    void reply.code(typeof status === 'number' ? status : 500).send({ simulatorError: String(error) });
  });
  return server;
}

function addRoutes<State>(input: {
  server: FastifyInstance;
  core: SimulatorCore<State>;
  definition: SimulatorDefinition<State>;
}): void {
  const { server, core, definition } = input;
  const own = [...pageRoutes(definition), ...core.controls, ...(definition.controls ?? [])];
  const groups = [
    { routes: own, isVendor: false },
    { routes: definition.routes, isVendor: true },
  ];
  for (const { routes, isVendor } of groups) {
    for (const route of routes) {
      server.route({
        method: route.method,
        url: route.path,
        handler: (request, reply) => serveRequest({ core, definition, route, isVendor, request, reply }),
      });
    }
  }
  server.setNotFoundHandler((request, reply) =>
    serveRequest({ core, definition, route: null, isVendor: true, request, reply }),
  );
}

function pageRoutes<State>(definition: SimulatorDefinition<State>): SimulatorRoute<State>[] {
  return [
    { method: 'GET', path: '/', handler: (exchange) => renderPage(definition.inspector(exchange)) },
    { method: 'GET', path: '/_inspector/live.js', handler: () => liveScript() },
    ...(definition.pages ?? []),
  ];
}

function inUse({ error, port, definition }: { error: unknown; port: number; definition: string }): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return error;
  return new Error(
    `Port ${port} is in use on 127.0.0.1: end the program that holds it, or start the simulator of ${definition} on another port.`,
    { cause: error },
  );
}
