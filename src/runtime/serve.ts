import type { Config } from '#config';
import { SophiaError } from '#platform/errors';
import { acquireInstance, type Holder } from '#platform/instance';
import type { Log } from '#platform/log';
import { createProgress, type ServeOptions, type Terminal, writeMessage } from '#surfaces/cli';
import { createOperationHandler } from '#surfaces/operations';
import { assertPortFree } from './assert-port-free.ts';
import { halfSetVendors } from './half-set-vendors.ts';
import { listen } from './listen.ts';
import { openRuntime } from './open-runtime.ts';
import { awaitExample, startExample } from './start-example.ts';
import { startSimulators } from './start-simulators.ts';
import { tellFirstLink } from './tell-first-link.ts';
import { type StopSignal, waitForStop } from './wait-for-stop.ts';
import { workspaceIds } from './workspace-ids.ts';

interface ServeRequest {
  readonly config: Config;
  readonly log: Log;
  readonly version: string;
  readonly terminal: Terminal;
  readonly options: ServeOptions;
}

/** Runs the server until it is told to stop, then closes everything in reverse. */
export async function serve(request: ServeRequest): Promise<void> {
  const stop = waitForStop();
  const stack = new AsyncDisposableStack();
  try {
    await run({ ...request, stack, stop });
  } finally {
    await stack.disposeAsync();
  }
}

async function run({
  config,
  log,
  version,
  terminal,
  options,
  stack,
  stop,
}: ServeRequest & { stack: AsyncDisposableStack; stop: StopSignal }): Promise<void> {
  const instance = await hold({ config, options });
  if (instance !== null) stack.defer(() => instance.release());
  if (includesRole(options, 'api')) await assertPortFree(config.server);
  const simulators = wantsSimulators({ config, options }) ? await startSimulators({ config }) : null;
  if (simulators !== null) stack.defer(() => simulators.close());
  const runtime = await openRuntime({
    config,
    log,
    version,
    worker: includesRole(options, 'worker') ? 'all' : 'none',
    simulated: simulators?.vendors ?? null,
  });
  stack.defer(() => runtime.close());
  const closing = new AbortController();
  stack.defer(() => closing.abort());
  instance?.serve(createOperationHandler({ host: runtime.host, closing: closing.signal }));
  const exampleState = options.example ? awaitExample({ runtime }) : null;
  if (includesRole(options, 'api')) {
    const address = await listen({ runtime, config, stack, simulated: simulators?.vendors ?? null });
    await runtime.startWorker();
    await runtime.slack?.start();
    writeMessage(terminal, `Sophia answers at ${address}`);
    await tellFirstLink({ runtime, config, terminal, address });
    if (simulators !== null) {
      await simulators.tellAddress(address);
      writeMessage(
        terminal,
        `No vendor is configured: Gong, HubSpot and Slack are simulated, see ${simulators.overview}`,
      );
    }
    for (const line of halfSetVendors(runtime.resources.connectionsOf(workspaceIds.main))) writeMessage(terminal, line);
    if (config.models.chain.length === 0) {
      writeMessage(terminal, 'No model is configured: the rules do the work, and nothing leaves this machine.');
    }
  }
  if (!includesRole(options, 'api')) await runtime.startWorker();
  const example =
    exampleState === null
      ? null
      : startExample({ runtime, terminal, progress: createProgress, stop: stop.signal, state: exampleState });
  const signalName = await stop.stopped;
  writeMessage(terminal, `${signalName} received: closing. Work under way goes on at the next start.`);
  await example;
}

/** Takes the data directory of the embedded database; null with a server. */
async function hold({ config, options }: { config: Config; options: ServeOptions }): Promise<Holder | null> {
  if (config.databaseUrl !== null) return null;
  if (!includesRole(options, 'api') || !includesRole(options, 'worker')) {
    throw new SophiaError(
      'config.invalid',
      'Expected DATABASE_URL for a process with a single role, found none: the embedded database belongs to one process, which has every role.',
    );
  }
  const instance = await acquireInstance({ dataDirectory: config.home });
  if (instance.role === 'holder') return instance;
  await instance.release();
  throw new SophiaError(
    'instance.held',
    `Expected ${config.home} to be free, found a Sophia that has it open already.`,
  );
}

/** Simulators stand in for all vendors or for none: simulated and real ones never mix. */
function wantsSimulators({ config, options }: { config: Config; options: ServeOptions }): boolean {
  const { gong, hubspot, slack } = config.vendors;
  const isConfigured = [
    gong.accessKey,
    gong.accessKeySecret,
    hubspot.accessToken,
    hubspot.clientId,
    hubspot.refreshToken,
    slack.botToken,
  ].some((credential) => credential !== null);
  return options.example && config.simulators === 'auto' && !isConfigured && includesRole(options, 'all');
}

function includesRole({ roles }: ServeOptions, role: string): boolean {
  return roles.includes(role) || roles.includes('all');
}
