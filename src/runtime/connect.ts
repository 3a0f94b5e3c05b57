import type { Config } from '#config';
import { acquireInstance, type Holder } from '#platform/instance';
import type { Log } from '#platform/log';
import { createRemoteOperator, type Operator } from '#surfaces/local';
import { createGuestOperator } from './create-guest-operator.ts';
import { waitForStop } from './wait-for-stop.ts';

export interface ConnectOptions {
  readonly config: Config;
  readonly log: Log;
  readonly version: string;
  readonly workspaceId: string;
  /** Whether the command is going to analyze: then a thread loads the rules while the database opens. */
  readonly analyzes: boolean;
}

/**
 * The way to Sophia for one command: the process that holds the embedded database where there is one, otherwise this
 * process opens it and answers others meanwhile. With a database server every process opens its own connections.
 */
export async function connect(options: ConnectOptions): Promise<Operator> {
  const { config, workspaceId } = options;
  if (config.databaseUrl !== null) return openHere(options, null);
  const instance = await acquireInstance({ dataDirectory: config.home });
  if (instance.role === 'guest') {
    return createGuestOperator({
      first: createRemoteOperator({ guest: instance, workspaceId }),
      reconnect: () => connect(options),
    });
  }
  try {
    return await openHere(options, instance);
  } catch (error) {
    await instance.release();
    throw error;
  }
}

/** Everything that only the process needs that does the work is imported here, so that a guest starts at once. */
async function openHere(
  { config, log, version, workspaceId, analyzes }: ConnectOptions,
  holder: Holder | null,
): Promise<Operator> {
  const { openRuntime } = await import('./open-runtime.ts');
  const { createLocalOperator, createOperationHandler } = await import('#surfaces/operations');
  const { stopped } = waitForStop();
  const runtime = await openRuntime({ config, log, version, worker: 'files', simulated: null, analyzes });
  await runtime.startWorker();
  const closing = new AbortController();
  holder?.serve(createOperationHandler({ host: runtime.host, closing: closing.signal }));
  async function close(): Promise<void> {
    closing.abort();
    await runtime.close();
    await holder?.release();
  }
  return createLocalOperator({ host: runtime.host, workspaceId, stopped, close });
}
