import path from 'node:path';
import type { Config } from '#config';
import { analysisWorkerUrl } from '#modules/analysis';
import type { PolicyFiles } from '#modules/changesets';
import type { TriggerFile } from '#modules/triggers';
import { type Cache, cachedThings, createCache } from '#platform/cache';
import { type Clock, systemClock } from '#platform/clock';
import type { KeyRing } from '#platform/crypto';
import { migrate, type OpenDatabase, openDatabase } from '#platform/db';
import { createHealthRegistry, type HealthRegistry } from '#platform/health';
import { createHttpClient, type WatchedHttpClient } from '#platform/http-client';
import { createIds, type Ids } from '#platform/ids';
import type { Log } from '#platform/log';
import { createMetrics, type Metrics, startTracing } from '#platform/telemetry';
import { createThreadPool, type ThreadPool } from '#platform/threads';
import { trustAuthorities } from '#platform/tls';
import { createDayBudget, createSharedTurns } from '#platform/turns';
import { createTokenKeepers } from './create-token-keepers.ts';
import {
  type ConnectionsOf,
  hostPoliciesOf,
  openConnections,
  type SimulatedVendors,
  type VendorLimits,
} from './open-connections.ts';
import { openPolicies } from './open-policies.ts';
import { openSecretBox } from './open-secret-box.ts';
import { openTriggers } from './open-triggers.ts';
import { openVectorPlaces, type VectorPlaces } from './open-vector-places.ts';
import { type ModelWatch, watchModels } from './watch-models.ts';
import { workspaceIds } from './workspace-ids.ts';

/** What every role of a process shares. */
export interface Resources {
  readonly config: Config;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly health: HealthRegistry;
  readonly modelWatch: ModelWatch;
  readonly database: OpenDatabase;
  readonly cache: Cache;
  readonly threads: ThreadPool;
  readonly httpClient: WatchedHttpClient;
  /** Where the vectors of search are compared. */
  readonly vectorPlaces: VectorPlaces;
  /** Encrypts what lies in the database and may not be read there. */
  readonly secretBox: KeyRing;
  readonly connectionsOf: ConnectionsOf;
  readonly defaultChannelOf: (workspaceId: string) => string | null;
  /** What may be written to the CRM: by the files in SOPHIA_HOME, or the one that Sophia brings. */
  readonly policies: PolicyFiles;
  readonly triggerFile: TriggerFile;
  /** Where people reach the pages; set once the server listens. */
  readonly baseUrl: () => string;
  readonly setBaseUrl: (address: string) => void;
}

/** As PostgreSQL has it by default. */
const serverBufferMegabytes = 128;

interface Opening {
  readonly config: Config;
  readonly log: Log;
  readonly version: string;
  readonly simulated: SimulatedVendors | null;
  readonly limits: VendorLimits;
  readonly analyzes: boolean;
  /** Whether it is to run for long: what is read often then stays in memory. */
  readonly serves: boolean;
  /** Closes what was opened. */
  readonly stack: AsyncDisposableStack;
}

/** Opens the resources in order, each closed by `stack` in reverse; the database is brought to the newest migration. */
export async function openResources({
  config,
  log,
  version,
  simulated,
  limits,
  analyzes,
  serves,
  stack,
}: Opening): Promise<Resources> {
  const clock = systemClock;
  trustAuthorities(config.authoritiesFile);
  const secretBox = openSecretBox(config);
  log.sealWith((text) => secretBox.seal(text));
  const metrics = createMetrics();
  const tracing = await startTracing({ endpoint: config.otlpEndpoint, version });
  stack.defer(() => tracing.stop());
  const threads = createThreadPool({ workerUrl: analysisWorkerUrl, threadCount: config.threads, log });
  stack.defer(() => threads.close());
  // Loading the rules takes a thread two seconds, which is about what opening the database takes.
  if (analyzes) void threads.run('ping', null).catch(() => undefined);
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    tls: config.databaseTls,
    dataDirectory: databaseDirectory(config),
    log,
    ...(serves ? { bufferMegabytes: serverBufferMegabytes } : {}),
    onQuery: ({ durationMs }) => {
      metrics.databaseQueryDuration.observe({ kind: kindOf(config) }, durationMs / 1000);
    },
  });
  stack.defer(() => database.close());
  await migrate({ database, clock });
  const httpClient = openHttpClient({ config, simulated, limits, clock, log, metrics, database });
  stack.defer(() => httpClient.close());
  const own = { clock, ids: createIds(clock), log, database, secretBox };
  const tokenKeepers = createTokenKeepers(own);
  return {
    ...own,
    config,
    cache: openCache(metrics),
    metrics,
    health: createHealthRegistry({ clock }),
    modelWatch: watchModels({ clock }),
    threads,
    httpClient,
    vectorPlaces: await openVectorPlaces({ config, database, httpClient }),
    connectionsOf: openConnections({ config, httpClient, clock, simulated, limits, tokenKeepers }),
    defaultChannelOf: (workspaceId) => channelOf(workspaceId === workspaceIds.example ? simulated : config.vendors),
    policies: openPolicies({ config, log }),
    triggerFile: openTriggers({ config, log }),
    ...openAddress(config),
  };
}

function openCache(metrics: Metrics): Cache {
  return createCache({
    onRead: ({ kind, outcome, entries }) => {
      metrics.cacheReads.inc({ kind, outcome });
      metrics.cacheFill.set({ kind }, entries / cachedThings[kind].most);
    },
  });
}

/** On a server other processes may ask the same vendors. */
function openHttpClient({
  config,
  simulated,
  limits,
  clock,
  log,
  metrics,
  database,
}: Pick<Opening, 'config' | 'simulated' | 'limits' | 'log'> &
  Pick<Resources, 'clock' | 'metrics' | 'database'>): WatchedHttpClient {
  return createHttpClient({
    clock,
    random: Math.random,
    policies: hostPoliciesOf({ config, simulated, limits }),
    sharedTurns: database.kind === 'postgres' ? createSharedTurns({ database }) : null,
    dayBudget: createDayBudget({ database, clock }),
    onDaySpent: ({ host, used, requests }) => metrics.vendorDayUsed.set({ host }, used / requests),
    onTurnsAlone: ({ host, error }) =>
      log.warn({ err: error, host }, 'Turns at a vendor are counted by this process alone'),
    onAttempt: ({ host, status, outcome, durationMs }) => {
      metrics.vendorRequestDuration.observe({ host, outcome: String(status ?? outcome) }, durationMs / 1000);
    },
  });
}

/** The port may be any free one, so the address is known once the server listens. */
function openAddress(config: Config): Pick<Resources, 'baseUrl' | 'setBaseUrl'> {
  let address = `http://${config.server.host}:${config.server.port}`;
  return {
    baseUrl: () => config.publicUrl ?? address,
    setBaseUrl: (listening) => {
      address = listening;
    },
  };
}

function channelOf(vendors: SimulatedVendors | null): string | null {
  return vendors?.slack.defaultChannel ?? null;
}

/** Where the embedded database keeps its files. */
export function databaseDirectory(config: Config): string {
  return path.join(config.home, 'database');
}

function kindOf(config: Config): 'embedded' | 'server' {
  return config.databaseUrl === null ? 'embedded' : 'server';
}
