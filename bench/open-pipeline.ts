import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '#config';
import { configureNotifications } from '#modules/notifications';
import { createMemoryLog } from '#platform/log';
import type { World } from '../simulators/world/schema.ts';
import { listen } from '../src/runtime/listen.ts';
import { openRuntime, type Runtime } from '../src/runtime/open-runtime.ts';
import { addSophiaProperties, type StormVendors, settingsFor, startStormVendors } from '../test/chaos/storm-vendors.ts';

/** What was used up so far; two of them make a difference. */
export interface Used {
  /** Those that the vendor did not refuse for its limits, and how many were refused for them by any. */
  readonly requests: Readonly<Record<'gong' | 'hubspot' | 'slack' | 'refused', number>>;
  /** How long requests to vendors took, all added up. */
  readonly requestsMs: number;
  readonly statements: number;
  /** Of the one thread that carries workflows and database, and of the whole process with the threads that analyze. */
  readonly mainThreadMs: number;
  readonly processMs: number;
}

/** Sophia in this process as `sophia start` opens it, with vendors in another. */
export interface Pipeline extends AsyncDisposable {
  readonly vendors: StormVendors;
  used(): Promise<Used>;
  query<Row>(statement: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** Opens it with the vendors' limits in force, or lifted on both sides. */
export async function openPipeline({ world, limits }: { world: World; limits: 'kept' | 'lifted' }): Promise<Pipeline> {
  const stack = new AsyncDisposableStack();
  try {
    return await open({ world, limits, stack });
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function open({
  world,
  limits,
  stack,
}: Parameters<typeof openPipeline>[0] & { stack: AsyncDisposableStack }): Promise<Pipeline> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sophia-bench-'));
  stack.defer(() => rm(folder, { recursive: true }));
  const vendors = await startStormVendors({ world, folder, seed: 'bench' });
  stack.defer(() => vendors.close());
  await addSophiaProperties(vendors);
  for (const vendor of ['gong', 'hubspot', 'slack'] as const) {
    await vendors.control({ vendor, path: 'limits', body: { enforced: limits === 'kept' } });
  }
  await vendors.control({ vendor: 'gong', path: 'settings', body: { extensiveDelayMs: 0 } });
  const environment = {
    ...settingsFor({ vendors, addresses: vendors.addresses }),
    SOPHIA_HOME: path.join(folder, 'home'),
    SOPHIA_PORT: '0',
    SOPHIA_SYNC_SECONDS: '3600',
  };
  const config = loadConfig({ environment, envFile: null });
  const runtime = await openRuntime({
    config,
    log: createMemoryLog(),
    version: 'bench',
    worker: 'all',
    simulated: null,
    limits,
  });
  stack.defer(() => runtime.close());
  await configureNotifications({
    ctx: runtime.contextFor({ workspaceId: 'main' }),
    input: { bundling: { after: 100, withinSeconds: 1, waitSeconds: 0 } },
  });
  const address = await listen({ runtime, config, stack, simulated: null });
  await runtime.startWorker();
  const targets = { default: `${address}/webhooks/gong` };
  await vendors.control({ vendor: 'gong', path: 'webhooks', body: { targets } });
  return {
    vendors,
    used: () => readUsed({ runtime, vendors }),
    query: async (statement, values = []) => (await runtime.resources.database.pool.query(statement, [...values])).rows,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function readUsed({ runtime, vendors }: { runtime: Runtime; vendors: StormVendors }): Promise<Used> {
  const { metrics } = runtime.resources;
  const asked = (await metrics.vendorRequestDuration.get()).values;
  const queried = (await metrics.databaseQueryDuration.get()).values;
  function requestsTo(vendor: 'gong' | 'hubspot' | 'slack', isRefused = false): number {
    const { host } = new URL(vendors.addresses[vendor]);
    return sumOf(
      asked.filter(
        ({ metricName, labels }) =>
          metricName?.endsWith('_count') && labels.host === host && (labels.outcome === '429') === isRefused,
      ),
    );
  }
  return {
    requests: {
      gong: requestsTo('gong'),
      hubspot: requestsTo('hubspot'),
      slack: requestsTo('slack'),
      refused: requestsTo('gong', true) + requestsTo('hubspot', true) + requestsTo('slack', true),
    },
    requestsMs: sumOf(asked.filter(({ metricName }) => metricName?.endsWith('_sum'))) * 1000,
    statements: sumOf(queried.filter(({ metricName }) => metricName?.endsWith('_count'))),
    mainThreadMs: milliseconds(process.threadCpuUsage()),
    processMs: milliseconds(process.cpuUsage()),
  };
}

function sumOf(values: readonly { readonly value: number }[]): number {
  return values.reduce((sum, { value }) => sum + value, 0);
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
